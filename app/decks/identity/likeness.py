"""How alike a parsed and a known note are, judged by the words that are rare in this course.

“Which habits strengthen a relationship?” and “… weaken …” share almost all their letters and
ask for opposite things. Weighing words by their rarity (inverse document frequency, Spärck
Jones 1972) tells such pairs apart better than any comparison of letters: docs/identity.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import TypeVar

from app.decks.identity.opposites import opposed
from app.decks.identity.values import Fresh, KnownNote
from app.decks.identity.wording import Feature, Wording, likeness_of, wording

N = TypeVar("N")

FRONT = 0.6
WHOLE_LESS = 0.05  # what text costs that went from one side to the other
OTHER_KIND_LESS = 0.15
SAMPLE = 1000
"""Of how many known notes words are counted, at most: more would not change the weights."""


class Likeness:
    """Compares notes; the words of the course are counted when the first two are compared.

    *known* is the `sample` of the course's notes that is counted beside *fresh*.
    """

    def __init__(self, fresh: Sequence[Fresh], known: Sequence[KnownNote]) -> None:
        self._course = fresh, known
        self._weights: dict[str, float] = {}
        self._wordings: dict[int, Wording] = {}
        self._found: dict[tuple[int, int], float] = {}
        self._documents: Counter[str] = Counter()
        self._size = 0

    def __call__(self, new: Fresh, old: KnownNote) -> float:
        """Return how alike *new* and *old* are, 0 … 1."""
        pair = id(new), id(old)
        if pair not in self._found:
            self._found[pair] = self._compare(new, old)
        return self._found[pair]

    def opposed(self, new: Fresh, old: KnownNote) -> bool:
        """Whether one says the opposite of the other, so that no rule may take it for that."""
        return opposed(self.of_new(new).features, self.of_old(old).features)

    def of_new(self, new: Fresh) -> Wording:
        """Return what *new* says."""
        found = self._wordings.get(id(new))
        if found is None:
            found = self._wordings[id(new)] = wording(new.note.kind, new.note.cards)
        return found

    def of_old(self, old: KnownNote) -> Wording:
        """Return what *old* says; it says nothing if the caller gave no texts."""
        found = self._wordings.get(id(old))
        if found is None:
            found = self._wordings[id(old)] = wording(old.kind, old.current_cards)
        return found

    def weigh(self, features: Iterable[Feature]) -> float:
        """Return the summed weight of *features*."""
        return sum([self.weight(word) for word, _ in features])

    def weight(self, word: str) -> float:
        """Return how much *word* tells: the rarer in the course, the more."""
        found = self._weights.get(word)
        if found is None:
            if not self._size:
                self._count_words()
            seen = max(1, self._documents[word])
            found = self._weights[word] = log(1 + self._size / seen)
        return found

    def _count_words(self) -> None:
        fresh, known = self._course
        texts = [self.of_new(new).features for new in sample(fresh)]
        texts += [self.of_old(old).features for old in known]
        self._size = len(texts)
        for found in texts:
            self._documents.update({word for word, _ in found})

    def _compare(self, new: Fresh, old: KnownNote) -> float:
        one, other = self.of_new(new), self.of_old(old)
        if not one.features or not other.features:
            return 0.0
        like = self._sides(one, other)
        return max(0.0, like if new.note.kind is old.kind else like - OTHER_KIND_LESS)

    def _sides(self, one: Wording, other: Wording) -> float:
        whole = likeness_of(one.features, other.features, self.weigh)
        if not one.back and not other.back:
            return whole
        front = likeness_of(one.front_features, other.front_features, self.weigh)
        back = likeness_of(one.back_features, other.back_features, self.weigh)
        return max(FRONT * front + (1 - FRONT) * back, whole - WHOLE_LESS)


def sample(notes: Sequence[N]) -> Sequence[N]:
    """Return at most SAMPLE of *notes*, spread evenly: those whose words are counted."""
    return notes[:: 1 + len(notes) // SAMPLE]
