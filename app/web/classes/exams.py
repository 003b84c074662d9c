"""/classes/<slug>/exams: the dates that a class studies for."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import ExamDate, Offering
from app.policy import Action
from app.services import offerings
from app.services.classes import exam_dates, local_time
from app.services.classes.exam_dates import ExamDateError, NewExam
from app.services.classes.local_time import LocalTimeError, Moment
from app.web.access import allowed
from app.web.classes import said
from app.web.classes.forms import ConfirmForm, ExamForm, exam_form
from app.web.classes.pages import Page, blueprint, page
from app.web.context import db, now, present_actor
from app.web.languages import worded


@blueprint.get("/classes/<slug>/exams")
@allowed(Action.VIEW_CLASS)
def exams(offering: Offering) -> Page:
    """List the exam dates with what they ask."""
    dates = exam_dates.in_order(db(), offering)
    titles = {deck.id: deck.title for deck in offerings.decks(db(), offering, None)}
    rows = [
        (exam, local_time.days_until(exam.at, now(), offering.zone), _asked(exam, titles))
        for exam in dates
    ]
    return page("exams", offering, rows=rows)


@blueprint.get("/classes/<slug>/exams/new")
@allowed(Action.MANAGE_OFFERING)
def new_exam(offering: Offering) -> Page:
    """Ask for an exam date."""
    decks = offerings.decks(db(), offering, None)
    form = exam_form(decks, clock=local_time.USUAL_TIME)
    return page("exam", offering, form=form, exam=None)


@blueprint.post("/classes/<slug>/exams/new")
@allowed(Action.MANAGE_OFFERING)
def add_exam(offering: Offering) -> Page | Response:
    """Add an exam date."""
    form = exam_form(offerings.decks(db(), offering, None))
    moment = _moment(form, offering) if form.validate() else None
    if moment is None:
        return page("exam", offering, 422, form=form, exam=None)
    try:
        exam_dates.add(db(), present_actor(), offering, _new(form, moment), now())
    except ExamDateError as error:
        return _refused(offering, form, error, None)
    return said.go(_list(offering), "exam-saved", *said.about(moment, now()))


@blueprint.get("/classes/<slug>/exams/<uuid:exam_id>")
@allowed(Action.MANAGE_OFFERING)
def exam(offering: Offering, exam_id: UUID) -> Page:
    """Show an exam date for changing it."""
    found = _found(offering, exam_id)
    local = found.at.astimezone(ZoneInfo(offering.zone))
    weights = {f"weight_{deck.hex}": w for deck, w in exam_dates.weights_of(found).items()}
    decks = offerings.decks(db(), offering, None)
    form = exam_form(decks, title=found.title, day=local.date(), clock=local.time(), **weights)
    return page("exam", offering, form=form, exam=found, delete=ConfirmForm())


@blueprint.post("/classes/<slug>/exams/<uuid:exam_id>")
@allowed(Action.MANAGE_OFFERING)
def change_exam(offering: Offering, exam_id: UUID) -> Page | Response:
    """Change an exam date."""
    found = _found(offering, exam_id)
    form = exam_form(offerings.decks(db(), offering, None))
    moment = _moment(form, offering) if form.validate() else None
    if moment is None:
        return page("exam", offering, 422, form=form, exam=found, delete=ConfirmForm())
    try:
        exam_dates.change(db(), present_actor(), offering, found, _new(form, moment), now())
    except ExamDateError as error:
        return _refused(offering, form, error, found)
    return said.go(_list(offering), "exam-saved", *said.about(moment, now()))


@blueprint.post("/classes/<slug>/exams/<uuid:exam_id>/delete")
@allowed(Action.MANAGE_OFFERING)
def delete_exam(offering: Offering, exam_id: UUID) -> Response:
    """Delete an exam date."""
    exam_dates.delete(db(), present_actor(), offering, _found(offering, exam_id), now())
    return said.go(_list(offering), "exam-deleted")


def _found(offering: Offering, exam_id: UUID) -> ExamDate:
    found = exam_dates.find(db(), offering, exam_id)
    if found is None:
        abort(404, _("This course has no such exam date. It may have been deleted."))
    return found


def _list(offering: Offering) -> str:
    return f"/classes/{offering.slug}/exams"


def _moment(form: ExamForm, offering: Offering) -> Moment | None:
    """Return the instant of the form; None, with the error in the form, for a slip."""
    assert form.day.data is not None
    assert form.clock.data is not None
    try:
        return local_time.moment(form.day.data, form.clock.data, offering.zone)
    except LocalTimeError as error:
        form.day.errors = [worded(error)]
        return None


def _new(form: ExamForm, moment: Moment) -> NewExam:
    return NewExam(form.title.data or "", moment.at, form.weights())


def _refused(
    offering: Offering, form: ExamForm, error: ExamDateError, exam: ExamDate | None
) -> Page:
    weights = form.weight_fields()
    field = weights[0] if error.field == "weights" and weights else form.title
    field.errors = [worded(error)]
    return page("exam", offering, 422, form=form, exam=exam, delete=ConfirmForm())


def _asked(exam: ExamDate, titles: dict[UUID, str]) -> list[tuple[str, float]]:
    """Return the decks that the exam names, with their weights, in the course's order."""
    weights = exam_dates.weights_of(exam)
    return [(title, weights[deck]) for deck, title in titles.items() if deck in weights]
