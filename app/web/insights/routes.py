"""/insights/<slug>: for staff, what the class finds hard. Nothing here is about one student."""

from __future__ import annotations

from flask import Blueprint, render_template

from app import policy
from app.models import Offering
from app.policy import Action
from app.services import class_readiness, insights
from app.web.access import allowed
from app.web.charts.distribution import distribution
from app.web.context import actor, db, now

blueprint = Blueprint("insights", __name__)


@blueprint.get("/insights/<slug>")
@allowed(Action.VIEW_CLASS)
def page(offering: Offering) -> str:
    """Show hard cards, cards that many keep forgetting, and how ready the class is."""
    ready = class_readiness.class_readiness(db(), offering, now())
    return render_template(
        "insights/class.html",
        offering=offering,
        zone=offering.zone,
        may_manage=policy.may(actor(), Action.MANAGE_OFFERING, offering.id),
        ready=ready,
        chart=distribution(ready.shares) if ready and ready.shares else None,
        hard=insights.hard_cards(db(), offering),
        leeches=insights.leeches(db(), offering),
        simulated=insights.is_simulated(db(), offering),
        fewest_ready=class_readiness.FEWEST_READY,
        few_answers=insights.FEW_ANSWERS,
    )
