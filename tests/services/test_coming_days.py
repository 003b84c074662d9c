"""The days after today, as a browser takes them along that will be without a connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from app.db import Database
from app.models import Enrolment, EventType, OfferingDeck, User
from app.services.study.coming import ComingDay, coming_days
from app.services.study.exam_queue import exam_coming_days, exam_queue
from app.services.study.queue import schedule_queue
from tests.factories import enrol, make_course
from tests.services import students
from tests.services.events.conftest import other, review
from tests.services.students import NOON

DAY = timedelta(days=1)


class Student(students.Student):
    """Somebody who is about to lose the connection."""

    def today(self) -> list[UUID]:
        with self.reading() as (session, student, enrolment):
            queue = schedule_queue(session, student, enrolment, NOON)
            return [card.card for card in queue.cards]

    def coming(self, count: int = 3) -> Sequence[ComingDay]:
        with self.reading() as (session, student, enrolment):
            queue = schedule_queue(session, student, enrolment, NOON)
            shown = [card.card for card in queue.cards]
            return coming_days(session, student, enrolment, NOON, count, shown)

    def coming_for_exam(self, count: int = 3) -> tuple[list[UUID], Sequence[ComingDay]]:
        """Return today's cards and the days after it, in exam mode."""
        with self.reading() as (session, student, enrolment):
            queue = exam_queue(session, student, enrolment, NOON)
            shown = [card.card for card in queue.cards] if queue else []
            return shown, exam_coming_days(session, student, enrolment, NOON, count, shown)


@pytest.fixture
def student(database: Database) -> Student:
    return Student.new(database, cards=60)


def ids(day: ComingDay) -> list[UUID]:
    return [card.card for card in day.cards]


def test_every_day_has_its_new_cards_and_no_card_is_in_two_days(student: Student) -> None:
    today, days = student.today(), student.coming()
    assert [len(day.cards) for day in days] == [20, 20, 10]
    everywhere = [*today, *(card for day in days for card in ids(day))]
    assert everywhere == list(student.world.cards)


def test_a_day_starts_at_the_student_s_rollover_and_has_the_minutes_of_the_cap(
    student: Student,
) -> None:
    first, second, _ = student.coming()
    assert NOON < first.starts < NOON + DAY
    assert second.starts - first.starts == DAY
    assert (first.minutes, first.most_new) == (20, 20)


def test_a_card_is_on_the_day_it_falls_due_with_the_outcomes_of_that_day(student: Student) -> None:
    card = student.world.cards[0]
    student.answer(
        review(card, 3, answered_at=NOON - timedelta(hours=2)),
        review(card, 3, answered_at=NOON - timedelta(hours=1)),
    )
    found = {card: day for day in student.coming(7) for card in ids(day)}
    (shown,) = (one for one in found[card].cards if one.card == card)
    assert shown.due is not None
    assert found[card].starts - DAY < shown.due <= found[card].starts
    assert all(outcome.due > found[card].starts for outcome in shown.outcomes.values())


def test_a_card_set_aside_for_today_comes_tomorrow_and_a_suspended_one_never(
    student: Student,
) -> None:
    buried, suspended, *_ = student.today()
    student.answer(
        other(EventType.BURY, buried, minutes=0, answered_at=NOON),
        other(EventType.SUSPEND, suspended, minutes=0, answered_at=NOON),
    )
    days = student.coming()
    assert buried in ids(days[0])
    assert all(suspended not in ids(day) for day in days)


def test_nothing_is_given_ahead_of_a_deck_that_is_not_visible_yet(student: Student) -> None:
    with student.database.transaction() as session:
        session.add(
            OfferingDeck(
                offering_id=student.world.offering.id,
                deck_id=student.world.deck.id,
                visible_from=NOON + timedelta(hours=1),
            )
        )
    student.announce("Final", NOON + 20 * DAY)
    assert [ids(day) for day in student.coming()] == [[], [], []]
    _, days = student.coming_for_exam()
    assert not any(ids(day) for day in days)


def test_the_days_end_where_study_rests_after_the_exam(student: Student) -> None:
    student.announce("Final", NOON + 2 * DAY)
    assert len(student.coming()) == 2
    _, days = student.coming_for_exam()
    assert len(days) == 2


def test_for_an_exam_each_day_is_filled_with_other_cards(student: Student) -> None:
    assert student.coming_for_exam() == ([], ())
    student.announce("Final", NOON + 6 * DAY)
    today, days = student.coming_for_exam()
    everywhere = [*today, *(card for day in days for card in ids(day))]
    assert len(everywhere) == len(set(everywhere)) > len(today)
    for day in days:
        assert day.minutes == 20
        assert day.seconds_per_new > 0
        assert day.seconds_per_review > 0
        assert all(card.outcomes == {} for card in day.cards)


def test_the_days_share_what_a_browser_takes_along(student: Student) -> None:
    with student.database.transaction() as session:
        big = make_course(session, "big", cards=400)
        user = session.get_one(User, student.id)
        enrol(session, user, big)
        enrolment = session.get_one(Enrolment, (user.id, big.offering.id))
        enrolment.minutes_cap = 240
    heavy = Student(student.database, student.id, big)
    heavy.announce("Final", NOON + 20 * DAY)
    today, days = heavy.coming_for_exam()
    assert len(today) > 60
    first, *others = (len(day.cards) for day in days)
    assert first == 67  # a third of 200
    assert all(0 < size <= 67 for size in others)
