"""/exams/<slug>: the exams of a class, and making, duplicating and deleting one."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.exams import bank, building
from app.services.exams.building import ExamError
from app.web.access import allowed
from app.web.context import db, now
from app.web.exams.forms import COPY, DuplicateForm, NewExamForm
from app.web.exams.pages import Page, blueprint, found_exam, go, page
from app.web.languages import worded


@blueprint.get("/exams/<slug>")
@allowed(Action.BUILD_EXAMS)
def papers(offering: Offering) -> Page:
    """List the exams, with a form for a new one."""
    return _page(offering, NewExamForm(formdata=None))


@blueprint.post("/exams/<slug>")
@allowed(Action.BUILD_EXAMS)
def make(offering: Offering) -> Page | Response:
    """Make an exam."""
    form = NewExamForm()
    if not form.validate() or form.day.data is None:
        return _page(offering, form, 422)
    try:
        made = building.new(db(), offering, form.title.data or "", form.day.data, now())
    except ExamError as error:
        form.title.errors = [worded(error)]
        return _page(offering, form, 409)
    return go(f"/exams/{offering.slug}/{made.id}", "made")


@blueprint.post("/exams/<slug>/<uuid:paper_id>/duplicate")
@allowed(Action.BUILD_EXAMS)
def duplicate(offering: Offering, paper_id: UUID) -> Response:
    """Make the same exam once more, with another seed."""
    exam = found_exam(offering, paper_id)
    form = DuplicateForm(prefix=COPY)
    day = form.day.data if form.validate() and form.day.data else exam.day
    without = bool(form.fresh.data)
    made = building.duplicate(db(), exam, offering, day, now(), without_used=without)
    return go(f"/exams/{offering.slug}/{made.id}", "duplicated")


@blueprint.post("/exams/<slug>/<uuid:paper_id>/delete")
@allowed(Action.BUILD_EXAMS)
def delete(offering: Offering, paper_id: UUID) -> Page | Response:
    """Delete an exam that has neither results nor readers."""
    exam = found_exam(offering, paper_id)
    try:
        building.delete(db(), exam)
    except ExamError as error:
        return page(
            "refused", offering, 409, exam=exam, problem=worded(error), title=_("Not deleted")
        )
    return go(f"/exams/{offering.slug}", "deleted")


def _page(offering: Offering, form: NewExamForm, status: int = 200) -> Page:
    return page(
        "papers",
        offering,
        status,
        form=form,
        exams=building.in_order(db(), offering),
        items=len(bank.all_of(db(), offering.course_id)),
    )
