"""/my-cards/<slug>/notes: private notes on cards, listed, written, deleted and taken along.

The study screen's script sends a note to the API; the pages need no script.
"""

from __future__ import annotations

from uuid import UUID

from flask import Response as File
from flask import abort, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.exports.decks import FORMATS, registry
from app.exports.decks.tables import text_of as plain_text
from app.models import Offering
from app.policy import Action
from app.services.private import notes
from app.services.private.notes import PAGE, TooLongError
from app.services.study.cards import load_cards, study_cards
from app.web.access import allowed
from app.web.context import account, db, now
from app.web.languages import worded
from app.web.my_cards.files import MARKDOWN, sent_as
from app.web.my_cards.forms import NoteForm
from app.web.my_cards.pages import Page, blueprint, chosen_page, go, page
from app.web.visibility import visible_at


@blueprint.get("/my-cards/<slug>/notes")
@allowed(Action.STUDY)
def own_notes(offering: Offering) -> Page:
    """List the private notes with the cards that they stand on."""
    total = notes.count(db(), offering.course_id, account().id)
    number, last = chosen_page(total, PAGE)
    return page(
        "notes",
        offering,
        notes=notes.listed(db(), offering.course_id, account().id, number),
        total=total,
        number=number,
        last=last,
        zone=account().zone,
        formats=FORMATS.values(),
    )


@blueprint.get("/my-cards/<slug>/notes/<uuid:card_id>")
@allowed(Action.STUDY)
def own_note(offering: Offering, card_id: UUID) -> Page:
    """Show the note on a card to be edited; it may be empty yet."""
    question, text = _note(offering, card_id)
    return page("note", offering, question=question, form=NoteForm(formdata=None, text=text))


@blueprint.post("/my-cards/<slug>/notes/<uuid:card_id>")
@allowed(Action.STUDY)
def save_note(offering: Offering, card_id: UUID) -> Page | Response:
    """Keep the note, or delete it where nothing is left of it."""
    question, _text = _note(offering, card_id)
    form = NoteForm()
    if not form.validate():
        return page("note", offering, 422, question=question, form=form)
    kept = _write(offering, card_id, form.text.data or "")
    return go(offering, "/notes", "note-kept" if kept else "note-deleted")


@blueprint.get("/my-cards/<slug>/notes/export/<made>")
@allowed(Action.STUDY)
def export_notes(offering: Offering, made: str) -> File:
    """Send the private notes of the course as a file of this format."""
    found = notes.listed(db(), offering.course_id, account().id)
    name = f"my-notes-{offering.slug}"
    if made == MARKDOWN:
        plain = {note.card: plain_text(note.question) for note in found}
        text = notes.as_markdown(found, plain)
        return sent_as(text.encode(), "text/markdown; charset=utf-8", f"{name}.md")
    if made not in FORMATS or not found:
        abort(404, _("There is no such file. Write a note first."))
    wanted = FORMATS[made]
    data = registry.write(wanted, notes.as_cards(offering.course, account().id, found)).data
    return sent_as(data, wanted.media_type, f"{name}.{wanted.ending}")


@blueprint.post("/api/v1/courses/<slug>/cards/<uuid:card_id>/note")
@allowed(Action.STUDY)
def keep_note(offering: Offering, card_id: UUID) -> tuple[File, int]:
    """Keep the note that the study screen sends, and return it as kept."""
    try:
        return jsonify(text=_write(offering, card_id, request.form.get("text", ""))), 200
    except TooLongError as error:
        return jsonify(detail=worded(error)), 422


def _write(offering: Offering, card_id: UUID, text: str) -> str:
    student = account().id
    kept = notes.write(db(), student, offering, card_id, text, now(), visible_at(offering))
    if kept is None:
        abort(404, _("This course has no such card, or not yet."))
    return kept


def _note(offering: Offering, card_id: UUID) -> tuple[str, str]:
    """Return the question of a card, as HTML, and the note on it; 404 for no card of theirs."""
    written = notes.listed(db(), offering.course_id, account().id, only=card_id)
    if written:
        return written[0].question, written[0].text
    rows = load_cards(db(), account().id, offering, visible_at(offering), [card_id])
    shown = study_cards(db(), account(), list(rows.values()), now(), with_outcomes=False)
    if not shown:
        abort(404, _("This course has no such card, or not yet."))
    return shown[0].rendering.front, ""
