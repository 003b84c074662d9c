"""A day in exam mode: first showings, the cap, what does not fit, and the order of a run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.srs import exam, exam_day
from app.srs.exam import ExamCards
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.vector import Floats
from tests.srs.strategies import unhurried

TODAY, EXAM = 100, 110
ENOUGH = 3600.0


def cards(new: int, seen: int, weight: Floats | None = None, effort: float = 1.0) -> ExamCards:
    count = new + seen
    return ExamCards(
        stability=np.r_[np.full(new, np.nan), np.full(seen, 3.0)],
        difficulty=np.full(count, 5.0),
        last_day=np.full(count, TODAY - 5),
        weight=np.ones(count) if weight is None else weight,
        effort=np.full(count, effort),
    )


def plan(all_cards: ExamCards, cap: float, today: int = TODAY) -> exam_day.DayPlan:
    return exam_day.plan_day(all_cards, today, EXAM, DEFAULT_WEIGHTS, cap)


def test_first_showings_come_before_repetition() -> None:
    all_cards = cards(new=20, seen=20)
    order = exam_day.within_cap(plan(all_cards, 600.0), 600.0)
    first = [card for card in order if card < 20]
    assert first
    assert order[: len(first)] == first
    assert any(card >= 20 for card in order)


def test_first_showings_are_spread_over_the_days_where_minutes_allow() -> None:
    reserved = plan(cards(new=40, seen=0), ENOUGH).reserved
    assert 0 < reserved.sum() < 40
    # On the last day all that is left is owed.
    assert plan(cards(new=40, seen=0), ENOUGH, EXAM - 1).reserved.all()


def test_the_heaviest_are_shown_first() -> None:
    weight = np.ones(40)
    weight[30:] = 2.0
    chosen = exam_day.within_cap(plan(cards(40, 0, weight), 140.0), 140.0)
    assert chosen
    assert set(chosen) <= set(range(30, 40))


def test_what_does_not_fit_is_counted_and_gain_per_second_decides() -> None:
    all_cards = cards(new=100, seen=0)
    cap = 20 * exam.SECONDS_FIRST / (EXAM - TODAY)  # room for 20 of the 100 until the exam
    tight = plan(all_cards, cap)
    assert tight.left_out == 80
    assert not tight.reserved.any()
    assert not tight.repeat_failed.any()
    assert plan(all_cards, ENOUGH).left_out == 0


def test_a_failed_card_is_repeated_at_once_only_with_time_to_spare() -> None:
    assert plan(cards(new=5, seen=5), ENOUGH).repeat_failed.all()
    pressed = 30 * exam.SECONDS_FIRST / (EXAM - TODAY) * 1.5
    assert not plan(cards(new=30, seen=0), pressed).repeat_failed.any()


def test_a_card_shown_today_waits_for_tomorrow() -> None:
    all_cards = cards(new=0, seen=3)
    all_cards.last_day[1] = TODAY
    assert exam_day.within_cap(plan(all_cards, ENOUGH), ENOUGH) == [0, 2]


def test_ten_minutes_more_go_on_where_the_cap_stopped() -> None:
    chosen = plan(cards(new=0, seen=400), 600.0)
    capped = exam_day.within_cap(chosen, 600.0)
    longer = exam_day.within_cap(chosen, 1200.0)
    assert len(capped) < len(longer)
    assert longer[: len(capped)] == capped


def test_no_card_is_never_shown_where_one_showing_of_each_fits() -> None:
    all_cards = cards(new=60, seen=0)
    all_cards.effort[40:] = 2.5
    cap = float(exam.SECONDS_FIRST * all_cards.effort.sum()) / 10 * 1.1
    for day in range(TODAY, EXAM):
        for card in exam_day.within_cap(plan(all_cards, cap, day), cap):
            all_cards.stability[card], all_cards.last_day[card] = 1.0, day
    assert not np.isnan(all_cards.stability).any()


def test_several_caps_are_planned_at_once() -> None:
    one = cards(new=20, seen=20)
    caps = np.array([[60.0], [600.0]])
    twice = replace(one, stability=np.stack([one.stability, one.stability]))
    both = exam_day.plan_day(twice, TODAY, EXAM, DEFAULT_WEIGHTS, caps)
    for row, cap in enumerate((60.0, 600.0)):
        assert np.array_equal(both.score[row], plan(one, cap).score)


def test_siblings_lie_apart_and_topics_change() -> None:
    run = ["a1", "a2", "b1", "c1", "d1", "e1", "f1"]
    mixed = exam_day.interleaved(run, [name[0] for name in run], [1, 1, 1, 2, 2, 3, 3])
    assert sorted(mixed) == run
    assert mixed[0] == "a1"
    assert abs(mixed.index("a1") - mixed.index("a2")) > exam_day.OTHERS_BETWEEN
    assert mixed[1] == "c1"


@unhurried
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=40))
def test_mixing_loses_no_card_and_moves_none_far_ahead(marks: list[tuple[int, int]]) -> None:
    run = list(range(len(marks)))
    mixed = exam_day.interleaved(run, [note for note, _ in marks], [topic for _, topic in marks])
    assert sorted(mixed) == run
    assert all(card - place < 2 * exam_day.OTHERS_BETWEEN for place, card in enumerate(mixed))


def test_a_failed_card_returns_after_five_others_or_at_the_end() -> None:
    assert exam_day.put_back([1, 2, 3, 4, 5, 6, 7], 0) == [1, 2, 3, 4, 5, 0, 6, 7]
    assert exam_day.put_back([1, 2], 0) == [1, 2, 0]
    first = exam_day.put_back([1, 2, 3, 4, 5, 6, 7], 0, first={2, 6})
    assert first == [1, 2, 3, 4, 5, 6, 0, 7]
