"""/exams/<slug>/<exam>/preview, /export and /file: an exam as it will be, and as files."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from flask import Response as FileResponse
from flask import abort, request
from flask_babel import gettext as _

from app.exports import FORMATS
from app.exports.paper.options import SIZES, Paper
from app.models import Offering
from app.policy import Action
from app.services.exams import drawing, exporting, history
from app.services.exams.exporting import File
from app.services.exams.sheets import Whole, pictures, whole
from app.web.access import allowed
from app.web.context import db, pause
from app.web.exams.pages import Page, blueprint, found_exam, page
from app.web.exams.present import present
from app.web.languages import worded

KEY = "key"


@blueprint.get("/exams/<slug>/<uuid:paper_id>/preview")
@allowed(Action.BUILD_EXAMS)
def preview(offering: Offering, paper_id: UUID) -> Page:
    """Show a version with its key, and what may be wrong with the choice of items."""
    exam = found_exam(offering, paper_id)
    found = whole(db(), offering, exam, Paper())
    letters = [chr(ord("A") + number) for number in range(len(found.versions))]
    version = request.args.get("version", "A")
    if letters and version not in letters:
        abort(404, _("This exam has no such version."))
    sheet = found.versions[letters.index(version)] if letters else found.sheet
    media = pictures(db(), offering, sheet.html.values())
    return page(
        "preview",
        offering,
        exam=exam,
        letters=letters,
        version=version,
        shown=[present(sheet, question, media) for question in sheet.questions],
        asked={one.question.id: one for one in found.asked},
        total=sum(question.points for question in sheet.questions),
        uses=history.of_course(db(), offering.course_id, exam),
        twice=_twice(found),
        is_current=drawing.is_current(exam),
    )


@blueprint.get("/exams/<slug>/<uuid:paper_id>/export")
@allowed(Action.BUILD_EXAMS)
def export_page(offering: Offering, paper_id: UUID) -> Page:
    """List every format with what it loses of this exam."""
    exam = found_exam(offering, paper_id)
    found = whole(db(), offering, exam, Paper())
    return page(
        "export",
        offering,
        exam=exam,
        offers=exporting.offers(found) if found.asked else [],
        is_current=drawing.is_current(exam),
        count=len(found.asked),
        versions=len(found.versions),
        sizes=list(SIZES),
        size=request.args.get("paper", "a4"),
        large=bool(request.args.get("large")),
    )


@blueprint.get("/exams/<slug>/<uuid:paper_id>/file")
@allowed(Action.BUILD_EXAMS)
def file(offering: Offering, paper_id: UUID) -> FileResponse:
    """Send the exam, or its key, in one format; paper is made while the browser waits."""
    exam = found_exam(offering, paper_id)
    name = request.args.get("format", "")
    if name != KEY and name not in FORMATS:
        abort(404, _("There is no such format. Choose one from the list."))
    size = SIZES.get(request.args.get("paper", "a4"), SIZES["a4"])
    paper = Paper(size=size, large=bool(request.args.get("large")))
    found = whole(db(), offering, exam, paper)
    if not found.asked:
        abort(409, _("Draw the exam first: there is nothing yet that could be exported."))
    title, stem = exam.title, offering.slug
    pause()
    return _sent(_made(name, found, f"{stem} {title}"))


def _made(name: str, found: Whole, title: str) -> File:
    if name == KEY:
        stem = exporting.file_stem(title)
        data = exporting.key_table(found.versions)
        return File(f"{stem}-key.csv", "text/csv; charset=utf-8", data)
    try:
        return exporting.export(FORMATS[name], found, title)
    except ValueError as error:
        abort(422, worded(error))


def _sent(made: File) -> FileResponse:
    return FileResponse(
        made.data,
        content_type=made.media_type,
        headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
    )


def _twice(found: Whole) -> list[str]:
    """Return the cards that several of the items were generated from."""
    counted = Counter(one.item.source for one in found.asked if one.item.source)
    return sorted(source for source, count in counted.items() if count > 1)
