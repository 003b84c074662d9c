"""The fold: order, undo, and being the same however the log arrived."""

from __future__ import annotations

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.srs.fold import fold, live
from app.srs.fsrs import DEFAULT_PARAMETERS
from app.srs.memory import NEW, Rating, Review
from app.srs.states import apply
from tests.srs.strategies import review, reviews, unhurried


def test_no_answers_leave_a_card_new() -> None:
    assert fold([], DEFAULT_PARAMETERS) == NEW


def test_a_late_delivery_is_put_in_its_place() -> None:
    first = review(Rating.GOOD, 0, 0, 1)
    second = review(Rating.AGAIN, 0, 5, 2)
    assert fold([second, first], DEFAULT_PARAMETERS) == fold([first, second], DEFAULT_PARAMETERS)
    assert fold([second, first], DEFAULT_PARAMETERS).last_review == second.answered_at


def test_answers_of_the_same_instant_go_by_device_then_sequence() -> None:
    of_device_two = review(Rating.AGAIN, 0, 0, 1, device=2)
    of_device_one = review(Rating.EASY, 0, 0, 2, device=1)
    assert fold([of_device_two, of_device_one], DEFAULT_PARAMETERS) == fold(
        [of_device_one, of_device_two], DEFAULT_PARAMETERS
    )
    assert sorted([of_device_two, of_device_one], key=lambda r: r.order)[0] is of_device_one


def test_a_retract_of_an_answer_not_yet_here_does_no_harm() -> None:
    given_answers = [review(Rating.GOOD, 0, 0, 1)]
    assert live(given_answers, {UUID(int=99)}) == given_answers


@unhurried
@given(reviews(), st.randoms(use_true_random=False))
def test_the_order_of_delivery_does_not_matter(log: list[Review], shuffler: Random) -> None:
    shuffled = list(log)
    shuffler.shuffle(shuffled)
    assert fold(shuffled, DEFAULT_PARAMETERS) == fold(log, DEFAULT_PARAMETERS)


@unhurried
@given(reviews(min_size=1), st.data())
def test_an_answer_taken_back_was_never_given(log: list[Review], data: st.DataObject) -> None:
    taken_back = data.draw(st.sets(st.sampled_from([answer.id for answer in log])))
    state = NEW
    for answer in sorted(log, key=lambda answer: answer.order):
        if answer.id not in taken_back:
            state = apply(
                state, answer.rating, answer.answered_at, answer.study_day, DEFAULT_PARAMETERS
            )
    assert fold(live(log, taken_back), DEFAULT_PARAMETERS) == state


@unhurried
@given(reviews(min_size=1))
def test_undoing_answers_one_by_one_leads_back_through_every_state(log: list[Review]) -> None:
    ordered = sorted(log, key=lambda answer: answer.order)
    states = [NEW]
    for answer in ordered:
        states.append(
            apply(
                states[-1], answer.rating, answer.answered_at, answer.study_day, DEFAULT_PARAMETERS
            )
        )
    undone: set[UUID] = set()
    for answer in reversed(ordered):
        assert fold(live(log, undone), DEFAULT_PARAMETERS) == states.pop()
        undone.add(answer.id)
    assert fold(live(log, undone), DEFAULT_PARAMETERS) == NEW
