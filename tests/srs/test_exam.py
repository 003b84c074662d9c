"""What a showing is worth on the exam day."""

from __future__ import annotations

import numpy as np
import pytest

from app.srs import exam, fsrs
from app.srs.exam import ExamCards
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.memory import Rating

TODAY, EXAM = 100, 120


def cards(**changes: object) -> ExamCards:
    """Return a new card, one seen ten days ago and one seen today."""
    values: dict[str, object] = {
        "stability": np.array([np.nan, 4.0, 4.0]),
        "difficulty": np.array([5.0, 6.0, 6.0]),
        "last_day": np.array([0, TODAY - 10, TODAY]),
        "weight": np.ones(3),
        "effort": np.ones(3),
    }
    return ExamCards(**(values | changes))  # type: ignore[arg-type] # - fields by name


def test_the_gain_weighs_both_outcomes_as_the_scalar_formulas_do() -> None:
    worth = exam.worth(cards(), TODAY, EXAM, DEFAULT_WEIGHTS)
    for place, elapsed in ((1, 10), (2, 0)):
        recall = fsrs.retrievability(elapsed, 4.0, DEFAULT_WEIGHTS)
        after = [
            fsrs.next_memory((4.0, 6.0), rating, elapsed, DEFAULT_WEIGHTS)[0]
            for rating in (Rating.GOOD, Rating.AGAIN)
        ]
        at_exam = [fsrs.retrievability(20, s, DEFAULT_WEIGHTS) for s in after]
        expected = recall * at_exam[0] + (1 - recall) * at_exam[1]
        expected -= fsrs.retrievability(elapsed + 20, 4.0, DEFAULT_WEIGHTS)
        assert worth.gain[place] == pytest.approx(expected, rel=1e-9)


def test_the_state_after_a_showing_is_the_scalar_one() -> None:
    for recalled, rating in ((True, Rating.GOOD), (False, Rating.AGAIN)):
        stability, difficulty = exam.after_showing(
            cards(), TODAY, DEFAULT_WEIGHTS, recalled=recalled
        )
        first = fsrs.first_memory(rating, DEFAULT_WEIGHTS)
        later = fsrs.next_memory((4.0, 6.0), rating, 10, DEFAULT_WEIGHTS)
        again = fsrs.next_memory((4.0, 6.0), rating, 0, DEFAULT_WEIGHTS)
        for place, expected in enumerate((first, later, again)):
            assert (stability[place], difficulty[place]) == pytest.approx(expected, rel=1e-9)


def test_a_card_never_shown_is_known_with_the_share_of_real_first_answers() -> None:
    assert exam.recall_on(cards(), TODAY, DEFAULT_WEIGHTS)[0] == exam.KNOWN_BEFORE


def test_the_class_model_moves_the_probability() -> None:
    plain = exam.recall_on(cards(), TODAY, DEFAULT_WEIGHTS)
    shifted = exam.recall_on(cards(slope=1.0, shift=-1.0), TODAY, DEFAULT_WEIGHTS)
    logit = np.log(plain[1] / (1 - plain[1])) - 1.0
    assert shifted[1] == pytest.approx(1 / (1 + np.exp(-logit)))


def test_a_list_costs_its_effort_and_earns_its_weight() -> None:
    both = cards(weight=np.array([1.0, 4.0, 1.0]), effort=np.array([1.0, 2.0, 1.0]))
    plain, heavy = (exam.worth(c, TODAY, EXAM, DEFAULT_WEIGHTS) for c in (cards(), both))
    assert heavy.seconds[1] == pytest.approx(2 * plain.seconds[1])
    assert heavy.per_second(both.weight)[1] == pytest.approx(2 * plain.per_second(np.ones(3))[1])
    assert plain.seconds[0] == exam.SECONDS_FIRST
