"""How much was recalled on later days, and how well the memory model had predicted it.

The own log is gone through once more, card by card, as the fold does: before each answer on
a later study day stands what the model expected. Answers of the same day are learning, not
a test of memory, and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Event
from app.services.events.states import FOLDED_MODES
from app.services.progress.answers import answers_of
from app.srs.memory import NEW, Parameters, Rating, Review
from app.srs.states import apply, elapsed_days, retrievability_on

NORMAL_QUANTILE = 1.2816  # of 0.9, for intervals of 80 %

# Upper ends of the predicted shares that are looked at together: most answers lie high.
BIN_ENDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class LaterAnswer:
    """The first answer of a later study day, which tests memory: what was *predicted*, and
    whether the card was *recalled*.
    """

    day: date
    predicted: float
    recalled: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Of *answers*, so many were *recalled*; *low* … *high*: the 80 % interval of the share.
    *predicted*: the mean of what the model expected.
    """

    answers: int
    recalled: int
    predicted: float
    low: float
    high: float

    @property
    def observed(self) -> float:
        """Return the recalled share."""
        return self.recalled / self.answers


def later_answers(
    session: Session, student_id: UUID, offering_id: UUID, parameters: Parameters
) -> list[LaterAnswer]:
    """Return every test of memory in one course, by day."""
    found = []
    for reviews in _reviews(session, student_id, offering_id).values():
        found += _of_card(reviews, parameters)
    return sorted(found, key=lambda each: each.day)


def by_week(tests: Iterable[LaterAnswer]) -> dict[date, Share]:
    """Return the share recalled in each week (by its Monday) that has tests, in order."""
    weeks: dict[date, list[LaterAnswer]] = defaultdict(list)
    for each in tests:
        weeks[each.day - timedelta(days=each.day.weekday())].append(each)
    return {monday: share_of(weeks[monday]) for monday in sorted(weeks)}


def by_prediction(tests: Sequence[LaterAnswer]) -> list[Share]:
    """Return the shares recalled where the predictions were alike, the lowest first."""
    bins: dict[float, list[LaterAnswer]] = defaultdict(list)
    for each in tests:
        bins[next(end for end in BIN_ENDS if each.predicted <= end)].append(each)
    return [share_of(bins[end]) for end in BIN_ENDS if end in bins]


def share_of(tests: Sequence[LaterAnswer]) -> Share:
    """Return what *tests* (at least one) say together."""
    recalled = sum(each.recalled for each in tests)
    low, high = interval(recalled, len(tests))
    predicted = sum(each.predicted for each in tests) / len(tests)
    return Share(len(tests), recalled, predicted, low, high)


def interval(recalled: int, answers: int) -> tuple[float, float]:
    """Return the 80 % interval of a share (Wilson 1927, "Probable inference")."""
    z2 = NORMAL_QUANTILE**2
    share, n = recalled / answers, answers
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = NORMAL_QUANTILE * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _reviews(session: Session, student_id: UUID, offering_id: UUID) -> dict[UUID, list[Review]]:
    rows = session.execute(
        select(
            Event.card_id,
            Event.id,
            Event.rating,
            Event.answered_at,
            Event.study_day,
            Event.device,
            Event.seq,
        ).where(
            answers_of(student_id, offering_id),
            Event.mode.in_(FOLDED_MODES),
            Event.card_id.is_not(None),
            Event.rating.is_not(None),
        )
    )
    reviews: dict[UUID, list[Review]] = defaultdict(list)
    for card, event, rating, at, day, device, seq in rows:
        assert card is not None
        assert rating is not None
        reviews[card].append(Review(event, Rating(rating), at, day, device, seq))
    return reviews


def _of_card(reviews: Iterable[Review], parameters: Parameters) -> list[LaterAnswer]:
    state, found = NEW, []
    for review in sorted(reviews, key=lambda review: review.order):
        if elapsed_days(state, review.study_day):
            predicted = retrievability_on(state, review.study_day, parameters)
            found.append(
                LaterAnswer(review.study_day, predicted, review.rating is not Rating.AGAIN)
            )
        state = apply(state, review.rating, review.answered_at, review.study_day, parameters)
    return found
