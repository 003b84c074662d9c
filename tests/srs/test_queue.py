"""The queue of a day: order, limits, siblings, and what is kept out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs.fsrs import DEFAULT_PARAMETERS
from app.srs.memory import NEW, MemoryState, Phase
from app.srs.queue import (
    LEARN_AHEAD,
    Limits,
    Queue,
    QueueCard,
    build_queue,
    counted_seconds,
    deck_order,
    new_allowance,
)
from tests.srs.strategies import unhurried

NOW = datetime(2026, 3, 10, 11, tzinfo=UTC)
TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
DECK = UUID(int=7)
PLENTY = Limits(new_left=100, minutes_left=600)


def new(number: int, *, note: int | None = None, deck_position: int = 0) -> QueueCard:
    return QueueCard(
        UUID(int=number),
        UUID(int=note or number),
        DECK,
        number,
        NEW,
        deck_position=deck_position,
    )


def learning(number: int, *, due: timedelta, note: int | None = None) -> QueueCard:
    state = MemoryState(1.0, 5.0, Phase.LEARNING, 0, 1, 0, NOW - MINUTE, TODAY)
    return replace(new(number, note=note), state=state, due=NOW + due)


def reviewed(
    number: int, *, days_ago: int = 10, note: int | None = None, due: timedelta = -DAY
) -> QueueCard:
    last = TODAY - days_ago * DAY
    state = MemoryState(10.0, 5.0, Phase.REVIEW, 0, 3, 0, NOW - days_ago * DAY, last)
    return replace(new(number, note=note), state=state, due=NOW + due)


def queue_of(
    *cards: QueueCard, limits: Limits = PLENTY, answered: frozenset[UUID] = frozenset()
) -> Queue:
    return build_queue(cards, NOW, TODAY, limits, DEFAULT_PARAMETERS, answered)


def numbers(queue: Queue) -> list[int]:
    return [card.card.int for card in queue.cards]


def test_nothing_to_do_is_an_empty_queue() -> None:
    assert queue_of() == Queue((), 0, 0, 0)


def test_steps_that_are_due_come_first_the_longest_waiting_before_the_others() -> None:
    queue = queue_of(reviewed(1), learning(2, due=-MINUTE), learning(3, due=-5 * MINUTE), new(4))
    assert numbers(queue)[:2] == [3, 2]
    assert (queue.new, queue.learning, queue.review) == (1, 2, 1)


def test_reviews_come_with_the_most_nearly_forgotten_first() -> None:
    queue = queue_of(reviewed(1, days_ago=11), reviewed(2, days_ago=90), reviewed(3, days_ago=30))
    assert numbers(queue) == [2, 3, 1]


def test_reviews_that_are_not_due_yet_stay_out() -> None:
    assert numbers(queue_of(reviewed(1, due=MINUTE), reviewed(2, due=timedelta(0)))) == [2]


def test_a_review_whose_plan_is_missing_is_not_lost() -> None:
    assert numbers(queue_of(replace(reviewed(1), due=None))) == [1]
    assert numbers(queue_of(replace(learning(2, due=DAY), due=None))) == [2]


def test_new_cards_are_mixed_in_evenly() -> None:
    reviews = [reviewed(n, days_ago=100 - n) for n in range(1, 7)]
    queue = queue_of(*reviews, new(101), new(102))
    assert numbers(queue) == [1, 2, 101, 3, 4, 102, 5, 6]


def test_few_reviews_are_mixed_into_many_new_cards() -> None:
    queue = queue_of(reviewed(1), *(new(n) for n in range(101, 105)))
    assert numbers(queue) == [101, 102, 1, 103, 104]


def test_new_cards_come_in_the_order_of_decks_then_of_cards() -> None:
    queue = queue_of(
        new(1, deck_position=2), new(9, deck_position=1), new(3, deck_position=1), new(2)
    )
    assert numbers(queue) == [2, 3, 9, 1]


def test_no_more_new_cards_than_are_left_today() -> None:
    queue = queue_of(*(new(n) for n in range(1, 9)), limits=Limits(3, 60))
    assert numbers(queue) == [1, 2, 3]


def test_no_more_new_cards_than_the_minutes_hold() -> None:
    assert queue_of(*(new(n) for n in range(1, 9)), limits=Limits(8, 1.0)).new == 2


def test_new_cards_leave_half_of_the_minutes_to_the_reviews_that_want_them() -> None:
    fresh = [new(n) for n in range(101, 130)]
    many = queue_of(*(reviewed(n) for n in range(1, 61)), *fresh, limits=Limits(20, 5.0))
    assert (many.new, many.review, many.reviews_left_out) == (5, 15, 45)
    few = queue_of(reviewed(1), reviewed(2), reviewed(3), *fresh, limits=Limits(20, 5.0))
    assert (few.new, few.review, few.reviews_left_out) == (9, 3, 0)


def test_reviews_beyond_the_minutes_are_left_out_and_counted() -> None:
    cards = [reviewed(n, days_ago=10 + n) for n in range(1, 10)]
    queue = queue_of(*cards, limits=Limits(0, 1.0, seconds_per_review=20))
    assert numbers(queue) == [9, 8, 7]
    assert queue.reviews_left_out == 6


def test_at_the_cap_only_steps_already_begun_are_finished() -> None:
    cards = [learning(1, due=-MINUTE), reviewed(2), new(3)]
    assert numbers(queue_of(*cards, limits=Limits(5, 0.0))) == [1]
    assert numbers(queue_of(*cards, limits=Limits(-1, -3.0))) == [1]


def test_of_two_siblings_only_one_is_shown() -> None:
    queue = queue_of(new(1, note=50), new(2, note=50), new(3, note=60))
    assert numbers(queue) == [1, 3]


def test_a_due_review_goes_before_its_new_sibling() -> None:
    assert numbers(queue_of(new(1, note=50), reviewed(2, note=50))) == [2]


def test_a_held_back_sibling_costs_no_new_card() -> None:
    queue = queue_of(new(1, note=50), new(2, note=50), new(3), limits=Limits(2, 60))
    assert numbers(queue) == [1, 3]


def test_siblings_in_steps_are_both_shown_and_hold_back_the_others() -> None:
    queue = queue_of(
        learning(1, due=-MINUTE, note=50),
        learning(2, due=-2 * MINUTE, note=50),
        reviewed(3, note=50),
        new(4, note=50),
    )
    assert numbers(queue) == [2, 1]


def test_siblings_of_a_card_answered_today_wait_for_tomorrow() -> None:
    cards = [reviewed(1, note=50), new(2, note=50), new(3), learning(4, due=-MINUTE, note=50)]
    assert numbers(queue_of(*cards, answered=frozenset({UUID(int=50)}))) == [4, 3]


def test_steps_due_within_twenty_minutes_are_shown_when_nothing_else_is_left() -> None:
    soon, later = learning(1, due=LEARN_AHEAD), learning(2, due=LEARN_AHEAD + MINUTE)
    assert numbers(queue_of(soon, later)) == [1]
    with_others = queue_of(soon, later, reviewed(3), learning(4, due=timedelta(0)))
    assert numbers(with_others) == [4, 3, 1]
    assert with_others.learning == 2


@pytest.mark.parametrize("card", [new(1), reviewed(1), learning(1, due=-MINUTE)])
def test_suspended_and_buried_cards_stay_out_until_their_day(card: QueueCard) -> None:
    assert queue_of(replace(card, suspended=True)).cards == ()
    assert queue_of(replace(card, buried_until=TODAY + DAY)).cards == ()
    assert numbers(queue_of(replace(card, buried_until=TODAY))) == [1]


def test_deck_mode_has_every_card_of_the_deck_in_its_order() -> None:
    other = replace(new(5), deck=UUID(int=8))
    cards = [replace(new(3), suspended=True), other, reviewed(1, due=DAY), new(2)]
    assert [card.card.int for card in deck_order(cards, DECK)] == [1, 2, 3]


CARDS = st.lists(
    st.one_of(
        st.builds(new, st.integers(1, 60), note=st.integers(100, 130)),
        st.builds(
            reviewed, st.integers(1, 60), days_ago=st.integers(0, 90), note=st.integers(100, 130)
        ),
        st.builds(
            learning,
            st.integers(1, 60),
            due=st.integers(-60, 60).map(lambda n: n * MINUTE),
            note=st.integers(100, 130),
        ),
    ),
    unique_by=lambda card: card.card,
)


@unhurried
@given(CARDS, st.integers(0, 30), st.floats(0, 30), st.randoms(use_true_random=False))
def test_the_queue_is_the_same_in_whatever_order_cards_are_read(
    cards: list[QueueCard], new_left: int, minutes: float, shuffler: Random
) -> None:
    limits = Limits(new_left, minutes)
    shuffled = list(cards)
    shuffler.shuffle(shuffled)
    queue = queue_of(*cards, limits=limits)
    assert queue_of(*shuffled, limits=limits) == queue
    assert len(queue.cards) == queue.new + queue.learning + queue.review
    assert len({card.card for card in queue.cards}) == len(queue.cards)
    assert queue.new <= new_left
    outside_steps = [card.note for card in queue.cards if card.state.phase is not Phase.LEARNING]
    assert len(set(outside_steps)) == len(outside_steps)


def test_a_sensible_day_offers_twenty_new_cards_in_half_of_twenty_minutes() -> None:
    assert new_allowance(0, 20.0) == 20
    assert new_allowance(15, 12.0) == 5
    assert new_allowance(20, 12.0) == 0
    assert new_allowance(25, 12.0) == 0


def test_a_first_run_offers_ten() -> None:
    assert new_allowance(0, 20.0, first_run=True) == 10
    assert new_allowance(4, 18.0, first_run=True) == 6


def test_a_small_cap_or_slow_cards_leave_fewer() -> None:
    assert new_allowance(0, 5.0, cap_minutes=5.0) == 5
    assert new_allowance(0, 20.0, seconds_per_new=60.0) == 10
    assert new_allowance(0, 1.0) == 2
    assert new_allowance(0, -2.0) == 0


@pytest.mark.parametrize(("milliseconds", "seconds"), [(1_500, 1.5), (3_600_000, 60.0), (-5, 0.0)])
def test_one_answer_counts_at_most_a_minute(milliseconds: int, seconds: float) -> None:
    assert counted_seconds(milliseconds) == seconds
