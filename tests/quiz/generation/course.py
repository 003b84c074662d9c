"""The course's own decks, parsed once for the tests of this folder."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from app.decks import parse
from app.decks.model import Deck
from app.quiz.generation.generate import generate
from app.quiz.questions import Question

CONTENT = Path(__file__).parents[3] / "content"


@cache
def decks() -> tuple[Deck, ...]:
    files = sorted(CONTENT.rglob("*.md"))
    return tuple(
        parse(file.read_text("utf-8"), file.relative_to(CONTENT).as_posix()).deck for file in files
    )


@cache
def choices(seed: str) -> tuple[Question, ...]:
    """Every choice that the course offers."""
    return tuple(generate(decks(), 1000, random.Random(seed), ["choice"]))
