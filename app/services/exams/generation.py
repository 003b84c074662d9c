"""Items generated from the cards of a course's decks, as drafts to be read and approved."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.decks.model import Use
from app.models import Offering
from app.quiz.generation.generate import drawn
from app.services.attempts.pool import PoolDeck, material_of, pool_decks
from app.services.exams.reading import Entered, entered

MOST = 100  # at once: somebody is to read them all


def sources(session: Session, offering: Offering, chapter: str = "") -> list[PoolDeck]:
    """Return the published decks of the course, those of one chapter if it is named."""
    found = pool_decks(session, offering, None)
    return [deck for deck in found if not chapter or deck.chapter == chapter]


def generated(
    found: Sequence[PoolDeck], count: int, types: Sequence[str], seed: str, use: Use
) -> list[Entered]:
    """Return up to *count* items of *types* made from the decks' cards; needs no database.

    Fewer come back where the cards do not offer more.
    """
    cards = material_of(tuple((deck.key, deck.markdown) for deck in found))
    rng = random.Random(seed)  # noqa: S311 - it draws questions, no secret
    made = drawn(cards, count, rng, types)
    return [entered(replace(question, use=use)) for question in made]
