"""Keeps the options from giving the key away: what guessers who see nothing else would choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.decks.normal import bare
from app.quiz.distractors.profiles import Space
from app.quiz.distractors.selection import words_of

Guesser = Callable[[Sequence[str], Space], Sequence[float]]


def _length(options: Sequence[str], _space: Space) -> list[float]:
    return [float(len(bare(option))) for option in options]


def _brevity(options: Sequence[str], _space: Space) -> list[float]:
    return [-float(len(bare(option))) for option in options]


def _words(options: Sequence[str], _space: Space) -> list[float]:
    return [float(len(words_of(option))) for option in options]


def _shared_words(options: Sequence[str], _space: Space) -> list[float]:
    """The words that an option has in common with the others, counted for each of them."""
    words = [set(words_of(option)) for option in options]
    return [float(sum(len(one & other) for other in words)) - len(one) for one in words]


def _likeness(options: Sequence[str], space: Space) -> list[float]:
    return [sum(space.likeness(one, other) for other in options) for one in options]


def _unlikeness(options: Sequence[str], space: Space) -> list[float]:
    return [-value for value in _likeness(options, space)]


def _rarity(options: Sequence[str], space: Space) -> list[float]:
    return [space.profile(option).rarity for option in options]


def _commonness(options: Sequence[str], space: Space) -> list[float]:
    return [-space.profile(option).rarity for option in options]


GUESSERS: dict[str, Guesser] = {
    "longest": _length,
    "shortest": _brevity,
    "most words": _words,
    "shares most words": _shared_words,
    "most like the others": _likeness,
    "least like the others": _unlikeness,
    "most specific": _rarity,
    "least specific": _commonness,
}


def chance_of_key(guesser: Guesser, options: Sequence[str], key: int, space: Space) -> float:
    """Return how likely *guesser* is to choose the option *key*; ties are drawn by lot."""
    values = guesser(options, space)
    most = max(values)
    best = [n for n, value in enumerate(values) if value == most]
    return 1 / len(best) if key in best else 0.0


@dataclass(slots=True)
class Balance:
    """How far each guesser is ahead of chance over the questions made so far."""

    space: Space
    ahead: dict[str, float] = field(default_factory=dict)
    places: dict[tuple[int, int], int] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)

    def cost(self, options: Sequence[str]) -> float:
        """Return what a question with these *options*, the key first, adds to the imbalance."""
        gains = self._gains(options)
        return sum((2 * self.ahead.get(name, 0.0) + gain) * gain for name, gain in gains.items())

    def add(self, options: Sequence[str]) -> None:
        """Count a question that was made."""
        for name, gain in self._gains(options).items():
            self.ahead[name] = self.ahead.get(name, 0.0) + gain
        self.words.update(word for option in options for word in _plain_words(option))
        self.used.update(options[1:])

    def staleness(self, options: Sequence[str]) -> float:
        """Return how often the wrong ones of *options* have been used already, on average.

        Whoever sees a whole quiz would know distractors by their coming again and again.
        """
        return sum(self.used[option] for option in options[1:]) / len(options[1:])

    def _gains(self, options: Sequence[str]) -> dict[str, float]:
        guessers = {**GUESSERS, "rarest word so far": self._novelty}
        return {
            name: chance_of_key(guesser, options, 0, self.space) - 1 / len(options)
            for name, guesser in guessers.items()
        }

    def _novelty(self, options: Sequence[str], _space: Space) -> list[float]:
        """How little used the rarest word is: distractors come again, a key hardly does."""
        return [-float(min(self.words[word] for word in _plain_words(o))) for o in options]


def _plain_words(option: str) -> set[str]:
    return set(option.casefold().split())
