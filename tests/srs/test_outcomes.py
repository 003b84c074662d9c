"""What the four buttons show, and how far an answer can be followed offline."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs.due import plan_due
from app.srs.fsrs import DEFAULT_PARAMETERS, DEFAULT_WEIGHTS
from app.srs.memory import NEW, MemoryState, Parameters, Phase, Rating
from app.srs.outcomes import Outcome, label, outcomes
from app.srs.states import apply, last_study_day
from app.srs.study_days import study_day
from tests.srs.strategies import NO_STEPS, cards, reviewed_states, unhurried

BERLIN = ZoneInfo("Europe/Berlin")
CARD = UUID("5f0c1d3e-0000-4000-8000-000000000001")
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
REVIEWED = MemoryState(10.0, 5.0, Phase.REVIEW, 0, 3, 0, NOON - 10 * DAY, TODAY - 10 * DAY)


def shown(state: MemoryState, parameters: Parameters = DEFAULT_PARAMETERS) -> dict[str, Outcome]:
    return outcomes(state, CARD, NOON, TODAY, parameters, BERLIN, 4)


def depth(tree: dict[str, Outcome]) -> int:
    return 1 + max((depth(outcome.next) for outcome in tree.values() if outcome.next), default=0)


def test_a_new_card_shows_its_steps_in_words() -> None:
    tree = shown(NEW)
    assert list(tree) == ["again", "hard", "good", "easy"]
    labels = {key: outcome.label for key, outcome in tree.items()}
    assert labels["again"] == "1 min"
    assert labels["hard"] == "6 min"
    assert labels["good"] == "10 min"
    assert labels["easy"].endswith(" d")
    assert tree["easy"].phase is Phase.REVIEW
    assert tree["easy"].next is None


def test_good_twice_leads_a_new_card_out_of_its_steps() -> None:
    good = shown(NEW)["good"]
    assert good.phase is Phase.LEARNING
    assert good.next is not None
    again_good = good.next["good"]
    assert (again_good.phase, again_good.next) == (Phase.REVIEW, None)
    assert again_good.label == "2 d"


def test_a_step_is_followed_as_if_answered_when_due() -> None:
    good = shown(NEW)["good"]
    assert good.next is not None
    assert good.due == NOON + 10 * MINUTE
    assert good.next["again"].due == good.due + MINUTE
    assert good.next["again"].label == "1 min"


@pytest.mark.parametrize(
    ("state", "parameters", "levels"),
    [
        (NEW, DEFAULT_PARAMETERS, 3),
        (REVIEWED, DEFAULT_PARAMETERS, 2),
        (NEW, Parameters(1, DEFAULT_WEIGHTS, learning_steps=(MINUTE,)), 2),
        (NEW, NO_STEPS, 1),
        (REVIEWED, NO_STEPS, 1),
    ],
)
def test_the_nesting_is_one_deeper_than_the_steps(
    state: MemoryState, parameters: Parameters, levels: int
) -> None:
    assert depth(shown(state, parameters)) == levels


def test_a_leaf_that_is_still_in_a_step_says_so_by_its_phase() -> None:
    first = shown(REVIEWED)["again"]
    assert first.next is not None
    leaf = first.next["again"]
    assert (leaf.phase, leaf.next) == (Phase.RELEARNING, None)


def test_a_step_that_ends_after_the_rollover_is_answered_on_the_next_day() -> None:
    just_before = datetime(2026, 3, 11, 2, 55, tzinfo=UTC)  # 03:55 in Berlin
    tree = outcomes(NEW, CARD, just_before, TODAY, DEFAULT_PARAMETERS, BERLIN, 4)
    good = tree["good"]
    assert good.next is not None
    assert good.next["easy"].due > datetime(2026, 3, 12, tzinfo=UTC)
    before = apply(NEW, Rating.GOOD, just_before, TODAY, DEFAULT_PARAMETERS)
    state = apply(before, Rating.GOOD, good.due, TODAY + DAY, DEFAULT_PARAMETERS)
    assert good.next["good"].due == plan_due(state, CARD, DEFAULT_PARAMETERS, BERLIN, 4)


@unhurried
@given(reviewed_states(), st.integers(0, 300), cards, st.sampled_from(Rating))
def test_what_is_shown_is_what_is_planned(
    state: MemoryState, gap: int, card: UUID, rating: Rating
) -> None:
    at = NOON + (last_study_day(state) - TODAY) + gap * DAY
    today = study_day(at, BERLIN, 4)
    outcome = outcomes(state, card, at, today, DEFAULT_PARAMETERS, BERLIN, 4)[rating.name.lower()]
    after = apply(state, rating, at, today, DEFAULT_PARAMETERS)
    planned = plan_due(after, card, DEFAULT_PARAMETERS, BERLIN, 4, last_rating=rating)
    assert (outcome.due, outcome.phase) == (planned, after.phase)
    assert outcome.due > at


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=30), "< 1 min"),
        (MINUTE, "1 min"),
        (5.5 * MINUTE, "6 min"),
        (59.4 * MINUTE, "59 min"),
        (59.6 * MINUTE, "1 h"),
        (timedelta(hours=5), "5 h"),
        (timedelta(hours=23.6), "1 d"),
        (3 * DAY, "3 d"),
        (30 * DAY, "30 d"),
        (31 * DAY, "1 mo"),
        (64 * DAY, "2.1 mo"),
        (300 * DAY, "9.9 mo"),
        (366 * DAY, "1 y"),
        (550 * DAY, "1.5 y"),
        (36_525 * DAY, "100 y"),
    ],
)
def test_waiting_times_read_well(wait: timedelta, words: str) -> None:
    assert label(wait) == words
