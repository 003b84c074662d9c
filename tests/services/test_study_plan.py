"""The plan around the memory: load, easy days and breaks, leeches, and the way back."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.db import Access, Database
from app.models import CardState, Enrolment, Offering, Role, User
from app.services import doctor, study_preferences
from app.services.class_leeches import ClassLeech, class_leeches
from app.services.events.record import record
from app.services.study.queue import schedule_queue
from app.services.study_preferences import StudyPreferenceError
from app.srs.balance import Break, Ease, Week
from app.srs.study_days import study_day
from tests.factories import enrol, make_user
from tests.services import students
from tests.services.events.conftest import review
from tests.services.students import NOON

VIENNA = ZoneInfo("Europe/Vienna")
CARDS = 40


class Student(students.Student):
    def learn(self, cards: Sequence[uuid.UUID], *, days_ago: int = 0) -> None:
        """Answer Easy, so that each card is in review at once, about eight days on."""
        moment = NOON - timedelta(days=days_ago)
        self.answer(*(review(card, 4, answered_at=moment) for card in cards), now=moment)

    def due(self) -> Counter[date]:
        with self.reading() as (session, _, _):
            states = [session.get(CardState, (self.id, card)) for card in self.world.cards]
            return Counter(
                study_day(state.due, VIENNA, 4) for state in states if state and state.due
            )

    def set_week(self, weekdays: Sequence[Ease], breaks: Sequence[Break] = ()) -> None:
        with self.database.transaction() as session:
            user = session.get_one(User, self.id)
            study_preferences.set_weekdays(session, user, weekdays, NOON)
            for pause in breaks:
                study_preferences.add_break(session, user, pause, NOON)


@pytest.fixture
def student(sqlite: Database) -> Student:
    return Student.new(sqlite, CARDS)


def test_cards_learned_together_are_spread_evenly(student: Student) -> None:
    student.learn(student.world.cards)
    due = student.due()
    assert len(due) >= 3
    assert max(due.values()) - min(due.values()) <= 1
    with student.database.transaction(Access.READ) as session:
        assert doctor.examine(session).faults == ()  # each within its permitted window


def test_a_break_and_a_free_day_stay_empty_while_other_days_will_do(student: Student) -> None:
    student.learn(student.world.cards[:1])
    (usual,) = student.due()
    free = [Ease.NORMAL] * 7
    free[usual.weekday()] = Ease.FREE
    after = usual + timedelta(days=1)
    student.set_week(free, [Break(after, after)])
    student.learn(student.world.cards)
    assert student.due()[usual] == 0
    assert student.due()[after] == 0


def test_an_easy_day_gets_about_half(student: Student) -> None:
    student.learn(student.world.cards)
    days = sorted(student.due())
    easy = [Ease.NORMAL] * 7
    easy[days[1].weekday()] = Ease.EASY
    student.set_week(easy)
    with student.database.transaction() as session:
        for card in student.world.cards:
            session.delete(session.get_one(CardState, (student.id, card)))
    student.learn(student.world.cards)
    due = student.due()
    assert due[days[1]] <= 0.7 * due[days[0]]


def test_settings_are_stored_and_wrong_ones_refused(student: Student) -> None:
    week = [Ease.NORMAL, Ease.EASY, *[Ease.NORMAL] * 4, Ease.FREE]
    pause = Break(date(2026, 7, 1), date(2026, 7, 14))
    student.set_week(week, [pause])
    with student.database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        assert study_preferences.week_of(user) == Week(tuple(week), (pause,))
        assert study_preferences.may_be_learnt_from(user.preferences)
    with pytest.raises(StudyPreferenceError, match="seven days"):
        student.set_week(week[:6])
    with pytest.raises(StudyPreferenceError, match="at least one day"):
        student.set_week([Ease.FREE] * 7)
    with pytest.raises(StudyPreferenceError, match="2026-07-14 must end"):
        student.set_week(week, [Break(pause.last, pause.first)])
    days = [NOON.date() + timedelta(days=number) for number in range(21)]
    with pytest.raises(StudyPreferenceError, match="at most 20"):
        student.set_week(week, [Break(day, day) for day in days])
    with pytest.raises(StudyPreferenceError, match="within a break already"):
        student.set_week(week, [pause])


def fail(student: Student, card: uuid.UUID, lapses: int) -> None:
    """Learn a card and forget it on so many later days."""
    moments = [NOON - timedelta(days=lapses - n) for n in range(lapses + 1)]
    answers = [review(card, 4, answered_at=moments[0])]
    for moment in moments[1:]:
        answers.append(review(card, 1, answered_at=moment))
        answers.append(review(card, 3, answered_at=moment + timedelta(minutes=11)))
    answers.pop()  # the last failure is not yet made good
    with student.database.transaction() as session:
        record(session, session.get_one(User, student.id), answers, NOON)


@pytest.mark.parametrize(("lapses", "advised"), [(7, False), (8, True), (9, False), (12, True)])
def test_a_leech_comes_with_advice_at_the_8th_and_every_fourth_lapse(
    student: Student, lapses: int, advised: bool
) -> None:
    card = student.world.cards[0]
    fail(student, card, lapses)
    with student.database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        enrolment = session.get_one(Enrolment, (student.id, student.world.offering.id))
        queue = schedule_queue(session, user, enrolment, NOON + timedelta(minutes=20))
    shown = {card.card: card for card in queue.cards}[card]
    assert shown.memory.lapses == lapses
    assert shown.leech is advised


def leeches(student: Student) -> list[ClassLeech]:
    with student.database.transaction(Access.READ) as session:
        return class_leeches(session, session.get_one(Offering, student.world.offering.id))


def classmates(student: Student, count: int, *, lapses: int, role: Role = Role.STUDENT) -> None:
    with student.database.transaction() as session:
        for number in range(count):
            user = make_user(session, f"Mate{number}")
            enrol(session, user, student.world, role)
            session.flush()
            session.add(
                CardState(
                    student_id=user.id,
                    card_id=student.world.cards[0],
                    parameter_set=0,
                    repetitions=20,
                    lapses=lapses,
                )
            )


def test_a_card_that_three_of_a_class_keep_forgetting_is_bad(student: Student) -> None:
    classmates(student, 2, lapses=9)
    assert leeches(student) == []
    classmates(student, 1, lapses=12)
    classmates(student, 5, lapses=0)
    (bad,) = leeches(student)
    assert (bad.card, bad.question) == (student.world.cards[0], "Question 0?")
    assert (bad.leeches, bad.students) == (3, 8)


def test_staff_make_no_card_bad(student: Student) -> None:
    classmates(student, 4, lapses=9, role=Role.ASSISTANT)
    assert leeches(student) == []
