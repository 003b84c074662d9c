"""What a student studies next: the queue of an offering, with everything a client needs.

A client gets each card's outcomes as well, nested through the learning steps, so that it
can go on without the server and needs no scheduler of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.models import (
    Card,
    CardRevision,
    CardState,
    Deck,
    Enrolment,
    Event,
    EventType,
    Note,
    Offering,
    Rendering,
    User,
)
from app.services.events.states import FOLDED_MODES, memory_of, not_retracted
from app.srs.fsrs import DEFAULT_PARAMETERS
from app.srs.memory import NEW, MemoryState
from app.srs.outcomes import Outcome, outcomes
from app.srs.queue import (
    Limits,
    QueueCard,
    build_queue,
    counted_seconds,
    deck_order,
    new_allowance,
)
from app.srs.study_days import study_day

MOST_CARDS = 200


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A card to show: its published content as HTML, its memory, and where answers lead."""

    card: UUID
    deck: UUID
    note: UUID
    language: str
    facet: str
    revision: CardRevision
    rendering: Rendering
    memory: MemoryState
    due: datetime | None
    flagged: bool
    outcomes: dict[str, Outcome]


@dataclass(frozen=True, slots=True)
class StudyQueue:
    """The next cards, the counts of the whole queue, and the minutes left of the cap."""

    cards: tuple[StudyCard, ...]
    new: int
    learning: int
    review: int
    minutes_left: float


@dataclass(frozen=True, slots=True)
class _Day:
    """What the student has done of this study day, in this offering."""

    today: date
    seconds: float
    notes: frozenset[UUID]
    introduced: int
    first_run: bool


@dataclass(frozen=True, slots=True)
class _Row:
    card: Card
    note: Note
    deck: Deck
    state: CardState | None


def schedule_queue(
    session: Session,
    student: User,
    enrolment: Enrolment,
    now: datetime,
    *,
    limit: int = MOST_CARDS,
    more_new: int = 0,
) -> StudyQueue:
    """Return the schedule-mode queue; *more_new* new cards beyond the day's allowance."""
    rows = _rows(session, student.id, enrolment.offering)
    day = _day(session, student, enrolment.offering_id, now)
    minutes_left = max(0.0, enrolment.minutes_cap - day.seconds / 60)
    allowed = new_allowance(
        day.introduced, minutes_left, cap_minutes=enrolment.minutes_cap, first_run=day.first_run
    )
    # Who asks for more has said yes to the minutes, too: half a minute for each new card.
    limits = Limits(new_left=allowed + more_new, minutes_left=minutes_left + more_new / 2)
    queue = build_queue(
        (_queue_card(row) for row in rows.values()),
        now,
        day.today,
        limits,
        DEFAULT_PARAMETERS,
        day.notes,
    )
    chosen = [rows[card.card] for card in queue.cards[:limit]]
    return StudyQueue(
        cards=_study_cards(session, student, chosen, now, with_outcomes=True),
        new=queue.new,
        learning=queue.learning,
        review=queue.review,
        minutes_left=minutes_left,
    )


def deck_queue(
    session: Session,
    student: User,
    enrolment: Enrolment,
    deck: UUID,
    now: datetime,
    *,
    limit: int = MOST_CARDS,
) -> StudyQueue:
    """Return every card of *deck* in its order; answers in deck mode plan nothing."""
    rows = _rows(session, student.id, enrolment.offering)
    ordered = deck_order((_queue_card(row) for row in rows.values()), deck)
    chosen = [rows[card.card] for card in ordered]
    day = _day(session, student, enrolment.offering_id, now)
    new = sum(row.state is None for row in chosen)
    return StudyQueue(
        cards=_study_cards(session, student, chosen[:limit], now, with_outcomes=False),
        new=new,
        learning=0,
        review=len(chosen) - new,
        minutes_left=max(0.0, enrolment.minutes_cap - day.seconds / 60),
    )


def _rows(session: Session, student_id: UUID, offering: Offering) -> dict[UUID, _Row]:
    """Load every live card of the course (and the student's own) with the student's state."""
    found = session.execute(
        select(Card, Note, Deck, CardState)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .outerjoin(
            CardState, and_(CardState.card_id == Card.id, CardState.student_id == student_id)
        )
        .where(
            Deck.course_id == offering.course_id,
            or_(Deck.owner_id.is_(None), Deck.owner_id == student_id),
            Deck.retired_at.is_(None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
    )
    return {card.id: _Row(card, note, deck, state) for card, note, deck, state in found}


def _queue_card(row: _Row) -> QueueCard:
    state = row.state
    return QueueCard(
        card=row.card.id,
        note=row.note.id,
        deck=row.deck.id,
        deck_position=row.deck.position,
        position=row.note.position * 1000 + row.card.position,
        state=memory_of(state) if state else NEW,
        due=state.due if state else None,
        suspended=state.suspended if state else False,
        buried_until=state.buried_until if state else None,
    )


def _day(session: Session, student: User, offering_id: UUID, now: datetime) -> _Day:
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    reviews = (
        select(Event.card_id, Event.elapsed_ms, Event.study_day, Card.note_id)
        .join(Card, Card.id == Event.card_id)
        .where(
            Event.student_id == student.id,
            Event.offering_id == offering_id,
            Event.type == EventType.REVIEW.value,
            Event.mode.in_(FOLDED_MODES),
            not_retracted(),
        )
    )
    done = session.execute(reviews.where(Event.study_day == today)).all()
    folded = reviews.subquery()
    firsts = select(func.min(folded.c.study_day).label("day")).group_by(folded.c.card_id).subquery()
    introduced = session.scalar(select(func.count()).where(firsts.c.day == today)) or 0
    earliest = session.scalar(select(func.min(firsts.c.day)))
    return _Day(
        today=today,
        seconds=sum(counted_seconds(row.elapsed_ms) for row in done),
        notes=frozenset(row.note_id for row in done),
        introduced=introduced,
        first_run=earliest is None or earliest >= today,
    )


def _study_cards(
    session: Session, student: User, rows: Sequence[_Row], now: datetime, *, with_outcomes: bool
) -> tuple[StudyCard, ...]:
    content = _content(session, [row.card.id for row in rows])
    zone = ZoneInfo(student.zone)
    today = study_day(now, zone, student.rollover_hour)
    cards = []
    for row in rows:
        revision, rendering = content[row.card.id]
        memory = memory_of(row.state) if row.state else NEW
        leads = (
            outcomes(
                memory, row.card.id, now, today, DEFAULT_PARAMETERS, zone, student.rollover_hour
            )
            if with_outcomes
            else {}
        )
        cards.append(
            StudyCard(
                card=row.card.id,
                deck=row.deck.id,
                note=row.note.id,
                language=row.deck.language,
                facet=row.card.facet,
                revision=revision,
                rendering=rendering,
                memory=memory,
                due=row.state.due if row.state else None,
                flagged=row.state.flagged if row.state else False,
                outcomes=leads,
            )
        )
    return tuple(cards)


def _content(session: Session, cards: Sequence[UUID]) -> dict[UUID, tuple[CardRevision, Rendering]]:
    """Load the published revision of each card with its newest rendering."""
    found = session.execute(
        select(CardRevision, Rendering)
        .join(Card, and_(Card.id == CardRevision.card_id, Card.head == CardRevision.number))
        .join(
            Rendering,
            and_(
                Rendering.card_id == CardRevision.card_id,
                Rendering.number == CardRevision.number,
            ),
        )
        .where(Card.id.in_(cards))
        .order_by(Rendering.renderer)  # of several, the last and newest stays in the mapping
    )
    return {revision.card_id: (revision, rendering) for revision, rendering in found}
