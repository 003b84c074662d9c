"""The students' history: three simulated weeks, written as events that came in one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from app.models import Card, Deck, Event, Note, Offering, Role, User
from app.services import accounts, offerings
from app.services.classes import exam_dates
from app.services.classes.exam_dates import NewExam
from app.services.classes.local_time import USUAL_TIME, moment
from app.services.demo.learner import Answer, CourseCard, Simulation
from app.services.demo.personas import DAYS, PERSONAS, Persona
from app.services.events.refold import refold
from app.services.events.rows import Receipt, row
from app.srs.study_days import study_day

SLUG = "crm"
EXAM_TITLE = "Final exam"
EXAM_AFTER = timedelta(weeks=3)

Watched = Callable[[Sequence[Persona]], Iterable[Persona]]


def seed_history(session: Session, now: datetime, watched: Watched = iter) -> int:
    """Write three weeks of answers for every student who has none; return how many.

    The last evening is yesterday's. The same cards and the same day give the same answers.
    The first time, there is an exam three weeks ahead, too; who deletes it is rid of it.
    *watched* goes through the students, and may show how far it is.
    """
    offering = offerings.by_slug(session, SLUG)
    cards = _cards(session, offering) if offering is not None else []
    if offering is None or not cards:
        return 0
    written = 0
    for persona in watched(_without_history(session)):
        user = accounts.by_email(session, persona.email)
        assert user is not None
        written += write(session, user, offering, three_weeks(persona, user, cards, now))
    if written and not exam_dates.in_order(session, offering):
        _plan_exam(session, offering, now)
    return written


def three_weeks(
    persona: Persona, user: User, cards: Sequence[CourseCard], now: datetime
) -> list[Answer]:
    """Return what *persona* answered on the evenings up to the one before *now*."""
    assert persona.learner is not None
    zone = ZoneInfo(user.zone)
    first = study_day(now, zone, user.rollover_hour) - timedelta(days=DAYS)
    rng = Random(persona.seed)  # noqa: S311 - reproducible, guards nothing
    simulation = Simulation(persona.learner, cards, zone, rng)
    days: list[date] = [first + timedelta(days=number) for number in persona.evenings]
    return [answer for day in days for answer in simulation.evening(day)]


def write(session: Session, user: User, offering: Offering, answers: Sequence[Answer]) -> int:
    """Store *answers* as if each had come in when it was given; return how many.

    ``events.record`` would store the same rows, but it takes one instant of receipt for a
    whole batch and folds the cards after each: for twelve students that takes minutes.
    """
    if answers:
        session.execute(insert(Event), [_row(user, offering, answer) for answer in answers])
        refold(session, user, {answer.event.card for answer in answers if answer.event.card})
    return len(answers)


def _row(user: User, offering: Offering, answer: Answer) -> dict[str, Any]:
    receipt = Receipt(offering.id, answer.event.answered_at, answer.planned_due)
    return row(answer.event, user, receipt)


def _without_history(session: Session) -> list[Persona]:
    """Return the students of the demo who never answered; nobody whose account is a real one."""
    return [
        persona
        for persona in PERSONAS
        for user in (accounts.by_email(session, persona.email),)
        if persona.role is Role.STUDENT and user is not None and user.is_demo
        if not session.scalar(select(exists().where(Event.student_id == user.id)))
    ]


def _plan_exam(session: Session, offering: Offering, now: datetime) -> None:
    day = now.astimezone(ZoneInfo(offering.zone)).date() + EXAM_AFTER
    new = NewExam(EXAM_TITLE, moment(day, USUAL_TIME, offering.zone).at)
    exam_dates.add(session, None, offering, new, now)


def _cards(session: Session, offering: Offering) -> list[CourseCard]:
    found = session.execute(
        select(Card, Note.deck_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            Deck.course_id == offering.course_id,
            Deck.owner_id.is_(None),
            Deck.retired_at.is_(None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
        .order_by(Deck.position, Note.position, Card.position)
    )
    return [
        CourseCard(card.id, card.note_id, deck, place, card.head)
        for place, (card, deck) in enumerate(found)
    ]
