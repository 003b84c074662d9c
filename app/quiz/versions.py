"""Versions of one exam: the same items in other orders, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from string import ascii_uppercase

from app.quiz.questions import Question
from app.quiz.types.choice import Choice, Option

MOST = len(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its letter, and the questions with their options in its order."""

    name: str
    questions: tuple[Question, ...]


def versions(questions: Sequence[Question], count: int, seed: str) -> list[Version]:
    """Return *count* versions, A first. Ids of items and options stay what they are.

    Raises ValueError unless 1 <= *count* <= MOST.
    """
    if not 1 <= count <= MOST:
        raise ValueError(f"There can be 1 to {MOST} versions, not {count}.")
    return [_version(questions, name, seed) for name in ascii_uppercase[:count]]


def _version(questions: Sequence[Question], name: str, seed: str) -> Version:
    order = list(questions)
    _rng(seed, name, "order").shuffle(order)
    return Version(name, tuple(_shuffled(question, name, seed) for question in order))


def _shuffled(question: Question, name: str, seed: str) -> Question:
    """Return *question* with its options shuffled, as far as they are not pinned."""
    if not isinstance(question.body, Choice):
        return question
    options = shuffled_options(question.body.options, _rng(seed, name, question.id))
    return replace(question, body=Choice(tuple(options)))


def shuffled_options(options: Sequence[Option], rng: random.Random) -> Iterator[Option]:
    """Yield the options in a random order; a pinned one keeps its place."""
    free = [option for option in options if not option.pinned]
    rng.shuffle(free)
    rest = iter(free)
    for option in options:
        yield option if option.pinned else next(rest)


def _rng(*parts: str) -> random.Random:
    """Return a generator that depends on *parts* alone, on every platform alike."""
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return random.Random(int.from_bytes(digest, "big"))  # noqa: S311 - an order, no secret
