"""Releasing an exam, and /exams/<slug>/past: released exams as students read them."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.exports.paper.options import Paper
from app.models import Offering
from app.policy import Action
from app.services.exams import releasing
from app.services.exams.building import ExamError
from app.services.exams.sheets import pictures, whole
from app.web.access import allowed
from app.web.context import db, now, present_actor
from app.web.exams.forms import ReleaseForm
from app.web.exams.pages import Page, blueprint, found_exam, go, page
from app.web.exams.present import present
from app.web.languages import worded


@blueprint.post("/exams/<slug>/<uuid:paper_id>/release")
@allowed(Action.BUILD_EXAMS)
def release(offering: Offering, paper_id: UUID) -> Page | Response:
    """Release the exam, once somebody has confirmed that it is over."""
    exam = found_exam(offering, paper_id)
    form = ReleaseForm()
    if not form.validate():
        problem = str(form.sure.errors[0])
        return page("refused", offering, 422, exam=exam, problem=problem, title=_("Not released"))
    shown = bool(form.shown.data)
    try:
        releasing.release(db(), present_actor(), offering, exam, now(), shown=shown)
    except ExamError as error:
        title = _("Not released")
        return page("refused", offering, 409, exam=exam, problem=worded(error), title=title)
    name = "released" if shown else "released-hidden"
    return go(f"/exams/{offering.slug}/{exam.id}", name)


@blueprint.get("/exams/<slug>/past")
@allowed(Action.VIEW_COURSE)
def past(offering: Offering) -> Page:
    """List the exams that students may read."""
    return page("past", offering, exams=releasing.readable(db(), offering))


@blueprint.get("/exams/<slug>/past/<uuid:paper_id>")
@allowed(Action.VIEW_COURSE)
def past_exam(offering: Offering, paper_id: UUID) -> Page:
    """Show a released exam with its key."""
    exam = releasing.find_readable(db(), offering, paper_id)
    if exam is None:
        abort(404, _("There is no such exam to read."))
    sheet = whole(db(), offering, exam, Paper()).sheet
    found = pictures(db(), offering, sheet.html.values())
    shown = [present(sheet, question, found) for question in sheet.questions]
    return page("past_exam", offering, exam=exam, shown=shown)
