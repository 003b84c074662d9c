"""Questions of a whole course are made while somebody waits, the same at every time."""

from __future__ import annotations

import random
import time

from app.quiz.generation.generate import drawn, generate
from app.quiz.generation.material import material
from tests.quiz.generation.course import decks

COUNT = 60
COLD, WARM = 8.0, 5.0  # seconds of the processor: some eight times what one quiet core takes


def test_what_was_counted_before_changes_no_question() -> None:
    kept = material(decks())
    drawn(kept, COUNT, random.Random("a"))
    again = drawn(kept, COUNT, random.Random("b"))
    assert again == generate(decks(), COUNT, random.Random("b"))


def test_sixty_questions_of_all_decks_are_made_while_somebody_waits() -> None:
    found = material(decks())
    began = time.process_time()
    drawn(found, COUNT, random.Random("a"))
    cold = time.process_time()
    drawn(found, COUNT, random.Random("a"))
    assert cold - began < COLD
    assert time.process_time() - cold < WARM
