"""The editor's script: cards and faults while typing, and the draft that saves itself."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Response, abort, jsonify, render_template, request
from flask_babel import gettext as _

from app.content import MAX_FILE
from app.models import Offering
from app.policy import Action
from app.services.editing import drafts
from app.services.editing.look import look
from app.services.editing.pictures import known_pictures
from app.web.access import allowed
from app.web.author.desk import find, number, one_of_few
from app.web.author.editor import MOST_BYTES, sent, verdict
from app.web.author.pages import blueprint
from app.web.bodies import takes
from app.web.context import account, db, now, pause
from app.web.sandboxes import previewer

CONFLICT = 409


@blueprint.post("/api/v1/courses/<slug>/decks/<uuid:deck_id>/draft")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_BYTES)
def save_draft(offering: Offering, deck_id: UUID) -> tuple[Response, int]:
    """Save the draft, unless another tab has saved it since this page was loaded."""
    _store, here = find(offering, deck_id)
    text, sequence = _sent()
    here = replace(here, sequence=sequence)
    saved = drafts.save(db(), offering.course_id, account().id, here, text, now())
    return jsonify(sequence=saved.sequence, taken=saved.taken), CONFLICT if saved.taken else 200


@blueprint.post("/api/v1/courses/<slug>/decks/<uuid:deck_id>/preview")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_BYTES)
def preview(offering: Offering, deck_id: UUID) -> Response:
    """Return what is wrong with the text, and its cards near the line of the caret, as HTML."""
    _store, here = find(offering, deck_id)
    text, _sequence = _sent()
    line = number(request.form.get("line", ""))
    pictures = known_pictures(db(), offering.course_id, here.stored)
    pause()
    with one_of_few():
        seen = look(text, here.key, pictures, previewer(), line or 1)
    return jsonify(
        faults=[
            {"line": f.line, "column": f.column, "severity": f.severity, "code": f.code,
             "message": f.message, "hint": f.hint}
            for f in seen.diagnostics
        ],
        cards=render_template("author/cards.html", look=seen),
        verdict=verdict(seen.diagnostics),
    )  # fmt: skip


def _sent() -> tuple[str, int]:
    text, sequence = sent()
    if len(text.encode()) > MAX_FILE:
        abort(413, _("A deck holds at most %(most)d kB.", most=MAX_FILE // 1024))
    return text, sequence
