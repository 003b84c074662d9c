"""The fold of many cards: card by card what the scalar fold gives."""

from __future__ import annotations

from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs.fold import fold
from app.srs.fsrs import DEFAULT_WEIGHTS as WEIGHTS
from app.srs.memory import NEW, Parameters, Review
from app.srs.vector_fold import Answers, columns, fold_many
from tests.srs.strategies import parameters, reviews, unhurried

histories = st.lists(reviews(), max_size=6)


@unhurried
@given(histories, parameters)
def test_every_card_has_the_state_of_its_own_fold(
    drawn: list[list[Review]], set_: Parameters
) -> None:
    by_card = {UUID(int=number): own for number, own in enumerate(drawn)}
    answers, cards = columns(by_card)
    states = fold_many(answers, len(cards), set_)
    for number, card in enumerate(cards):
        expected = fold(by_card[card], set_)
        assert states.phase[number] == expected.phase
        assert states.step[number] == expected.step
        assert states.repetitions[number] == expected.repetitions
        assert states.lapses[number] == expected.lapses
        if expected == NEW:
            assert np.isnan(states.stability[number])
            assert states.study_day[number] == -1
            continue
        assert expected.study_day is not None
        assert states.study_day[number] == expected.study_day.toordinal()
        assert states.stability[number] == pytest.approx(expected.stability, rel=1e-9)
        assert states.difficulty[number] == pytest.approx(expected.difficulty, rel=1e-9)


def test_answers_of_cards_may_be_mixed_as_long_as_each_is_in_order() -> None:
    apart = Answers(np.array([0, 0, 1, 1]), np.array([1, 3, 4, 3]), np.array([5, 9, 6, 30]))
    mixed = Answers(np.array([1, 0, 0, 1]), np.array([4, 1, 3, 3]), np.array([6, 5, 9, 30]))
    one, other = (fold_many(answers, 3, Parameters(1, WEIGHTS)) for answers in (apart, mixed))
    assert np.array_equal(one.stability, other.stability, equal_nan=True)
    assert one.repetitions.tolist() == other.repetitions.tolist() == [2, 2, 0]
