"""Random reviews, states and parameters for the property tests of the scheduler."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st

from app.srs.fold import fold
from app.srs.fsrs import DEFAULT_PARAMETERS, DEFAULT_WEIGHTS
from app.srs.memory import MemoryState, Parameters, Rating, Review

# A loaded machine is no fault of the code: examples are bounded by number, not by time.
unhurried = settings(deadline=None)

FIRST_DAY = date(2026, 3, 1)
FIRST_INSTANT = datetime(2026, 3, 1, 9, tzinfo=UTC)
NO_STEPS = Parameters(1, DEFAULT_WEIGHTS, learning_steps=(), relearning_steps=())

ratings = st.sampled_from(Rating)
gaps = st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 2_000))
cards = st.uuids()
step_tuples = st.lists(
    st.integers(1, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)), max_size=3
).map(tuple)
parameters = st.builds(
    Parameters,
    number=st.just(1),
    weights=st.just(DEFAULT_WEIGHTS),
    desired_retention=st.floats(0.7, 0.97),
    learning_steps=step_tuples,
    relearning_steps=step_tuples,
    maximum_interval=st.sampled_from([1, 2, 30, 365, 36_500]),
)


def review(rating: Rating, days: int, minutes: int, number: int, device: int = 1) -> Review:
    """Return a review *days* study days and *minutes* after the first instant."""
    at = FIRST_INSTANT + timedelta(days=days, minutes=minutes)
    return Review(
        UUID(int=number), rating, at, FIRST_DAY + timedelta(days=days), UUID(int=device), number
    )


@st.composite
def reviews(draw: st.DrawFn, min_size: int = 0) -> list[Review]:
    """Draw the reviews of one card, from several devices, some at the same instant."""
    days = 0
    drawn = []
    for number in range(draw(st.integers(min_size, 12))):
        days += draw(gaps)
        minutes = draw(st.sampled_from([0, 0, 1, 10, 300]))
        drawn.append(review(draw(ratings), days, minutes, number, draw(st.integers(1, 3))))
    return drawn


@st.composite
def reviewed_states(draw: st.DrawFn) -> MemoryState:
    """Draw a state after at least one review, under the default parameters."""
    return fold(draw(reviews(min_size=1)), DEFAULT_PARAMETERS)
