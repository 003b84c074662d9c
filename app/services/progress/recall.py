"""How much was recalled on later days, and how well the memory model had predicted it.

The own log is gone through once more, card by card, as the fold does: before each answer on
a later study day stands what the model expected. Answers of the same day are learning, not
a test of memory, and are left out. So are those that a reset took away; what was answered to
a note that was merged into another counts there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Card, Event
from app.services.events.merged import with_survivors
from app.services.events.states import FOLDED_MODES, Logged, folded_reviews
from app.services.progress.answers import answers_of
from app.srs.memory import NEW, Parameters, Rating
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
    cards = _cards(session, student_id, offering_id)
    found: list[LaterAnswer] = []
    for events in folded_reviews(session, student_id, cards).values():
        found += _of_card(events, offering_id, parameters)
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


def _cards(session: Session, student_id: UUID, offering_id: UUID) -> set[UUID]:
    """Return the cards answered in the course, each merged one by the card that it became."""
    answered = select(Event.card_id).where(
        answers_of(student_id, offering_id), Event.mode.in_(FOLDED_MODES)
    )
    found = session.execute(select(Card.id, Card.merged_into).where(Card.id.in_(answered)))
    into = dict(found.all())
    cards = {card for card, target in into.items() if target is None}
    if len(cards) == len(into):
        return cards
    reached = with_survivors(session, into)
    merged = select(Card.id).where(Card.id.in_(list(reached)), Card.merged_into.is_not(None))
    return reached - set(session.scalars(merged))


def _of_card(
    events: Iterable[Logged], offering_id: UUID, parameters: Parameters
) -> Iterator[LaterAnswer]:
    """Yield the tests of one course; answers in another run of it are remembered as well."""
    state = NEW
    for event in events:
        assert event.rating is not None
        rating = Rating(event.rating)
        if event.offering_id == offering_id and elapsed_days(state, event.study_day):
            predicted = retrievability_on(state, event.study_day, parameters)
            yield LaterAnswer(event.study_day, predicted, rating is not Rating.AGAIN)
        state = apply(state, rating, event.answered_at, event.study_day, parameters)
