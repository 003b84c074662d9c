"""/ and /courses/<slug>."""

from __future__ import annotations

from flask import Blueprint, render_template

from app import policy
from app.models import Enrolment, Offering
from app.policy import Action
from app.services import enrolments, offerings
from app.services.study.queue import StudyQueue, schedule_queue
from app.web.access import allowed, public
from app.web.context import account, actor, config, current_account, db, now

blueprint = Blueprint("courses", __name__)


@blueprint.get("/")
@public
def dashboard() -> str:
    """Show one's own courses with what is due; to others, what this is."""
    user = current_account()
    if user is None:
        return render_template("courses/landing.html")
    own = [(enrolment, _due(enrolment)) for enrolment in enrolments.of_user(db(), user.id)]
    return render_template("courses/dashboard.html", own=own)


@blueprint.get("/courses/<slug>")
@allowed(Action.VIEW_COURSE)
def course(offering: Offering) -> str:
    """Show the decks of a course; to instructors, its join code."""
    current = actor()
    return render_template(
        "courses/course.html",
        offering=offering,
        decks=offerings.decks(db(), offering),
        may_study=policy.may(current, Action.STUDY, offering.id),
        code=_code(offering),
        base_url=config().base_url,
    )


def _due(enrolment: Enrolment) -> StudyQueue:
    return schedule_queue(db(), account(), enrolment, now(), limit=0)


def _code(offering: Offering) -> str | None:
    """Return the join code, grouped, for those who may give it out."""
    may = policy.may(actor(), Action.MANAGE_OFFERING, offering.id)
    return offerings.grouped_code(offering.join_code) if may else None
