"""What counts double in the exam fits two weeks at the default minutes a day."""

from __future__ import annotations

from app.srs.exam import SECONDS_FIRST, SECONDS_RECALLED
from app.srs.queue import DEFAULT_CAP_MINUTES
from tests.content.course import parsed

DAYS = 14
CORE = 2.0  # the weight of what is core and heavily examined
DECKS = [one.deck for one in parsed().values()]


def test_two_weeks_show_every_card_of_the_core_and_recall_it_once_more() -> None:
    notes = [note for deck in DECKS if _is_core(deck.meta.weight) for note in deck.notes]
    cards = sum(len(note.cards) for note in notes)
    seconds = cards * (SECONDS_FIRST + SECONDS_RECALLED)
    assert 0 < seconds <= DAYS * DEFAULT_CAP_MINUTES * 60


def test_optional_decks_are_never_core() -> None:
    assert [deck.path for deck in DECKS if deck.meta.optional and _is_core(deck.meta.weight)] == []


def _is_core(weight: float) -> bool:
    return weight >= CORE
