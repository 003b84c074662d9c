"""Rows of decks: their places in the course, their revisions, and the notes for reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.rendering import RENDERER_VERSION
from app.models import Deck, DeckRendering, DeckRevision
from app.services.decks.drafts import Draft, Origin, Prepared
from app.services.decks.rows import assign
from app.services.decks.shelf import stands_on
from app.services.decks.sources import text_hash
from app.services.rendering import RenderedDeck

_NUMBER = re.compile(r"([0-9]+)")


def write_decks(session: Session, prepared: Prepared, now: datetime) -> list[Deck]:
    """Write the decks of the drafts with their revisions, and return them in that order.

    Decks whose file vanished are retired; the notes of all are the caller's.
    """
    course, owner = prepared.store.course_id, prepared.store.owner_id
    rows = {deck.id: deck for deck in session.scalars(select(Deck).where(stands_on(course, owner)))}
    _free_keys(session, prepared.drafts, rows)
    for stored in prepared.vanished:
        rows[stored.id].retired_at = now
    written = []
    for draft in prepared.drafts:
        row = rows.get(draft.stored.id) if draft.stored else None
        if row is None:
            row = Deck(
                id=draft.new_id or uuid4(),
                course_id=course,
                owner_id=owner,
                head=0,
                position=0,
            )
            rows[row.id] = row
        _write_deck(session, draft, row, now)
        written.append(row)
    _number(rows.values())
    session.flush()
    return written


def write_blocks(
    session: Session, draft: Draft, deck: Deck, html: RenderedDeck, notes: Sequence[UUID]
) -> None:
    """Store the notes for reading of the deck's head; *notes* are the ids by position."""
    blocks = [
        {
            "kind": block.kind.value,
            "html": shown,
            "line": block.line,
            "notes": [str(notes[position]) for position in block.notes],
        }
        for block, shown in zip(draft.deck.blocks, html.blocks, strict=True)
    ]
    row = session.get(DeckRendering, (deck.id, deck.head, RENDERER_VERSION))
    if row is None:
        session.add(
            DeckRendering(
                deck_id=deck.id, number=deck.head, renderer=RENDERER_VERSION, blocks=blocks
            )
        )
    else:
        assign(row, {"blocks": blocks})


def _free_keys(session: Session, drafts: Sequence[Draft], rows: dict[UUID, Deck]) -> None:
    """Take keys away from decks that have them no longer, before others get them.

    Within one flush two decks could not exchange their keys: each must be unique at any time.
    """
    of_deck = {draft.stored.id: draft.key for draft in drafts if draft.stored}
    wanted = {draft.key for draft in drafts}
    for row in rows.values():
        if row.key in wanted and of_deck.get(row.id) != row.key:
            row.key = f"~{row.id}"
    session.flush()


def _write_deck(session: Session, draft: Draft, row: Deck, now: datetime) -> None:
    meta = draft.deck.meta
    head_hash = draft.stored.head_hash if draft.stored else None
    new_hash = text_hash(draft.markdown)
    assign(
        row,
        {
            "key": draft.key,
            # PostgreSQL refuses what is longer than its column; a deck is not lost over that.
            "title": draft.title[:200],
            "chapter": meta.chapter[:60],
            "language": meta.language[:35],
            "weight": meta.weight,
            "optional": meta.optional,
            "base_hash": draft.base_hash,
            "retired_at": None,
        },
    )
    session.add(row)
    if draft.file_text is not None and draft.base_hash not in {head_hash, new_hash}:
        _add_revision(session, row, draft.file_text, Origin.FILE, None, now)
    if new_hash != head_hash:
        _add_revision(session, row, draft.markdown, draft.origin, draft.author, now)


def _add_revision(
    session: Session, row: Deck, text: str, origin: Origin, author: UUID | None, now: datetime
) -> None:
    row.head += 1
    session.flush()  # the deck before its revision, which refers to it
    session.add(
        DeckRevision(
            deck_id=row.id,
            number=row.head,
            markdown=text,
            content_hash=text_hash(text),
            author_id=author,
            origin=origin.value,
            created_at=now,
        )
    )


def _number(decks: Iterable[Deck]) -> None:
    """Give the live decks their places in the course, by the numbers in their keys."""
    live = [deck for deck in decks if deck.retired_at is None]
    for position, deck in enumerate(sorted(live, key=lambda deck: _natural(deck.key))):
        assign(deck, {"position": position})


def _natural(key: str) -> list[tuple[int, str]]:
    """Return what sorts ``chapter9`` before ``chapter11``."""
    parts = _NUMBER.split(key)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
