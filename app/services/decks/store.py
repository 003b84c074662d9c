"""What the database holds of a course's decks: read before anything is prepared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Course, Deck, DeckRevision, Offering
from app.services.decks.shelf import stands_on
from app.services.media.store import shown_pictures

NO_FILE = ""
"""The hash of the last file of a deck that was written in the browser and has none."""


class UnknownOffering(LookupError):  # noqa: N818 - says what is not there
    """No offering has this slug; the message names those that exist."""


@dataclass(frozen=True, slots=True, order=True)
class StoredPicture:
    """A picture that a deck shows: its *key*, what is served, and the hash of its file.

    One that came through the browser has no file: its *source* is "".
    """

    key: str
    digest: str
    source: str


@dataclass(frozen=True, slots=True)
class StoredDeck:
    """A deck of the course as it stands: its last file (*base_hash*) and its published head.

    *base* is the text of the last file where the head is another, for merging; None if the two
    are the same, or if it was never kept. Equal values mean that nothing happened in between:
    planning and applying compare them.
    """

    id: UUID
    key: str
    base_hash: str
    head: int
    head_hash: str
    markdown: str
    retired: bool
    base: str | None = None
    pictures: tuple[StoredPicture, ...] = ()

    @property
    def is_of_file(self) -> bool:
        """Whether a file holds it; else it belongs to the browser alone."""
        return self.base_hash != NO_FILE

    @property
    def uploads(self) -> frozenset[str]:
        """The keys of its pictures that came through the browser."""
        return frozenset(one.key for one in self.pictures if not one.source)

    @property
    def edited_in_browser(self) -> bool:
        """Whether the head is no longer what the last file said."""
        return self.head_hash != self.base_hash


@dataclass(frozen=True, slots=True)
class Store:
    """The course's own decks, or with *owner_id* a student's private ones, by key.

    Retired ones too.
    """

    course_id: UUID
    decks: tuple[StoredDeck, ...]
    owner_id: UUID | None = None


def course_of(session: Session, slug: str) -> Course:
    """Return the course of the offering *slug*; raises UnknownOffering."""
    offering = session.scalar(select(Offering).where(Offering.slug == slug))
    if offering is None:
        known = ", ".join(session.scalars(select(Offering.slug).order_by(Offering.slug)))
        hint = f"there are: {known}" if known else "make one with `flask course create`"
        raise UnknownOffering(f"There is no offering {slug!r}; {hint}.")
    return offering.course


def read_store(session: Session, course_id: UUID, owner_id: UUID | None = None) -> Store:
    """Return what the course holds now; with *owner_id*, what that student keeps in private."""
    shown = shown_pictures(session, course_id)
    rows = session.execute(
        select(Deck, DeckRevision.content_hash, DeckRevision.markdown)
        .join(
            DeckRevision,
            (DeckRevision.deck_id == Deck.id) & (DeckRevision.number == Deck.head),
        )
        .where(stands_on(course_id, owner_id))
        .order_by(Deck.key)
    ).all()
    bases = _bases(session, [deck.id for deck, head_hash, _ in rows if deck.base_hash != head_hash])
    return Store(
        course_id,
        tuple(
            StoredDeck(
                id=deck.id,
                key=deck.key,
                base_hash=deck.base_hash,
                head=deck.head,
                head_hash=head_hash,
                markdown=markdown,
                retired=deck.retired_at is not None,
                base=bases.get(deck.id),
                pictures=tuple(
                    sorted(
                        StoredPicture(row.key, row.digest, row.source)
                        for row in shown.get(deck.id, {}).values()
                    )
                ),
            )
            for deck, head_hash, markdown in rows
        ),
        owner_id,
    )


def _bases(session: Session, decks: Collection[UUID]) -> dict[UUID, str]:
    """Return the text of the last file of each of *decks*, by deck."""
    found = session.execute(
        select(DeckRevision.deck_id, DeckRevision.markdown)
        .join(Deck, Deck.id == DeckRevision.deck_id)
        .where(Deck.id.in_(list(decks)), DeckRevision.content_hash == Deck.base_hash)
    )
    return {row.deck_id: row.markdown for row in found}
