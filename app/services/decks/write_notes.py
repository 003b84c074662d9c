"""Rows of notes and cards: what changed gets a new revision, what went is retired, never deleted.

A revision is what an answer refers to, so it is never rewritten; only its *line*, a place and
no content, follows the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.decks import model
from app.decks.identity import fingerprint, match_items
from app.decks.lock import Items
from app.decks.rendering import RENDERER_VERSION
from app.models import Base, Card, CardRevision, Note, NoteRevision, Rendering
from app.services.decks.known import CardRows, NoteRows
from app.services.decks.locking import LockedIds
from app.services.decks.rows import assign
from app.services.rendering import RenderedCard

StoredItem = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """What the writing of one deck's notes shares; new rows are collected in *rows*.

    *rendered* holds the (card, revision) pairs that today's renderer has done already.
    """

    deck_id: UUID
    now: datetime
    rendered: frozenset[tuple[UUID, int]]
    rows: list[Base] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _NewCard:
    """A card that is new here, with the uid and the ids of its entries that a lock gives it."""

    uid: UUID | None = None
    items: Items = ()

    @property
    def stored_items(self) -> list[StoredItem]:
        return [{"id": uid, "key": key} for uid, key in self.items]


def write_note(
    page: Page,
    note: model.Note,
    known: NoteRows | None,
    cards: Sequence[CardRows | None],
    html: Sequence[RenderedCard],
    locked: LockedIds | None = None,
) -> UUID:
    """Write *note* as what it is known as (None: anew), each of its cards alike; return its id.

    *cards* and *html* stand in the order of ``note.cards``; known cards that are not among
    *cards* are retired. *locked* has the uids of a note that is new here.
    """
    row = _note_row(page, note, known, locked.note if locked else uuid4())
    kept = {rows.card.id for rows in cards if rows is not None}
    if known is not None:
        retire((rows.card for rows in known.cards if rows.card.id not in kept), page.now)
    for position, (card, rows, shown) in enumerate(zip(note.cards, cards, html, strict=True)):
        new = _NewCard(locked.cards[position], locked.items[position]) if locked else _NewCard()
        _write_card(page, note, row.id, position, card, rows or new, shown)
    return row.id


def retire(things: Iterable[Note | Card], now: datetime) -> None:
    """Take *things* out of study; their history stays, and they come back with their text."""
    for thing in things:
        thing.retired_at = thing.retired_at or now


def _note_row(page: Page, note: model.Note, known: NoteRows | None, new_id: UUID) -> Note:
    row = known.note if known else Note(id=new_id, head=0)
    place = {
        "deck_id": page.deck_id,
        "kind": note.kind.value,
        "explicit_id": note.explicit_id,
        "position": note.position,
        "retired_at": None,
    }
    assign(row, place)
    print_ = fingerprint(note)
    content = {
        "source": note.source,
        "context": list(note.headings),
        "tags": list(note.tags),
        "exact": print_.exact,
        "normal": print_.normal,
    }
    lines = {"line": note.line, "end_line": note.end_line}
    if known is not None and _same(known.revision, content):
        assign(known.revision, lines)
        return row
    row.head += 1
    page.rows.append(row)
    page.rows.append(
        NoteRevision(note_id=row.id, number=row.head, created_at=page.now, **content, **lines)
    )
    return row


def _write_card(
    page: Page,
    note: model.Note,
    note_id: UUID,
    position: int,
    card: model.Card,
    known: CardRows | _NewCard,
    html: RenderedCard,
) -> None:
    if isinstance(known, _NewCard):
        row, revision, entries = Card(id=known.uid or uuid4(), head=0), None, known.stored_items
    else:
        row, revision, entries = known.card, known.revision, known.revision.items
    place = {
        "note_id": note_id,
        "facet": card.facet.value,
        "key": card.key,
        "position": position,
        "retired_at": None,
    }
    assign(row, place)
    items = _items(card.items, entries)
    content = _card_content(note, card, items)
    if revision is not None and _same(revision, content):
        revision.line = card.line
    else:
        row.head += 1
        page.rows.append(row)
        page.rows.append(
            CardRevision(
                card_id=row.id, number=row.head, line=card.line, created_at=page.now, **content
            )
        )
    if (row.id, row.head) not in page.rendered:
        page.rows.append(_rendering(row, items, html))


def _card_content(note: model.Note, card: model.Card, items: list[StoredItem]) -> dict[str, Any]:
    return {
        "kind": card.kind.value,
        "front": card.front,
        "back": card.back,
        "remark": note.remark,
        "hint": note.hint,
        "accept": list(card.accept),
        "items": items,
        "ordered": card.ordered,
        "context": list(note.context),
    }


def _items(items: Sequence[model.Item], known: Sequence[StoredItem]) -> list[StoredItem]:
    """Return the entries as stored; each that was known keeps its id."""
    ids = match_items([(old["id"], old["key"]) for old in known], items)
    return [
        {
            "id": uid or str(uuid4()),
            "key": item.key,
            "text": item.text,
            "side": item.side,
            "accept": list(item.accept),
        }
        for uid, item in zip(ids, items, strict=True)
    ]


def _rendering(card: Card, items: list[StoredItem], html: RenderedCard) -> Rendering:
    return Rendering(
        card_id=card.id,
        number=card.head,
        renderer=RENDERER_VERSION,
        front=html.front,
        back=html.back,
        remark=html.remark,
        items=[
            {"id": item["id"], "html": text} for item, text in zip(items, html.items, strict=True)
        ],
    )


def _same(revision: NoteRevision | CardRevision, content: dict[str, Any]) -> bool:
    return all(getattr(revision, name) == value for name, value in content.items())
