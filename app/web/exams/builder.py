"""/exams/<slug>/<exam>: what an exam asks, and drawing it."""

from __future__ import annotations

import re
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from app.models import Exam, Offering
from app.policy import Action
from app.services.exams import bank, building, drawing, history
from app.services.exams.bank import Filter
from app.services.exams.building import Details, ExamError
from app.web.access import allowed
from app.web.context import db, now
from app.web.exams.forms import (
    COPY,
    SPARE_ROWS,
    BuilderForm,
    ConfirmForm,
    DuplicateForm,
    ReleaseForm,
    builder_form,
)
from app.web.exams.pages import Page, blueprint, found_exam, go, page
from app.web.languages import worded

_ROW = re.compile("count_([0-9]{1,3})")


@blueprint.get("/exams/<slug>/<uuid:paper_id>")
@allowed(Action.BUILD_EXAMS)
def paper(offering: Offering, paper_id: UUID) -> Page:
    """Show what an exam asks, and what its table lacks."""
    exam = found_exam(offering, paper_id)
    return _page(offering, exam, _form(offering, exam))


@blueprint.post("/exams/<slug>/<uuid:paper_id>")
@allowed(Action.BUILD_EXAMS)
def change(offering: Offering, paper_id: UUID) -> Page | Response:
    """Keep details and table; draw as well if that was pressed."""
    exam = found_exam(offering, paper_id)
    rows = [int(found[1]) for name in request.form if (found := _ROW.fullmatch(name))]
    form = builder_form(max(rows, default=-1) + 1, _chapters(offering, exam))
    if not form.validate():
        return _page(offering, exam, form, 422)
    try:
        building.change(db(), exam, _details(form), form.cells())
        if request.form.get("then") != "draw":
            return go(_address(offering, exam), "saved")
        drawn = drawing.draw(db(), offering, exam, now())
    except ExamError as error:
        return _page(offering, exam, form, 409, problem=worded(error))
    if any(drawn.missing):
        return go(_address(offering, exam), "short")
    return go(f"{_address(offering, exam)}/preview", "drawn")


@blueprint.get("/exams/<slug>/<uuid:paper_id>/items")
@allowed(Action.BUILD_EXAMS)
def choose_items(offering: Offering, paper_id: UUID) -> Page:
    """List the approved items for exams, to pin some and leave others out."""
    return _items(offering, found_exam(offering, paper_id))


@blueprint.post("/exams/<slug>/<uuid:paper_id>/items")
@allowed(Action.BUILD_EXAMS)
def place_item(offering: Offering, paper_id: UUID) -> Page | Response:
    """Pin an item, leave it out, or leave it to the draw."""
    exam = found_exam(offering, paper_id)
    for where in ("pin", "out", "free"):
        chosen = request.form.get(where, type=UUID)
        if chosen is not None and bank.find(db(), offering.course_id, chosen):
            try:
                building.place(db(), exam, chosen, where)
            except ExamError as error:
                return _items(offering, exam, 409, problem=worded(error))
    back = "" if request.form.get("back") == "builder" else "/items"
    return go(f"{_address(offering, exam)}{back}", "saved")


def _items(offering: Offering, exam: Exam, status: int = 200, problem: str = "") -> Page:
    wants = building.specification(exam)
    chapter, kind = request.args.get("chapter", ""), request.args.get("type", "")
    wanted = Filter(status="approved", use="exam", chapter=chapter, type=kind)
    return page(
        "items",
        offering,
        status,
        exam=exam,
        problem=problem,
        wanted=wanted,
        items=bank.listed(db(), offering.course_id, wanted),
        chapters=_chapters(offering, exam),
        pinned=wants.pinned,
        excluded=wants.excluded,
        uses=history.of_course(db(), offering.course_id, exam),
        confirm=ConfirmForm(formdata=None),
    )


def _form(offering: Offering, exam: Exam) -> BuilderForm:
    cells = building.specification(exam).cells
    values = {
        f"{name}_{number}": getattr(cell, name)
        for number, cell in enumerate(cells)
        for name in ("chapter", "type", "count", "points")
    }
    names = ("title", "day", "minutes", "versions", "seed", "instructions")
    details = {name: getattr(exam, name) for name in names}
    chapters = _chapters(offering, exam)
    return builder_form(len(cells) + SPARE_ROWS, chapters, sent=False, **details, **values)


def _chapters(offering: Offering, exam: Exam) -> list[str]:
    """Return the chapters of the bank, and those that the table names besides."""
    named = {cell.chapter for cell in building.specification(exam).cells}
    named |= {item.chapter for item in bank.all_of(db(), offering.course_id)}
    return sorted(filter(None, named))


def _details(form: BuilderForm) -> Details:
    assert form.day.data is not None
    return Details(
        title=form.title.data or "",
        day=form.day.data,
        minutes=form.minutes.data,
        instructions=form.instructions.data or "",
        seed=form.seed.data or "",
        versions=form.versions.data or 1,
    )


def _page(
    offering: Offering, exam: Exam, form: BuilderForm, status: int = 200, problem: str = ""
) -> Page:
    wants = building.specification(exam)
    by_id = {item.id: item for item in bank.all_of(db(), offering.course_id)}
    return page(
        "builder",
        offering,
        status,
        exam=exam,
        form=form,
        problem=problem,
        trial=drawing.trial(db(), offering, exam),
        cells=wants.cells,
        pinned=[by_id[one] for one in sorted(wants.pinned) if one in by_id],
        excluded=[by_id[one] for one in sorted(wants.excluded) if one in by_id],
        is_current=drawing.is_current(exam),
        has_results=building.has_results(db(), exam),
        release=ReleaseForm(formdata=None, shown=exam.shown),
        duplicate=DuplicateForm(formdata=None, prefix=COPY, day=exam.day, fresh=True),
        confirm=ConfirmForm(formdata=None),
    )


def _address(offering: Offering, exam: Exam) -> str:
    return f"/exams/{offering.slug}/{exam.id}"
