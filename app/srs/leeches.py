"""Leeches: cards that one student, or many, keep forgetting.

At the 8th, 12th, 16th … lapse the student gets advice (put it into other words, split it, or
suspend it). A card that is a leech for many students is probably a bad card, and is reported
to the instructor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

FIRST_LAPSES = 8
EVERY_LAPSES = 4
FEWEST_STUDENTS = 3  # below, nothing is said of the card, and nobody can be made out
BAD_CARD_SHARE = 0.20  # of the students who studied it

CardT = TypeVar("CardT")


def is_leech(lapses: int) -> bool:
    """Return whether a card with so many lapses is a leech at all."""
    return lapses >= FIRST_LAPSES


def advice_due(lapses_before: int, lapses_after: int) -> bool:
    """Return whether an answer that led from one count of lapses to the other calls for
    advice: it passed 8, 12, 16 …
    """
    return _mark(lapses_after) > _mark(lapses_before)


def advises(lapses: int) -> bool:
    """Return whether the last lapse was one that calls for advice: the 8th, 12th, 16th …"""
    return advice_due(lapses - 1, lapses)


def bad_cards(lapses: Mapping[CardT, Sequence[int]]) -> list[CardT]:
    """Return the cards that are leeches for many, the worst first.

    *lapses*: of each card, the lapses of every student who studied it. A card is bad when it
    is a leech for at least three students and a fifth of them.
    """
    shares = {card: _leech_share(counts) for card, counts in lapses.items()}
    bad = [card for card, counts in lapses.items() if _is_bad(counts)]
    return sorted(bad, key=lambda card: -shares[card])


def _mark(lapses: int) -> int:
    """Return how many times advice was due by so many lapses."""
    return 0 if lapses < FIRST_LAPSES else (lapses - FIRST_LAPSES) // EVERY_LAPSES + 1


def _leech_share(counts: Sequence[int]) -> float:
    return _leeches(counts) / len(counts) if counts else 0.0


def _is_bad(counts: Sequence[int]) -> bool:
    return _leeches(counts) >= FEWEST_STUDENTS and _leech_share(counts) >= BAD_CARD_SHARE


def _leeches(counts: Iterable[int]) -> int:
    return sum(is_leech(count) for count in counts)
