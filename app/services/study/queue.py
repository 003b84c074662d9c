"""What a student studies next: the queue of an offering, with everything a client needs.

A client gets each card's outcomes as well, nested through the learning steps, so that it
can go on without the server and needs no scheduler of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Enrolment, User
from app.services import fsrs_sets
from app.services.classes.visibility import instant_for
from app.services.events.states import memory_of
from app.services.exams_ahead import Exam
from app.services.reading import DeckPlace
from app.services.study.cards import CardRow, StudyCard, load_cards, study_cards
from app.services.study.day import Day, day_of
from app.services.study.rest import rests_after
from app.srs.memory import NEW
from app.srs.queue import Limits, QueueCard, build_queue, deck_order, new_allowance

MOST_CARDS = 200


@dataclass(frozen=True, slots=True)
class StudyQueue:
    """The next cards, the counts of the whole queue, and the minutes left of the cap.

    In exam mode also: the *exam* that is studied for, whether a failed card comes back in the
    same run, and the cards that will not fit before the exam, counted by deck. *rests_after*: the
    last exam, after which nothing is due until the student asks to keep remembering.
    """

    cards: tuple[StudyCard, ...]
    new: int
    learning: int
    review: int
    minutes_left: float
    exam: Exam | None = None
    repeat_failed: bool = False
    left_out: Mapping[DeckPlace, int] = field(default_factory=dict)
    rests_after: Exam | None = None


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
    day = day_of(session, student, enrolment.offering_id, now)
    minutes_left = max(0.0, enrolment.minutes_cap - day.seconds / 60)
    exam = rests_after(session, student, enrolment, now)
    if exam is not None:
        return StudyQueue((), 0, 0, 0, minutes_left, rests_after=exam)
    seen_at = instant_for(enrolment.role, now)
    rows = load_cards(session, student.id, enrolment.offering, seen_at)
    queue = build_queue(
        (queue_card(row) for row in rows.values()),
        now,
        day.today,
        _limits(day, enrolment.minutes_cap, minutes_left, more_new),
        fsrs_sets.of_offering(session, enrolment.offering_id),
        day.notes,
    )
    chosen = [rows[card.card] for card in queue.cards[:limit]]
    return StudyQueue(
        cards=study_cards(session, student, chosen, now, with_outcomes=True),
        new=queue.new,
        learning=queue.learning,
        review=queue.review,
        minutes_left=minutes_left,
    )


def _limits(day: Day, cap_minutes: int, minutes_left: float, more_new: int) -> Limits:
    allowed = new_allowance(
        len(day.introduced), minutes_left, cap_minutes=cap_minutes, first_run=day.first_run
    )
    # Who asks for more has said yes to the minutes, too: half a minute for each new card.
    return Limits(new_left=allowed + more_new, minutes_left=minutes_left + more_new / 2)


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
    seen_at = instant_for(enrolment.role, now)
    rows = load_cards(session, student.id, enrolment.offering, seen_at)
    ordered = deck_order((queue_card(row) for row in rows.values()), deck)
    chosen = [rows[card.card] for card in ordered]
    day = day_of(session, student, enrolment.offering_id, now)
    new = sum(row.state is None for row in chosen)
    return StudyQueue(
        cards=study_cards(session, student, chosen[:limit], now, with_outcomes=False),
        new=new,
        learning=0,
        review=len(chosen) - new,
        minutes_left=max(0.0, enrolment.minutes_cap - day.seconds / 60),
    )


def queue_card(row: CardRow) -> QueueCard:
    """Return a card with its state as the queue needs it."""
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
