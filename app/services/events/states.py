"""Card states: the fold of a student's log for some cards.

A state is a cache. ``folded`` computes it from the log alone, `refold` stores it with a plan, and
the doctor compares the two exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy
from sqlalchemy import ColumnElement, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import CardState, Event, EventType, Mode, ServerEventType
from app.services.events.merged import Sources, merged_into
from app.srs.flags import FlagEvent, FlagKind, Flags, fold_flags
from app.srs.fold import fold
from app.srs.memory import MemoryState, Parameters, Phase, Rating, Review
from app.srs.tally import Tally, tally

FOLDED_MODES = frozenset({Mode.SCHEDULE.value, Mode.EXAM.value})
FLAG_TYPES = frozenset(FlagKind)

Logged: TypeAlias = sqlalchemy.Row[*tuple[Any, ...]]  # the columns of `READ`, by their names

# What the fold reads of an event: whole events would take three times as long to load. The
# detail of quiz events says whether the answer was right; others can be long, and are not read.
READ = (
    Event.id,
    Event.card_id,
    Event.offering_id,
    Event.type,
    Event.mode,
    Event.rating,
    Event.answered_at,
    Event.study_day,
    Event.device,
    Event.seq,
    case((Event.type == ServerEventType.QUIZ.value, Event.detail)).label("detail"),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """What the log says about one card: memory, flags and tally; the rest is for the plan.

    *missed_on* is the last study day on which a quiz was answered wrong since the last review.
    """

    memory: MemoryState
    flags: Flags
    tally: Tally
    last_rating: Rating | None
    missed_on: date | None = None


def folded(
    session: Session,
    student_id: UUID,
    cards: Collection[UUID],
    sets: Mapping[UUID, Parameters],
) -> dict[UUID, Folded]:
    """Fold the log of *student_id* for each of *cards*, each under its set of weights.

    Cards without events come out new. The reviews of a card that was merged into another count
    there, too.
    """
    of_card, sources = _log(session, student_id, cards)
    return {
        card: _fold(of_card.get(card, ()), _reviews_of(card, of_card, sources), sets[card])
        for card in cards
    }


def folded_reviews(
    session: Session, student_id: UUID, cards: Collection[UUID]
) -> dict[UUID, list[Logged]]:
    """Return the reviews that the fold of each of *cards* reads, in its order."""
    of_card, sources = _log(session, student_id, cards)
    return {card: _reviews_of(card, of_card, sources) for card in cards}


def memory_of(state: CardState) -> MemoryState:
    """Return the memory state that a row holds."""
    return MemoryState(
        stability=state.stability,
        difficulty=state.difficulty,
        phase=Phase(state.phase),
        step=state.step,
        repetitions=state.repetitions,
        lapses=state.lapses,
        last_review=state.last_review,
        study_day=state.study_day,
    )


def not_retracted() -> ColumnElement[bool]:
    """Return the condition that no retract of the same student names the event."""
    retract = aliased(Event)
    return ~exists().where(
        retract.student_id == Event.student_id,
        retract.type == EventType.RETRACT.value,
        retract.target == Event.id,
    )


def _log(
    session: Session, student_id: UUID, cards: Collection[UUID]
) -> tuple[dict[UUID, list[Logged]], Sources]:
    """Return what counts of the log by card, that of merged cards too, and what was merged."""
    sources = merged_into(session, cards)
    read = {*cards, *(card for merged in sources.values() for card in merged)}
    of_card: dict[UUID, list[Logged]] = defaultdict(list)
    for event in _live_events(session, student_id, read):
        assert event.card_id is not None
        of_card[event.card_id].append(event)
    return of_card, sources


def _live_events(session: Session, student_id: UUID, cards: Collection[UUID]) -> list[Logged]:
    """Return the events of *cards* that count, in the fold's order."""
    events = session.execute(
        select(*READ).where(
            Event.student_id == student_id,
            Event.card_id.in_(list(cards)),
            Event.type != EventType.RETRACT.value,
            # A reset is the instructor's: no event of a client takes it back.
            or_(Event.type == ServerEventType.RESET.value, not_retracted()),
        )
    )
    return sorted(events, key=_order)


def _reviews_of(
    card: UUID, of_card: Mapping[UUID, Sequence[Logged]], merged: Sources
) -> list[Logged]:
    """Return the reviews that count for *card*, and for what was merged into it, in order.

    A reset takes away what its card had at that time: its own reviews, and those that had
    come to it. So each card of a chain is started anew before it is handed on.
    """
    own = of_card.get(card, ())
    events = [e for e in own if e.type == EventType.REVIEW.value and e.mode in FOLDED_MODES]
    sources = merged.get(card, ())
    for source in sources:
        events += _reviews_of(source, of_card, merged)
    if sources:
        events.sort(key=_order)
    resets = [_order(e) for e in own if e.type == ServerEventType.RESET.value]
    return [e for e in events if not resets or _order(e) > resets[-1]]


def _order(event: Logged) -> tuple[datetime, UUID, int, UUID]:
    """Return the fold's sort key."""
    return (event.answered_at, event.device, event.seq, event.id)


def _fold(events: Sequence[Logged], reviews: Sequence[Logged], parameters: Parameters) -> Folded:
    ratings = _reviews(reviews)
    memory = fold(ratings, parameters)
    return Folded(
        memory=memory,
        flags=fold_flags(_flag_events(events)),
        tally=tally(ratings),
        last_rating=ratings[-1].rating if ratings else None,
        missed_on=max(_missed_days(events, memory), default=None),
    )


def _missed_days(events: Iterable[Logged], memory: MemoryState) -> Iterator[date]:
    """Yield the study days of wrong answers in quizzes that no review has followed."""
    for e in events:
        missed = e.type == ServerEventType.QUIZ.value and e.detail.get("credit", 1) < 1
        if missed and (memory.last_review is None or e.answered_at > memory.last_review):
            yield e.study_day


def _reviews(events: Iterable[Logged]) -> list[Review]:
    return [
        Review(e.id, Rating(e.rating), e.answered_at, e.study_day, e.device, e.seq)
        for e in events
        if e.rating is not None
    ]


def _flag_events(events: Iterable[Logged]) -> Iterator[FlagEvent]:
    for e in events:
        if e.type in FLAG_TYPES:
            yield FlagEvent(e.id, FlagKind(e.type), e.answered_at, e.study_day, e.device, e.seq)
