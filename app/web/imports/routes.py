"""/author/<slug>/import: paste or upload, look at every pair, go on with a draft.

What was read and corrected is in the page's own form until it becomes a draft: nothing of it is
kept between steps, and the browser's way back never loses it. Reading runs in a process of its
own, without a transaction meanwhile (`pause`).
"""

from __future__ import annotations

import threading
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response as AnyResponse

from app.content import MAX_FILE
from app.exports.material import Material, Shape, deck_markdown
from app.exports.material.editing import marked, without_duplicates
from app.exports.readers import ReadError
from app.exports.readers.reading import MAX_BYTES
from app.models import Offering
from app.policy import Action
from app.sandbox import Sandbox
from app.services.importing.drafting import FOLDER, begin_draft, keep_pictures, known_hashes
from app.services.importing.reading import read, reader
from app.web.access import allowed
from app.web.bodies import takes
from app.web.context import account, db, now, pause
from app.web.imports import words
from app.web.imports.forms import (
    CLIPBOARD,
    ImportForm,
    Sheet,
    TitleForm,
    acted,
    packed,
    sent,
    shapes_for,
)

blueprint = Blueprint("imports", __name__)

Page = tuple[str, int]
MOST_UPLOAD = MAX_BYTES + 2**20
MOST_SHEET = 8 * 2**20  # bytes of a preview's form; characters may need three
AT_ONCE = 2

_readers = threading.BoundedSemaphore(AT_ONCE)


@blueprint.get("/author/<slug>/import")
@allowed(Action.PUBLISH_DECKS)
def choose(offering: Offering) -> Page:
    """Ask for a text or a file."""
    return _choose(offering, ImportForm(formdata=None))


@blueprint.post("/author/<slug>/import")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_UPLOAD)
def preview(offering: Offering) -> Page:
    """Show what the text or the file holds, entry by entry."""
    form = ImportForm()
    if not form.validate():
        return _choose(offering, form, 422)
    data, name = form.given()
    try:
        kind, found = _read(data, name, form.kind.data or "auto")
    except ReadError as error:
        return _choose(offering, form, 422, problem=str(error))
    entries, refused = keep_pictures(
        db(), offering.course_id, found.entries, found.pictures, account().id, now()
    )
    entries = without_duplicates(entries, known_hashes(db(), offering.course_id))
    losses = tuple((loss.question, loss.what, loss.left_out) for loss in (*found.losses, *refused))
    title = found.title or ("" if name == CLIPBOARD else PurePosixPath(name).stem)
    return _entries(offering, Sheet(title, kind, entries, losses))


@blueprint.post("/author/<slug>/import/entries")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_SHEET)
def correct(offering: Offering) -> Page | AnyResponse:
    """Do what a button of the preview says: with one entry, or with the whole."""
    sheet, do = sent(request.form), request.form.get("do", "")
    if do not in {"draft", "download"}:
        return _entries(offering, acted(sheet, do))
    form = TitleForm()
    text = deck_markdown(sheet.title, sheet.entries)
    problem = _problem(sheet, text) if form.validate() else str(form.title.errors[0])
    if problem:
        return _entries(offering, sheet, 422, problem)
    if do == "download":
        return _download(sheet.title, text)
    deck = begin_draft(db(), offering.course_id, sheet.title, sheet.entries, account().id, now())
    return redirect(f"/author/{offering.slug}/decks/{deck}/plan", 303)


def _problem(sheet: Sheet, text: str) -> str:
    """Return why there can be no deck yet, "" if there can."""
    if any(one.is_incomplete and one.entry.kept for one in marked(sheet.entries)):
        return _("Some entries have an empty side. Fill it in, or drop them.")
    if not any(entry.kept and entry.shape is not Shape.HEADING for entry in sheet.entries):
        return _("Nothing is kept. Take at least one entry.")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_FILE:
        return _("That is too much for one deck. Drop a part, and import it as another deck.")
    return ""


def _read(data: bytes, name: str, kind: str) -> tuple[str, Material]:
    pause()
    if not _readers.acquire(blocking=False):
        raise ServiceUnavailable(_("Others are importing just now. Try again in a moment."))
    try:
        return read(_sandbox(), data, name, kind, FOLDER)
    finally:
        _readers.release()


def _sandbox() -> Sandbox:
    """Return the process of this web worker that reads what others made."""
    found: Sandbox = current_app.extensions.setdefault("importer", reader())
    return found


def _choose(offering: Offering, form: ImportForm, status: int = 200, problem: str = "") -> Page:
    return _page("choose", offering, status, form=form, problem=problem)


def _entries(offering: Offering, sheet: Sheet, status: int = 200, problem: str = "") -> Page:
    known = known_hashes(db(), offering.course_id)
    shown = marked(sheet.entries, known)
    return _page(
        "entries",
        offering,
        status,
        sheet=sheet,
        rows=shown,
        problem=problem,
        form=TitleForm(formdata=None, title=sheet.title),
        cards=sum(one.entry.kept and one.entry.makes_cards for one in shown),
        packed=packed,
        shapes_for=shapes_for,
        words=words,
    )


def _page(name: str, offering: Offering, status: int, **values: Any) -> Page:
    return render_template(f"imports/{name}.html", offering=offering, **values), status


def _download(title: str, text: str) -> Response:
    response = Response(text, mimetype="text/markdown")
    name = quote(f"{title[:60].strip() or 'deck'}.md", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
