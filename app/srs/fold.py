"""The fold: all answers of one student to one card become one memory state.

The log may deliver answers late, twice or in any order; the fold sorts them, so that every
device and every rebuild arrives at the same state. Undo is not an operation on states: it
is the fold without the answer taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from app.srs.memory import NEW, MemoryState, Parameters, Review
from app.srs.states import apply


class Identified(Protocol):
    """An event of the log, as far as retracting it is concerned."""

    @property
    def id(self) -> UUID:
        """The UUID that the client gave the event."""


EventT = TypeVar("EventT", bound=Identified)


def live(events: Iterable[EventT], retracted: Collection[UUID]) -> list[EventT]:
    """Return the *events* whose id is not in *retracted*.

    A retract may arrive before its target: ids that name no event do no harm.
    """
    return [event for event in events if event.id not in retracted]


def fold(reviews: Iterable[Review], parameters: Parameters) -> MemoryState:
    """Return the memory state after *reviews*, given in any order, retracted ones left out.

    They are taken in `Review.order`. Callers pass each review once, and only those of the
    modes ``schedule`` and ``exam``; for a card started anew, only those after its reset.
    """
    state = NEW
    for review in sorted(reviews, key=lambda review: review.order):
        state = apply(state, review.rating, review.answered_at, review.study_day, parameters)
    return state
