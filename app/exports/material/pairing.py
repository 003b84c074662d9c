"""Which of some lines belong together, and which of the two is the term.

Nobody marks that in notes. A term is short and does not begin like an explanation; whether terms
stand above or below their meaning is decided by all pairs of a section, and by a pair itself only
if it is sure. A question is always the front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.exports.material.lines import (
    Line,
    definedness,
    has_heading_mark,
    is_heading,
    is_prose,
    is_question,
    words,
)

SURE = 0.25  # of a difference that says alone which side is the term
ALONE = {"heading": 0.15, "first": 0.4, "short": 0.8, "long": 1.2}
QUESTION = 0.15
NO_PAIR = 2.5  # more than both lines alone
SHORT = 8
LONGEST_TERM = 14  # words


class Direction(Enum):
    """What stands above: the term or what it means."""

    TERM_FIRST = 1
    TERM_LAST = -1


@dataclass(frozen=True, slots=True)
class Couple:
    """Two lines that belong together, or one that belongs to none (*lower* is None)."""

    upper: Line
    lower: Line | None = None


def couples(lines: Sequence[Line], *, at_start: bool = False) -> list[Couple]:
    """Return *lines* as pairs and leftovers so that the pairs differ most in what they look like.

    *at_start*: these are the first lines of the material, where a title may stand.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]  # cost and length of the last step, per end
    for end in range(1, len(lines) + 1):
        alone = _alone(lines[end - 1], first=at_start and end == 1)
        options = [(best[end - 1][0] + alone, 1)]
        if end > 1:
            cost = _together(lines[end - 2].text, lines[end - 1].text)
            options.append((best[end - 2][0] + cost, 2))
        best.append(min(options))
    found: list[Couple] = []
    end = len(lines)
    while end:
        step = best[end][1]
        lower = lines[end - 1] if step > 1 else None
        found.append(Couple(lines[end - step], lower))
        end -= step
    return found[::-1]


def direction(pairs: Sequence[Couple]) -> Direction:
    """Return the direction of most of *pairs*, questions aside; the term first if none tells."""
    total = 0.0
    for pair in pairs:
        if pair.lower is not None and not is_question(pair.upper.text):
            total += lean(pair.upper.text, pair.lower.text)
    return Direction.TERM_LAST if total < 0 else Direction.TERM_FIRST


def lean(upper: str, lower: str) -> float:
    """Return how much more *lower* looks like a meaning than *upper*: from -1 to 1."""
    return definedness(lower) - definedness(upper)


def _together(upper: str, lower: str) -> float:
    if any(is_prose(text) or has_heading_mark(text) for text in (upper, lower)):
        return NO_PAIR
    if is_question(upper):
        return QUESTION if not is_question(lower) else NO_PAIR
    if is_question(lower) or min(words(upper), words(lower)) > LONGEST_TERM:
        return NO_PAIR
    return 1.0 - min(abs(lean(upper, lower)), 0.95)


def _alone(line: Line, *, first: bool) -> float:
    if is_heading(line.text):
        return ALONE["heading"]
    if first and words(line.text) <= SHORT and not is_question(line.text):
        return ALONE["first"]
    if is_prose(line.text):
        return ALONE["first"]
    return ALONE["short"] if words(line.text) <= SHORT else ALONE["long"]
