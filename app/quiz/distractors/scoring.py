"""How likely a person is to write a candidate against an answer (ADR 29)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

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


def scores(stem: str, answer: str, candidates: Sequence[str], space: Space) -> list[float]:
    """Return a score for each of *candidates*: the higher, the likelier; only order has meaning.

    Scores of one answer are comparable with each other, and those of several roughly.
    """
    asked, right = space.profile(stem), space.profile(answer)
    column = list(AnswerKind).index(kind_of(right))
    weights = [WEIGHTS[name][column] for name in FEATURES]
    return [_score(weights, compare(asked, right, space.profile(text))) for text in candidates]


def _score(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))
