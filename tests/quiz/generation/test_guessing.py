"""Whoever sees nothing but the options cannot tell the key, on the course's own cards."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest
from rapidfuzz import fuzz

from app.quiz.generation.generate import generate, place_of_key
from app.quiz.questions import Question
from tests.quiz.generation.course import choices, decks

SEEDS = ("1", "2")
MARGIN = 0.05  # what a guesser may be ahead of chance
FOLDS = 5
CHI_SQUARE_95 = {2: 5.99, 3: 7.81}  # by degrees of freedom

Guesser = Callable[[str, Sequence[str]], float]


def both() -> list[Question]:
    return [question for seed in SEEDS for question in choices(seed)]


def options(question: Question) -> list[str]:
    return [option.text for option in question.body.options]


def words(text: str) -> set[str]:
    return set(text.lower().split())


@cache
def known_words() -> Counter[str]:
    return Counter(word for q in both() for text in options(q) for word in words(text))


def likeness(one: str, other: str) -> float:
    return fuzz.ratio(one, other)


GUESSERS: dict[str, Guesser] = {
    "longest": lambda text, _: len(text),
    "shortest": lambda text, _: -len(text),
    "most words": lambda text, _: len(text.split()),
    "shares most words": lambda text, others: sum(len(words(text) & words(o)) for o in others),
    "most like the others": lambda text, others: sum(likeness(text, o) for o in others),
    "least like the others": lambda text, others: -sum(likeness(text, o) for o in others),
    "middle of the lengths": lambda text, others: (
        -abs(len(text) - float(np.median([len(o) for o in others])))
    ),
    "rarest word": lambda text, _: -min(known_words()[word] for word in words(text)),
    "commonest word": lambda text, _: max(known_words()[word] for word in words(text)),
    "most punctuation": lambda text, _: sum(not sign.isalnum() for sign in text),
    "first by alphabet": lambda text, others: -sum(text > o for o in others),
}


def values(guesser: Guesser, question: Question) -> list[float]:
    texts = options(question)
    return [float(guesser(text, texts[:at] + texts[at + 1 :])) for at, text in enumerate(texts)]


def hit(scores: Sequence[float], key: int | None) -> float:
    best = [at for at, score in enumerate(scores) if score == max(scores)]
    return 1 / len(best) if key in best else 0.0


def chance(questions: Sequence[Question]) -> float:
    return sum(1 / len(options(question)) for question in questions) / len(questions)


@pytest.mark.parametrize("name", GUESSERS)
def test_a_guesser_stays_within_five_points_of_chance(name: str) -> None:
    made = both()
    hits = sum(hit(values(GUESSERS[name], q), place_of_key(q)) for q in made) / len(made)
    assert hits <= chance(made) + MARGIN


def test_a_guesser_that_learns_from_other_questions_stays_there_too() -> None:
    made = both()
    right = 0.0
    for fold in range(FOLDS):
        # A question and its twin of the other seed are in one fold.
        held = [q for q in made if sum(q.id.encode()) % FOLDS == fold]
        weights = learned([q for q in made if sum(q.id.encode()) % FOLDS != fold])
        right += sum(hit(list(features(q) @ weights), place_of_key(q)) for q in held)
    assert right / len(made) <= chance(made) + MARGIN


def features(question: Question) -> np.ndarray:
    """Every guesser's values, each scaled within the question."""
    rows = np.array([values(guesser, question) for guesser in GUESSERS.values()]).T
    spread = rows.std(0)
    return np.asarray((rows - rows.mean(0)) / np.where(spread > 0, spread, 1))


def learned(questions: Sequence[Question]) -> np.ndarray:
    """Return the weights of a softmax over the options, by gradient ascent."""
    seen = [(features(question), place_of_key(question)) for question in questions]
    weights = np.zeros(len(GUESSERS))
    for _ in range(100):
        slope = -0.01 * weights
        for rows, key in seen:
            share = np.exp(rows @ weights)
            slope += (rows[key] - (share / share.sum()) @ rows) / len(seen)
        weights += 0.5 * slope
    return weights


def test_the_key_is_the_longest_option_in_20_to_30_of_100_questions() -> None:
    made = both()
    longest = sum(
        len(q.body.right[0].text) > max(len(option.text) for option in q.body.wrong) for q in made
    )
    assert 0.20 <= longest / len(made) <= 0.30


def test_the_place_of_the_key_is_uniform() -> None:
    for size in (3, 4):
        places = Counter(place_of_key(q) for q in both() if len(options(q)) == size)
        expected = places.total() / size
        assert places.total() > 50
        square = sum((places[place] - expected) ** 2 / expected for place in range(size))
        assert square < CHI_SQUARE_95[size - 1]


def test_judgements_are_true_as_often_as_false() -> None:
    made = generate(decks(), 100, random.Random("1"), ["true_false"])
    assert 0.4 <= sum(q.body.truth for q in made) / len(made) <= 0.6
