"""What the class suggests as an edit of the deck: planned and applied as any other.

Nothing here writes. Whoever accepts looks at the plan, and `app.services.decks.apply` writes
what was looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks import parse
from app.decks.accepting import with_accepted
from app.decks.identity import Answer, Verdict
from app.decks.merging import merge
from app.models import Card, Note, NoteRevision, Sort, Suggestion
from app.services.decks.drafts import Prepared
from app.services.decks.preview import Preview
from app.services.decks.publishing import live_deck, publication
from app.services.decks.store import Store
from app.services.editing.pictures import loadable
from app.services.worklist.values import Item
from app.wording import say


class AcceptError(ValueError):
    """The edit cannot be made by itself; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The text of a note as it is and as it would be.

    *merged*: the note has changed since the suggestion was made, and holds both edits now.
    *clash*: both changed the same lines; *new* has the note's lines there, then the suggested.
    """

    note: UUID
    deck: UUID
    old: str
    new: str
    merged: bool = False
    clash: bool = False


def proposal(session: Session, store: Store, item: Item) -> Proposal:
    """Return the edit that *item* comes to; raises AcceptError where it comes to none."""
    note = session.get_one(Note, item.place.note)
    now = session.get_one(NoteRevision, (note.id, note.head)).source.strip("\n")
    if item.sort is Sort.WORDING:
        return Proposal(note.id, note.deck_id, now, _with_wording(session, store, note, item))
    if item.sort is not Sort.SUGGESTION:
        raise AcceptError(say("This asks for no certain edit. Change the deck, then resolve it."))
    row = _suggestion(session, item)
    base = session.get_one(NoteRevision, (note.id, row.base)).source.strip("\n")
    if base == now:
        return Proposal(note.id, note.deck_id, now, row.source)
    both = merge(base, now, row.source)
    return Proposal(
        note.id,
        note.deck_id,
        now,
        both.draft,
        merged=not both.conflicts,
        clash=bool(both.conflicts),
    )


def prepared(session: Session, store: Store, wanted: Proposal, text: str, author: UUID) -> Prepared:
    """Return what publishing *text* as the note takes; raises AcceptError."""
    stored = live_deck(store, wanted.deck)
    lines = stored.markdown.split("\n")
    start, end = _lines(session, lines, wanted.note)
    text = text.replace("\r\n", "\n").strip("\n")
    changed = "\n".join([*lines[:start], *text.split("\n"), *lines[end:]])
    return publication(store, stored.id, changed, author, loadable(session, store, stored))


def going_on(found: Preview, note: UUID) -> Sequence[Answer]:
    """Return the answers that say of an edit that reads like another card: it is the same."""
    return [q.miss.answered(Verdict.SAME) for q in found.questions if q.miss.uid == note]


def _suggestion(session: Session, item: Item) -> Suggestion:
    return session.scalars(select(Suggestion).where(Suggestion.id == UUID(item.subject))).one()


def _with_wording(session: Session, store: Store, note: Note, item: Item) -> str:
    """Return the note's text with the wording in it, made on the whole deck and cut out again."""
    stored = live_deck(store, note.deck_id)
    lines = stored.markdown.split("\n")
    start, end = _lines(session, lines, note.id)
    card = session.get_one(Card, item.place.card)
    deck = parse(stored.markdown, stored.key).deck
    here = next((n for n in deck.notes if n.line - 1 == start and n.end_line == end), None)
    cards = here.cards if here else ()
    read = next((c for c in cards if (c.facet, c.key) == (card.facet, card.key)), None)
    text = None
    if here is not None and read is not None:
        text = with_accepted(stored.markdown, stored.key, here.position, read, item.wording)
    if text is None:
        raise AcceptError(
            say(
                "This wording cannot be written into the card by itself. Change the deck by hand, "
                "then resolve the item."
            )
        )
    return "\n".join(text.split("\n")[start:end])


def _lines(session: Session, lines: Sequence[str], note_id: UUID) -> tuple[int, int]:
    """Return where the note stands: the index of its first line, and that after its last."""
    note = session.get_one(Note, note_id)
    revision = session.get_one(NoteRevision, (note.id, note.head))
    start, end = revision.line - 1, revision.end_line
    if "\n".join(lines[start:end]).strip() != revision.source.strip():
        raise AcceptError(
            say("The card's lines are not where they were. Publish the deck once, then come back.")
        )
    return start, end
