"""Simulated study: reproducible, plausible, and never more than a person could do."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.models import EventType, Mode
from app.services.demo.learner import CourseCard, Learner, Simulation
from app.services.events.types import NewEvent

VIENNA = ZoneInfo("Europe/Vienna")
FIRST = date(2026, 3, 2)  # the clocks change within the three weeks after it
CARDS = [
    CourseCard(uuid.UUID(int=n), uuid.UUID(int=n // 2), uuid.UUID(int=0), n, version=n % 3 + 1)
    for n in range(120)
]


def three_weeks(learner: Learner, seed: int = 1) -> list[list[NewEvent]]:
    simulation = Simulation(learner, CARDS, VIENNA, Random(seed))
    days = [FIRST + timedelta(days=day) for day in range(28)]
    return [[answer.event for answer in simulation.evening(day)] for day in days]


def test_the_same_seed_gives_the_same_answers_and_another_gives_others() -> None:
    assert three_weeks(Learner()) == three_weeks(Learner())
    assert three_weeks(Learner()) != three_weeks(Learner(), seed=2)


def test_answers_come_one_after_the_other_in_the_evening_of_their_day() -> None:
    for day, evening in enumerate(three_weeks(Learner())):
        times = [event.answered_at for event in evening]
        assert times == sorted(set(times))
        local = [moment.astimezone(VIENNA) for moment in times]
        assert all(moment.date() == FIRST + timedelta(days=day) for moment in local)
        assert all(moment.hour >= 19 for moment in local)
        assert all(moment.tzinfo is UTC for moment in times)


def test_every_answer_is_a_whole_event() -> None:
    events = [event for evening in three_weeks(Learner()) for event in evening]
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert len({event.id for event in events}) == len(events)
    versions = {card.card: card.version for card in CARDS}
    for event in events:
        assert event.card is not None
        assert event.version == versions[event.card]
        assert (event.type, event.mode, event.zone) == (
            EventType.REVIEW,
            Mode.SCHEDULE,
            "Europe/Vienna",
        )
        assert 0 < event.elapsed_ms <= 55_000


def test_the_first_evening_offers_ten_new_cards() -> None:
    first = three_weeks(Learner())[0]
    assert len({event.card for event in first}) == 10


@pytest.mark.parametrize(("missed", "least", "most"), [(0.0, 28, 28), (0.5, 8, 20), (1.0, 1, 1)])
def test_evenings_are_missed_as_often_as_said(missed: float, least: int, most: int) -> None:
    evenings = [evening for evening in three_weeks(Learner(missed=missed)) if evening]
    assert least <= len(evenings) <= most


def test_who_learns_better_forgets_less() -> None:
    def share_recalled(learner: Learner) -> float:
        ratings = Counter(
            event.rating != 1
            for seed in range(5)
            for evening in three_weeks(learner, seed)
            for event in evening
        )
        return ratings[True] / ratings.total()

    weak = share_recalled(Learner(strength=0.3, prior=0.1))
    strong = share_recalled(Learner(strength=2.0, prior=0.7))
    assert 0.4 < weak < strong - 0.1 < 0.95


def test_two_grades_are_used_unless_four_are_wanted() -> None:
    def ratings(learner: Learner) -> set[int | None]:
        return {event.rating for evening in three_weeks(learner) for event in evening}

    assert ratings(Learner()) == {1, 3}
    assert ratings(Learner(four_grades=True, slip=0.0)) > {1, 2, 3}


def test_a_learning_step_is_waited_for() -> None:
    evening = three_weeks(Learner(prior=0.0))[0]
    by_card: dict[uuid.UUID | None, list[datetime]] = {}
    for event in evening:
        by_card.setdefault(event.card, []).append(event.answered_at)
    gaps = [later - earlier for times in by_card.values() for earlier, later in pairwise(times)]
    assert min(gaps) >= timedelta(minutes=1)
