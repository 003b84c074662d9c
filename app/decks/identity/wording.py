"""What a note says, and how alike two texts are: shared words, rare ones counting most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.decks.model import Kind
from app.decks.normal import normal_form

BEGINNING = 5
"""A longer word also counts by its first letters, so that an ending changes it by half."""

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+|[^\w\s]")

Feature = tuple[str, int]
"""A word, or the beginning of one, and which of its occurrences in the text this is."""


class Sided(Protocol):
    """A card, parsed or known."""

    @property
    def front(self) -> str:
        """Its question, as Markdown."""

    @property
    def back(self) -> str:
        """Its answer, as Markdown."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The two sides of a note in normal form, and the features of each and of both."""

    front: str
    back: str
    front_features: frozenset[Feature]
    back_features: frozenset[Feature]
    features: frozenset[Feature]


def wording(kind: Kind, cards: Sequence[Sided]) -> Wording:
    """Return what a note of *kind* with *cards* says; nothing if it has none."""
    front, back = (normal_form(side) for side in sides(kind, cards))
    return Wording(front, back, features(front), features(back), features(f"{front} {back}"))


def sides(kind: Kind, cards: Sequence[Sided]) -> tuple[str, str]:
    """Return the texts that stand for a note: mostly those of its first card.

    A cloze is its sentence with the answers filled in; a table its title and all cells.
    """
    if not cards:
        return "", ""
    first = cards[0]
    if kind is Kind.CLOZE:
        return first.back, ""
    if kind is Kind.TABLE:
        title = first.front.rpartition("\n\n")[0]
        cells = (f"{card.front.rpartition(chr(10) * 2)[2]} {card.back}" for card in cards)
        return title, "\n".join(cells)
    return first.front, first.back


def features(text: str) -> frozenset[Feature]:
    """Return the features of *text*, which is in normal form; Chinese counts by character."""
    counts: Counter[str] = Counter()
    for word in _TOKEN.findall(text):
        counts[word] += 1
        if len(word) > BEGINNING:
            counts[f"{word[:BEGINNING]}\u2026"] += 1
    return frozenset((word, n) for word, count in counts.items() for n in range(count))


def beginnings(found: frozenset[Feature]) -> frozenset[Feature]:
    """Return *found* with longer words by their beginnings only, so that endings do not count."""
    return frozenset((w, n) for w, n in found if len(w) <= BEGINNING or w.endswith("\u2026"))


def likeness_of(
    one: frozenset[Feature],
    other: frozenset[Feature],
    weigh: Callable[[Iterable[Feature]], float] = lambda found: float(len(list(found))),
) -> float:
    """Return the weight of shared features over that of all (Dice's coefficient), 0 … 1."""
    if not one and not other:
        return 1.0
    return 2 * weigh(one & other) / (weigh(one) + weigh(other))
