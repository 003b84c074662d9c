"""Card states: the fold of a student's log for some cards, with the plan beside it.

A state is a cache. ``folded`` computes it from the log alone, ``refold`` stores it, and the
doctor compares the two exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy
from sqlalchemy import ColumnElement, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import CardState, Event, EventType, Mode, ServerEventType, User
from app.services import fsrs_sets
from app.services.events.load import Load, load_of
from app.services.events.merged import Sources, merged_into
from app.srs.due import plan_due, pulled_forward
from app.srs.flags import FlagEvent, FlagKind, Flags, fold_flags
from app.srs.fold import fold
from app.srs.memory import MemoryState, Parameters, Phase, Rating, Review
from app.srs.study_days import study_day
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


def refold(
    session: Session,
    student: User,
    cards: Collection[UUID],
    *,
    balanced_at: datetime | None = None,
    keep_plans: bool = False,
) -> None:
    """Bring the stored states of *cards* in line with the log (use within a transaction).

    With *balanced_at*, the instant at which this is done, they are planned with an eye on what
    is due on other days, and by the student's easy days and breaks; without it the plan depends
    on each card alone. With *keep_plans* a card whose memory comes out as it was stays due when
    it was.
    """
    stored = {
        state.card_id: state
        for state in session.scalars(
            select(CardState).where(
                CardState.student_id == student.id, CardState.card_id.in_(list(cards))
            )
        )
    }
    sets = fsrs_sets.of_cards(session, student.id, cards)
    results = folded(session, student.id, cards, sets)
    kept = {
        card: state.due
        for card, state in stored.items()
        if keep_plans and _is_planned(state, results[card], sets[card])
    }
    load = _load(session, student, results.keys() - kept, balanced_at)
    for card, result in results.items():
        state = stored.get(card)
        if state is None:
            state = CardState(student_id=student.id, card_id=card)
            session.add(state)
        planned = card not in kept
        due = _planned(card, result, student, sets[card], load) if planned else kept[card]
        _store(state, result, sets[card].number, due)
    session.flush()


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


def _load(
    session: Session, student: User, cards: Collection[UUID], now: datetime | None
) -> Load | None:
    """Return what is due beside *cards*, None without an instant or a card to plan."""
    if now is None or not cards:
        return None
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    return load_of(session, student, cards, today)


def _is_planned(state: CardState, result: Folded, parameters: Parameters) -> bool:
    """Tell whether the stored due date was planned from this very memory."""
    known = (memory_of(state), state.parameter_set)
    return known == (result.memory, parameters.number)


def _planned(
    card: UUID, result: Folded, student: User, parameters: Parameters, load: Load | None
) -> datetime | None:
    """Return when *card* is due, and count it into the *load*."""
    zone, rollover_hour = ZoneInfo(student.zone), student.rollover_hour
    due = plan_due(
        result.memory,
        card,
        parameters,
        zone,
        rollover_hour,
        load=load.seen if load else None,
        last_rating=result.last_rating,
    )
    if due is not None and result.missed_on is not None:
        due = pulled_forward(due, result.missed_on, zone, rollover_hour)
    if load is not None and due is not None and result.memory.phase is Phase.REVIEW:
        load.add(due)
    return due


def _store(state: CardState, result: Folded, parameter_set: int, due: datetime | None) -> None:
    memory, flags = result.memory, result.flags
    values: dict[str, Any] = {
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "phase": int(memory.phase),
        "step": memory.step,
        "repetitions": memory.repetitions,
        "lapses": memory.lapses,
        "last_review": memory.last_review,
        "study_day": memory.study_day,
        "suspended": flags.suspended,
        "buried_until": flags.buried_until,
        "flagged": flags.flagged,
        "tests": result.tally.tests,
        "recalled": result.tally.recalled,
        "parameter_set": parameter_set,
        "due": due,
    }
    for name, value in values.items():
        setattr(state, name, value)
