"""/ and /courses/<slug>."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from uuid import UUID

from flask import Blueprint, render_template

from app import policy
from app.models import Enrolment, ExamDate, Offering
from app.policy import Action
from app.services import offerings
from app.services.classes import exam_dates
from app.services.classes.local_time import days_until
from app.services.exams import releasing
from app.services.progress import decks
from app.services.progress.decks import Counts
from app.services.progress.overview import readiness_of
from app.services.worklist.corrections import untold
from app.web.access import allowed, public
from app.web.context import account, actor, config, current_account, db, now
from app.web.courses.dashboard import dashboard as dashboard_of_account
from app.web.visibility import visible_at

blueprint = Blueprint("courses", __name__)


@blueprint.get("/")
@public
def dashboard() -> str:
    """Show one's own courses with what today asks for; to others, what this is."""
    if current_account() is None:
        return render_template("courses/landing.html")
    return render_template("courses/dashboard.html", page=dashboard_of_account())


@blueprint.get("/courses/<slug>")
@allowed(Action.VIEW_COURSE)
def course(offering: Offering) -> str:
    """Show the decks of a course; to instructors, its join code."""
    enrolment = _studied(offering)
    found = offerings.decks(db(), offering, visible_at(offering))
    return render_template(
        "courses/course.html",
        offering=offering,
        decks=found,
        chapters=[(name, list(group)) for name, group in groupby(found, lambda one: one.chapter)],
        counts=_counts(offering, enrolment),
        may_study=policy.may(actor(), Action.STUDY, offering.id),
        may_view_class=policy.may(actor(), Action.VIEW_CLASS, offering.id),
        exams=_exams(offering),
        past_exams=bool(releasing.readable(db(), offering)),
        own_exam=_own_exam(offering),
        ready=readiness_of(db(), enrolment, now()) if enrolment else None,
        now=now(),
        corrected=_corrected(offering),
        code=_code(offering),
        base_url=config().base_url,
    )


def _studied(offering: Offering) -> Enrolment | None:
    """Return the enrolment of somebody who studies here and does not run the course."""
    if policy.may(actor(), Action.VIEW_CLASS, offering.id):
        return None
    return db().get(Enrolment, (account().id, offering.id))


def _counts(offering: Offering, enrolment: Enrolment | None) -> Mapping[UUID, Counts]:
    """Return how far the student is with each deck; nothing for staff."""
    if enrolment is None:
        return {}
    return decks.by_deck(db(), account().id, offering, visible_at(offering))


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


def _corrected(offering: Offering) -> int:
    """Return of how many corrected answers this person is still to be told."""
    if not policy.may(actor(), Action.STUDY, offering.id):
        return 0
    return len(untold(db(), account().id, offering))


def _code(offering: Offering) -> str | None:
    """Return the join code, grouped, for those who may give it out."""
    may = policy.may(actor(), Action.MANAGE_OFFERING, offering.id)
    return offerings.grouped_code(offering.join_code) if may else None
