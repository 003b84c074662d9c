"""The questions that an offering can ask: those in the published text of its decks.

Reading a deck takes some ten milliseconds, so what was read is kept by the text it was read
from. Notes that are kept for exams are never among these questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import decks
from app.decks import model
from app.models import Card, CardRevision, Deck, DeckRevision, Note, Offering
from app.quiz.generation.material import Material, material
from app.quiz.marking.wordings import Course
from app.quiz.questions import Question, questions
from app.services.classes.visibility import published

KEPT_DECKS = 256
KEPT_COURSES = 16
KEPT_MATERIALS = 4  # what was counted of a whole course takes some ten megabytes

CardKey = tuple[UUID, str, str, str]  # deck, facet, key, front


@dataclass(frozen=True, slots=True)
class PoolDeck:
    """A deck with its published text."""

    id: UUID
    key: str
    title: str
    chapter: str
    weight: float
    revision: int
    markdown: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be asked; *card_id* with *version* is the card it comes from."""

    question: Question
    deck: PoolDeck
    card_id: UUID | None
    version: int | None


def pool_decks(session: Session, offering: Offering, visible_at: datetime | None) -> list[PoolDeck]:
    """Return the course's decks in order that are visible then (None: all)."""
    rows = session.execute(
        select(Deck, DeckRevision.markdown)
        .join(DeckRevision, (DeckRevision.deck_id == Deck.id) & (DeckRevision.number == Deck.head))
        .where(published(offering, visible_at))
        .order_by(Deck.position, Deck.key)
    )
    return [
        PoolDeck(d.id, d.key, d.title, d.chapter, d.weight, d.head, markdown)
        for d, markdown in rows
    ]


def pool(session: Session, offering: Offering, visible_at: datetime | None) -> list[Asked]:
    """Return every question that can be asked, in the order of the decks."""
    known = pool_decks(session, offering, visible_at)
    cards = cards_of(session, [deck.id for deck in known])
    return [asked for deck in known for asked in _of_deck(deck, cards)]


def course(session: Session, offering: Offering) -> Course:
    """Return what a typed answer may be confused with: the terms and words of all decks."""
    known = pool_decks(session, offering, None)
    return _course(tuple((deck.key, deck.markdown) for deck in known))


def _of_deck(deck: PoolDeck, cards: dict[CardKey, tuple[UUID, int]]) -> list[Asked]:
    found = []
    for question, facet, key, front in _questions(deck.key, deck.markdown):
        card_id, version = cards.get((deck.id, facet, key, front), (None, None))
        found.append(Asked(question, deck, card_id, version))
    return found


def cards_of(session: Session, deck_ids: Sequence[UUID]) -> dict[CardKey, tuple[UUID, int]]:
    """Map the live cards of these decks, by what tells them apart, to id and revision."""
    rows = session.execute(
        select(Note.deck_id, Card.facet, Card.key, CardRevision.front, Card.id, Card.head)
        .join(Card, Card.note_id == Note.id)
        .join(CardRevision, (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head))
        .where(Note.deck_id.in_(deck_ids), Note.retired_at.is_(None), Card.retired_at.is_(None))
    )
    return {
        (deck_id, facet, key, front): (card_id, head)
        for deck_id, facet, key, front, card_id, head in rows
    }


@lru_cache(maxsize=KEPT_DECKS)
def parsed(path: str, markdown: str) -> model.Deck:
    """Return a deck as it is read from its text."""
    return decks.parse(markdown, path).deck


@lru_cache(maxsize=KEPT_MATERIALS)
def material_of(texts: tuple[tuple[str, str], ...]) -> Material:
    """Return what questions are made from: the cards of decks, given as (path, Markdown)."""
    return material(parsed(path, markdown) for path, markdown in texts)


@lru_cache(maxsize=KEPT_DECKS)
def _questions(path: str, markdown: str) -> tuple[tuple[Question, str, str, str], ...]:
    """Return each question of a deck with facet, key and front of the card it was read from."""
    deck = parsed(path, markdown)
    sources: dict[tuple[int, str], list[model.Card]] = {}
    for note in deck.notes:
        for card in note.cards:
            sources.setdefault((card.line, card.stem or card.front), []).append(card)
    found = []
    for question in questions(deck):
        card = sources[question.line, question.stem][0]
        found.append((question, card.facet.value, card.key, card.front))
    return tuple(found)


@lru_cache(maxsize=KEPT_COURSES)
def _course(texts: tuple[tuple[str, str], ...]) -> Course:
    return course_of(parsed(path, markdown) for path, markdown in texts)


def course_of(read: Iterable[model.Deck]) -> Course:
    """Return what a typed answer may be confused with in these decks: their terms and words."""
    cards = [card for deck in read for note in deck.notes for card in note.cards]
    terms = [c.front for c in cards if (c.kind, c.facet) == (model.Kind.TERM, model.Facet.FORWARD)]
    return Course.of(terms, [text for card in cards for text in (card.front, card.back)])
