"""What counts double in the exam can be learnt in two weeks at the default minutes a day."""

from __future__ import annotations

from app.srs.queue import DEFAULT_CAP_MINUTES, SECONDS_PER_NEW, SECONDS_PER_REVIEW
from tests.content.course import parsed

DAYS = 14
CORE = 2.0  # the weight of what is core and heavily examined
DECKS = [one.deck for one in parsed().values()]


def test_the_core_is_learnt_and_repeated_once_within_two_weeks() -> None:
    cards = sum(
        len(note.cards) for deck in DECKS if _is_core(deck.meta.weight) for note in deck.notes
    )
    seconds = cards * (SECONDS_PER_NEW + SECONDS_PER_REVIEW)
    assert 0 < seconds <= DAYS * DEFAULT_CAP_MINUTES * 60


def test_optional_decks_are_never_core() -> None:
    assert [deck.path for deck in DECKS if deck.meta.optional and _is_core(deck.meta.weight)] == []


def _is_core(weight: float) -> bool:
    return weight >= CORE
