"""The notes of a deck for reading; the way back from a card leads here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import policy
from app.models import Offering
from app.policy import Action
from app.services import printing, reading
from app.services.private import listing as private
from app.services.reading import DeckPage, NoteBlock
from app.services.study import note_states
from app.services.study.note_states import CardMark, Standing
from app.web.access import allowed
from app.web.context import account, actor, db, now
from app.web.visibility import visible_at

blueprint = Blueprint("reading", __name__)


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of the notes with how its reader stands with the cards that begin in it."""

    kind: str
    html: str
    anchor: str
    anchors: tuple[UUID, ...]
    marks: tuple[CardMark, ...]
    counts: dict[Standing, int]


@blueprint.get("/courses/<slug>/decks/<uuid:deck_id>")
@allowed(Action.VIEW_COURSE)
def deck(offering: Offering, deck_id: UUID) -> str | Response:
    """Show the published notes of one deck, with the decks before and after it.

    The place of a student's private cards is the page of those.
    """
    if private.owns(db(), offering.course_id, account().id, deck_id):
        return redirect(f"/my-cards/{offering.slug}", 303)
    page = _page(offering, deck_id)
    marks = _marks(offering, deck_id)
    every = note_states.all_marks(marks)
    return render_template(
        "reading/deck.html",
        offering=offering,
        page=page,
        blocks=[_with_marks(block, marks) for block in page.blocks],
        totals=note_states.counts(every),
        flags=sum(mark.flagged for mark in every),
        may_study=policy.may(actor(), Action.STUDY, offering.id),
    )


@blueprint.get("/courses/<slug>/decks/<uuid:deck_id>/print")
@allowed(Action.VIEW_COURSE)
def paper(offering: Offering, deck_id: UUID) -> str:
    """Show a deck for printing: its notes, or (``?what=cards``) its cards on two-sided sheets.

    ``columns`` is 1 to 3, ``paper`` a4 or letter; what is neither is taken for the usual.
    """
    page = _page(offering, deck_id)
    columns = request.args.get("columns", 2, type=int)
    columns = columns if columns in printing.ROWS else 2
    what = "cards" if request.args.get("what") == "cards" else "notes"
    cards = printing.printed_cards(db(), offering, deck_id, visible_at(offering), columns)
    return render_template(
        "reading/print.html",
        offering=offering,
        page=page,
        what=what,
        columns=columns,
        paper="letter" if request.args.get("paper") == "letter" else "a4",
        cards=cards,
        sheets=printing.sheets(cards, columns) if what == "cards" else (),
        cut_off=[card.number for card in cards if not (card.front.fits and card.back.fits)],
    )


def _page(offering: Offering, deck_id: UUID) -> DeckPage:
    page = reading.deck_page(db(), offering, deck_id, visible_at(offering))
    if page is None:
        abort(404, _("This course has no such deck. Choose one on the course's page."))
    return page


def _marks(offering: Offering, deck_id: UUID) -> dict[UUID, tuple[CardMark, ...]]:
    """Return how the reader stands with the deck's cards; nothing for who does not study here."""
    if not policy.may(actor(), Action.STUDY, offering.id):
        return {}
    return note_states.by_note(
        db(), account(), offering, deck_id, now(), visible_at=visible_at(offering)
    )


def _with_marks(block: NoteBlock, marks: dict[UUID, tuple[CardMark, ...]]) -> ReadBlock:
    own = tuple(mark for note in block.anchors for mark in marks.get(note, ()))
    return ReadBlock(
        block.kind, block.html, block.anchor, block.anchors, own, note_states.counts(own)
    )
