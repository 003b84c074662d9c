"""How likely a person is to write a candidate against an answer (ADR 29)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from operator import mul

from app.quiz.distractors.features import FEATURES, compare
from app.quiz.distractors.profiles import Profile, Space
from app.quiz.distractors.weights import WEIGHTS


class AnswerKind(StrEnum):
    """The kinds of answers, each with weights of its own."""

    WORD = "word"
    PHRASE = "phrase"
    FIGURE = "figure"


def kind_of(answer: Profile) -> AnswerKind:
    """Return the kind of *answer*."""
    if answer.has_digits:
        return AnswerKind.FIGURE
    return AnswerKind.WORD if len(answer.words) <= 1 else AnswerKind.PHRASE


MOST_SCORED = 2048  # answers among candidates whose scores a space keeps


def scores(stem: str, answer: str, candidates: Sequence[str], space: Space) -> Sequence[float]:
    """Return a score for each of *candidates*: the higher, the likelier; only order has meaning.

    Scores of one answer are comparable with each other, and those of several roughly.
    """
    key = (stem, answer, tuple(candidates))
    found = space.scored.get(key)
    if found is None:
        if len(space.scored) >= MOST_SCORED:
            space.scored.clear()
        found = space.scored[key] = tuple(_scores(*key, space))
    return found


def _scores(stem: str, answer: str, candidates: Sequence[str], space: Space) -> Iterator[float]:
    asked, right = space.profile(stem), space.profile(answer)
    column = list(AnswerKind).index(kind_of(right))
    weights = [WEIGHTS[name][column] for name in FEATURES]
    for text in candidates:
        yield _score(weights, compare(asked, right, space.profile(text)))


def _score(weights: Sequence[float], values: Sequence[float]) -> float:
    total: float = sum(map(mul, weights, values))
    return total
