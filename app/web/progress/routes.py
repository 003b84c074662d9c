"""/progress (one's courses, or the only one) and /progress/<slug>."""

from __future__ import annotations

from flask import Blueprint, render_template

from app.models import Enrolment, Offering, Role
from app.policy import Action
from app.services import enrolments, offerings
from app.services.progress import decks
from app.web.access import allowed, signed_in
from app.web.context import account, db
from app.web.progress.charts import charts_of
from app.web.visibility import visible_at

blueprint = Blueprint("progress", __name__)


@blueprint.get("/progress")
@signed_in
def courses() -> str:
    """Show the progress in one's only course, or let one choose."""
    own = enrolments.of_user(db(), account().id)
    studied = [each for each in own if each.role is Role.STUDENT]
    if len(studied) == 1:
        return _page(studied[0])
    return render_template("progress/courses.html", studied=studied)


@blueprint.get("/progress/<slug>")
@allowed(Action.STUDY)
def course(offering: Offering) -> str:
    """Show the own progress in a course: charts with their figures, and every deck."""
    return _page(db().get_one(Enrolment, (account().id, offering.id)))


def _page(enrolment: Enrolment) -> str:
    offering = enrolment.offering
    seen_at = visible_at(offering)
    return render_template(
        "progress/course.html",
        offering=offering,
        charts=charts_of(enrolment),
        decks=offerings.decks(db(), offering, seen_at),
        counts=decks.by_deck(db(), account().id, offering, seen_at),
    )
