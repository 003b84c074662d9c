"""/exams/<slug>/<exam>/results: answers in, marks and item analysis out."""

from __future__ import annotations

from uuid import UUID

from flask import Response as FileResponse
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.exports.paper.options import Paper
from app.models import Exam, Offering
from app.policy import Action
from app.quiz.analysis import FEW
from app.quiz.types.choice import Choice
from app.services.exams import exporting, results
from app.services.exams.building import ExamError
from app.services.exams.drawing import Asked
from app.services.exams.sheets import whole
from app.services.exams.table_reading import Table
from app.services.tables import UnreadableError
from app.web.access import allowed
from app.web.context import db, now, present_actor
from app.web.exams.forms import ConfirmForm, ResultsForm
from app.web.exams.pages import Page, blueprint, found_exam, go, page
from app.web.languages import worded


@blueprint.get("/exams/<slug>/<uuid:paper_id>/results")
@allowed(Action.BUILD_EXAMS)
def results_page(offering: Offering, paper_id: UUID) -> Page:
    """Show marks and item analysis, with a form for a table of answers."""
    return _page(offering, found_exam(offering, paper_id), ResultsForm(formdata=None))


@blueprint.post("/exams/<slug>/<uuid:paper_id>/results")
@allowed(Action.BUILD_EXAMS)
def upload(offering: Offering, paper_id: UUID) -> Page | Response:
    """Mark a table of answers and keep it, or say what is wrong with which cell."""
    exam = found_exam(offering, paper_id)
    form = ResultsForm()
    if not form.validate() or not form.file.data:
        form.file.errors = [_("Choose a file.")]
        return _page(offering, exam, form, 422)
    try:
        table = results.marked(db(), offering, exam, form.file.data.stream.read())
    except (UnreadableError, ExamError) as error:
        form.file.errors = [worded(error)]
        return _page(offering, exam, form, 422)
    if table.faults:
        return _page(offering, exam, form, 422, table=table)
    results.store(db(), present_actor(), offering, exam, table, now())
    if table.ignored or table.absent:
        return _page(offering, exam, ResultsForm(formdata=None), table=table)
    return go(f"/exams/{offering.slug}/{exam.id}/results", "results")


@blueprint.post("/exams/<slug>/<uuid:paper_id>/results/delete")
@allowed(Action.BUILD_EXAMS)
def delete_results(offering: Offering, paper_id: UUID) -> Response:
    """Delete what is known of students."""
    exam = found_exam(offering, paper_id)
    results.forget(db(), present_actor(), offering, exam, now())
    return go(f"/exams/{offering.slug}/{exam.id}/results", "results-deleted")


@blueprint.get("/exams/<slug>/<uuid:paper_id>/results.csv")
@allowed(Action.BUILD_EXAMS)
def results_file(offering: Offering, paper_id: UUID) -> FileResponse:
    """Send the marks, or the empty table to write results into."""
    exam = found_exam(offering, paper_id)
    rows = results.sittings(db(), exam)
    data = results.marks_table(whole(db(), offering, exam, Paper()), rows)
    stem = exporting.file_stem(f"{offering.slug} {exam.title}")
    name = f"{stem}-{'marks' if rows else 'results'}.csv"
    return FileResponse(
        data,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(
    offering: Offering,
    exam: Exam,
    form: ResultsForm,
    status: int = 200,
    table: Table | None = None,
) -> Page:
    found = whole(db(), offering, exam, Paper())
    rows = results.sittings(db(), exam)
    return page(
        "results",
        offering,
        status,
        exam=exam,
        form=form,
        table=table,
        rows=list(zip(rows, results.totals(found, rows), strict=True)),
        figures=results.analysis(found, rows) if rows else None,
        asked={one.question.id: one for one in found.asked},
        chosen={one.question.id: _chosen(one) for one in found.asked},
        few=FEW,
        versions=len(found.versions),
        confirm=ConfirmForm(formdata=None),
    )


def _chosen(one: Asked) -> list[tuple[str, int, bool]]:
    """Return (text, how often chosen, right) for each option, in the bank's order."""
    body = one.question.body
    if not isinstance(body, Choice) or one.row.chosen is None:
        return []
    return [(o.text, one.row.chosen.get(o.id, 0), o.right) for o in body.options]
