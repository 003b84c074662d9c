"""Three weeks of study in the event log, on both databases."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.db import Access, Database
from app.models import CardState, Enrolment, Event, Offering, User
from app.services import accounts, enrolments, offerings
from app.services.classes import exam_dates
from app.services.demo import history, seed
from app.services.demo.learner import CourseCard
from app.services.demo.personas import PERSONAS, Persona
from app.services.doctor import examine
from app.services.events.record import record
from tests.factories import make_course, make_user
from tests.services.demo.course import HASHES, NOW, ZONE, with_content


def named(email: str) -> Persona:
    return next(persona for persona in PERSONAS if persona.email == email)


def crm(session: Session) -> Offering:
    offering = offerings.by_slug(session, history.SLUG)
    assert offering is not None
    return offering


def evenings_by_name(session: Session) -> dict[str, set[date]]:
    days = defaultdict(set)
    rows = session.execute(select(User.name, Event.study_day).join(Event).distinct())
    for name, day in rows:
        days[name].add(day)
    return days


def test_history_lies_within_each_enrolment_and_ends_yesterday(database: Database) -> None:
    with_content(database)
    with database.transaction() as session:
        written = history.seed_history(session, NOW)
    with database.transaction(Access.READ) as session:
        assert session.scalar(select(func.count()).select_from(Event)) == written > 500
        early = (
            select(func.count())
            .select_from(Event)
            .join(
                Enrolment,
                (Enrolment.user_id == Event.student_id)
                & (Enrolment.offering_id == Event.offering_id),
            )
        )
        assert session.scalar(early) == written
        assert session.scalar(early.where(Event.answered_at <= Enrolment.enrolled_at)) == 0
        last = session.scalar(select(func.max(Event.study_day)))
        examined = examine(session)
    assert last == NOW.date() - timedelta(days=1)
    assert (examined.faults, examined.students) == ((), 12)


def test_some_come_late_and_some_stop(database: Database) -> None:
    with_content(database)
    with database.transaction() as session:
        history.seed_history(session, NOW)
        days = evenings_by_name(session)
        rows = session.execute(select(User.name, Enrolment.enrolled_at).join(Enrolment))
        joined = {row.name: row.enrolled_at for row in rows}
    first = NOW.date() - timedelta(days=21)
    assert min(days["David Late"]) == first + timedelta(days=15)
    assert joined["David Late"] == joined["Anna Early"] + timedelta(days=15)
    assert max(days["Greta Gone"]) < first + timedelta(days=8)
    assert len(days["Hugo Weekly"]) < len(days["Carla Sometimes"]) < len(days["Kira Brief"])


def test_the_rows_are_those_that_answers_coming_in_one_by_one_leave(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session, cards=12)
        at_once, one_by_one = make_user(session, "Ada"), make_user(session, "Bea")
        for user in (at_once, one_by_one):
            enrolments.join(session, user, world.offering, NOW - timedelta(days=30))
        cards = [
            CourseCard(card, UUID(int=place), world.deck.id, place, 1)
            for place, card in enumerate(world.cards)
        ]
        answers = history.three_weeks(named("elif@example.org"), at_once, cards, NOW)[:60]
        assert any(answer.planned_due for answer in answers)
        history.write(session, at_once, world.offering, answers)
        for answer in answers:
            record(session, one_by_one, [answer.event], answer.event.answered_at)
        assert log(session, at_once) == log(session, one_by_one)
        assert states(session, at_once) == states(session, one_by_one)


def log(session: Session, user: User) -> list[dict[str, Any]]:
    rows = select(Event).where(Event.student_id == user.id).order_by(Event.seq)
    return [values(row) for row in session.scalars(rows)]


def states(session: Session, user: User) -> list[dict[str, Any]]:
    rows = select(CardState).where(CardState.student_id == user.id).order_by(CardState.card_id)
    return [values(row) for row in session.scalars(rows)]


def values(row: Event | CardState) -> dict[str, Any]:
    """Return the row without its student, and without the plan, which looks at other days too."""
    columns = {column.key for column in row.__table__.columns}
    return {name: getattr(row, name) for name in columns - {"student_id", "due", "planned_due"}}


def test_history_is_written_once(database: Database) -> None:
    with_content(database)
    with database.transaction() as session:
        assert history.seed_history(session, NOW) > 0
    with database.transaction() as session:
        assert history.seed_history(session, NOW + timedelta(days=2)) == 0


def test_an_exam_is_ahead_at_nine_in_three_weeks(database: Database) -> None:
    with_content(database)
    with database.transaction() as session:
        history.seed_history(session, NOW)
    with database.transaction(Access.READ) as session:
        (exam,) = exam_dates.in_order(session, crm(session))
        assert exam.at == datetime(2026, 4, 29, 9, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
        assert exam_dates.weights_of(exam) == {}


def test_an_exam_that_somebody_deleted_stays_away(database: Database) -> None:
    with_content(database)
    with database.transaction() as session:
        history.seed_history(session, NOW)
    with database.transaction() as session:
        session.delete(exam_dates.in_order(session, crm(session))[0])
    with database.transaction() as session:
        history.seed_history(session, NOW)
        assert exam_dates.in_order(session, crm(session)) == []


def test_a_demo_of_fewer_students_gets_the_others_and_loses_nothing(database: Database) -> None:
    with_content(database)
    with database.transaction() as session:
        newer = [p for p in PERSONAS if p.name not in {"Ines Instructor", "Anna Early"}]
        session.execute(delete(User).where(User.email.in_([p.email for p in newer])))
        history.seed_history(session, NOW)
        anna = accounts.by_email(session, "anna@example.org")
        assert anna is not None
        before = log(session, anna)
        (exam,) = exam_dates.in_order(session, crm(session))
        exam.title = "Mid-term"
    later = NOW + timedelta(days=3)
    with database.transaction() as session:
        assert seed.seed_accounts(session, HASHES, ZONE, later) == newer
        assert history.seed_history(session, later) > 0
    with database.transaction(Access.READ) as session:
        anna = accounts.by_email(session, "anna@example.org")
        assert anna is not None
        assert log(session, anna) == before
        assert len(evenings_by_name(session)) == 12
        assert [exam.title for exam in exam_dates.in_order(session, crm(session))] == ["Mid-term"]
        assert examine(session).faults == ()


def test_without_a_course_or_cards_there_is_nothing_to_study(database: Database) -> None:
    with database.transaction() as session:
        assert history.seed_history(session, NOW) == 0
        seed.seed_accounts(session, HASHES, ZONE, NOW)
        assert history.seed_history(session, NOW) == 0
        assert exam_dates.in_order(session, crm(session)) == []
