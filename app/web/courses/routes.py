"""/ and /courses/<slug>."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template

from app import policy
from app.models import Enrolment, ExamDate, Offering
from app.policy import Action
from app.services import enrolments, offerings
from app.services.classes import exam_dates
from app.services.classes.local_time import days_until
from app.services.study.queue import StudyQueue, schedule_queue
from app.web.access import allowed, public
from app.web.context import account, actor, config, current_account, db, now
from app.web.visibility import visible_at

blueprint = Blueprint("courses", __name__)


@blueprint.get("/")
@public
def dashboard() -> str:
    """Show one's own courses with what is due; to others, what this is."""
    user = current_account()
    if user is None:
        return render_template("courses/landing.html")
    own = [(enrolment, _due(enrolment)) for enrolment in enrolments.of_user(db(), user.id)]
    over = enrolments.over_of_user(db(), user.id)
    return render_template("courses/dashboard.html", own=own, over=over)


@blueprint.get("/courses/<slug>")
@allowed(Action.VIEW_COURSE)
def course(offering: Offering) -> str:
    """Show the decks of a course; to instructors, its join code."""
    current = actor()
    return render_template(
        "courses/course.html",
        offering=offering,
        decks=offerings.decks(db(), offering, visible_at(offering)),
        may_study=policy.may(current, Action.STUDY, offering.id),
        may_view_class=policy.may(current, Action.VIEW_CLASS, offering.id),
        exams=_exams(offering),
        own_exam=_own_exam(offering),
        now=now(),
        code=_code(offering),
        base_url=config().base_url,
    )


def _due(enrolment: Enrolment) -> StudyQueue:
    return schedule_queue(db(), account(), enrolment, now(), limit=0)


def _exams(offering: Offering) -> list[tuple[ExamDate, int]]:
    """Return the exam dates with the days until each."""
    dates = exam_dates.in_order(db(), offering)
    return [(exam, days_until(exam.at, now(), offering.zone)) for exam in dates]


def _own_exam(offering: Offering) -> tuple[datetime, int] | None:
    """Return the exam date that is set for this person alone, with the days until then."""
    enrolment = db().get(Enrolment, (account().id, offering.id))
    if enrolment is None or enrolment.exam_at is None or enrolment.left_at is not None:
        return None
    return enrolment.exam_at, days_until(enrolment.exam_at, now(), offering.zone)


def _code(offering: Offering) -> str | None:
    """Return the join code, grouped, for those who may give it out."""
    may = policy.may(actor(), Action.MANAGE_OFFERING, offering.id)
    return offerings.grouped_code(offering.join_code) if may else None
