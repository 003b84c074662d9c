"""The decks of a course for whoever writes them: published or not, sound or not, since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Deck, DeckRevision, User
from app.services.decks.sources import text_hash
from app.services.decks.store import Store
from app.services.editing.drafts import Working, drafts_of
from app.services.editing.look import faults

REMEMBERED = 512  # texts whose faults were counted: a course has few decks


@dataclass(frozen=True, slots=True)
class Check:
    """How sound a text is: its cards, and its faults."""

    cards: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A deck on the list. *published_at* and *published_by* are None for one that never was.

    *draft* is the reader's own unpublished text; *check* is of that, else of what is published.
    """

    deck_id: UUID
    key: str
    title: str
    check: Check
    draft: Working | None
    published_at: datetime | None
    published_by: str | None
    of_file: bool


def listed(session: Session, store: Store, author: UUID) -> Sequence[Listed]:
    """Return the live decks of the course and the new ones of *author*, in the course's order."""
    drafts = drafts_of(session, store, author)
    heads = {
        row.deck_id: row
        for row in session.execute(
            select(
                Deck.id.label("deck_id"),
                Deck.title,
                Deck.position,
                DeckRevision.created_at,
                User.name,
            )
            .join(
                DeckRevision,
                (DeckRevision.deck_id == Deck.id) & (DeckRevision.number == Deck.head),
            )
            .outerjoin(User, User.id == DeckRevision.author_id)
            .where(Deck.course_id == store.course_id, Deck.owner_id.is_(None))
        )
    }
    live = [deck for deck in store.decks if not deck.retired]
    found = [
        Listed(
            deck_id=deck.id,
            key=deck.key,
            title=heads[deck.id].title,
            check=_check(drafts[deck.id].text if deck.id in drafts else deck.markdown, deck.key),
            draft=drafts.get(deck.id),
            published_at=heads[deck.id].created_at,
            published_by=heads[deck.id].name,
            of_file=deck.is_of_file,
        )
        for deck in sorted(live, key=lambda deck: heads[deck.id].position)
    ]
    new = (_new(draft) for draft in drafts.values() if draft.stored is None)
    return [*found, *new]


def _new(draft: Working) -> Listed:
    return Listed(
        deck_id=draft.deck_id,
        key=draft.key,
        title=title_of(draft.text, draft.key),
        check=_check(draft.text, draft.key),
        draft=draft,
        published_at=None,
        published_by=None,
        of_file=False,
    )


def title_of(text: str, key: str) -> str:
    """Return the title that a text gives its deck, else its file's name."""
    return faults(text, key, None)[0].deck.meta.title or key.rsplit("/", 1)[-1].removesuffix(".md")


def _check(text: str, key: str) -> Check:
    return _count(_Text(text, key))


class _Text:
    """A text that goes by its hash, so that what is remembered of it is small."""

    def __init__(self, text: str, key: str) -> None:
        self.text: str | None = text
        self.key = key
        self.hash = text_hash(f"{key}\n{text}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)


@lru_cache(REMEMBERED)
def _count(one: _Text) -> Check:
    parsed, found = faults(one.text or "", one.key, None)
    one.text = None
    errors = sum(fault.severity == "error" for fault in found)
    notes = (*parsed.deck.notes, *parsed.deck.exam_notes)
    return Check(sum(len(note.cards) for note in notes), errors, len(found) - errors)
