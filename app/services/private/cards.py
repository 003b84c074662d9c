"""A student's private cards within a course: one deck of Markdown that only its owner sees.

It is parsed, rendered, planned and written by what the course's decks are (`services.decks`),
on a shelf of its own, so that cards keep their identity over every edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.services.decks.drafts import Prepared
from app.services.decks.publishing import creation, publication
from app.services.decks.store import Store, read_store
from app.wording import say

KEY = "My cards.md"
MOST_CARDS = 2_000
MOST_BYTES = 512 * 1024


class QuotaError(ValueError):
    """The text, or what it makes, is too much; the message says how much there may be."""


@dataclass(frozen=True, slots=True)
class Mine:
    """The private deck as it stands: *text* is "" and *head* 0 before the first card.

    *deck_id* is the deck's id, or what it will be.
    """

    store: Store
    deck_id: UUID
    text: str = ""
    head: int = 0


def mine(session: Session, course_id: UUID, student_id: UUID) -> Mine:
    """Return the private deck of a student in a course; its shelf never holds another."""
    store = read_store(session, course_id, student_id)
    if not store.decks:
        return Mine(store, uuid4())
    deck = store.decks[0]
    return Mine(store, deck.id, deck.markdown, deck.head)


def prepared(here: Mine, text: str, student_id: UUID) -> Prepared:
    """Return what making *text* the private deck takes, with all that is wrong with it.

    Private cards show no pictures. Raises QuotaError. ``services.decks.apply`` writes it.
    """
    if len(text.encode()) > MOST_BYTES:
        raise QuotaError(
            say(
                "Your cards may take %(most)d kB in all. Shorten the text, or delete cards.",
                most=MOST_BYTES // 1024,
            )
        )
    found = (
        publication(here.store, here.deck_id, text, student_id, {})
        if here.head
        else creation(here.store, here.deck_id, KEY, text, student_id, {})
    )
    cards = sum(len(note.cards) for draft in found.drafts for note in draft.deck.notes)
    if cards > MOST_CARDS:
        raise QuotaError(
            say(
                "This makes %(cards)d cards, and you may have %(most)d of your own in a course.",
                cards=cards,
                most=MOST_CARDS,
            )
        )
    return found


def with_lines(text: str, first: int, last: int, block: str) -> str:
    """Return *text* with *block* in place of its lines *first* to *last* (1-based, inclusive).

    An empty block takes them out.
    """
    lines = text.split("\n")
    above, below = lines[: first - 1], lines[last:]
    if block.strip():
        return "\n".join([*above, block.strip("\n"), *below])
    while above and not above[-1].strip() and below and not below[0].strip():
        below = below[1:]
    return "\n".join([*above, *below])
