"""What staff see of a class as a whole, and from how many students up."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import Access, Database
from app.models import Card, CardState, Enrolment, ExamDate, Role, User
from app.services import class_readiness, insights, readiness, study_preferences
from app.services.class_readiness import ClassReadiness
from app.services.events.record import record
from app.services.insights import BadCard, HardCard
from tests.factories import World, enrol, make_course, make_user
from tests.services.events.conftest import review

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Class:
    """A course with twelve cards, and its students."""

    database: Database
    world: World
    students: list[uuid.UUID]

    def join(self, role: Role = Role.STUDENT) -> uuid.UUID:
        with self.database.transaction() as session:
            user = make_user(session)
            enrol(session, user, self.world, role)
        self.students.append(user.id)
        return user.id

    def answer(self, student: uuid.UUID, day: int, card: int, rating: int = 3) -> None:
        at = NOON + day * DAY
        event = review(self.world.cards[card], rating, answered_at=at)
        with self.database.transaction() as session:
            record(session, session.get_one(User, student), [event], at)

    def remembers(self, student: uuid.UUID, stability: float, repetitions: int = 10) -> None:
        """Give *student* a memory of every card, as after that many answers to each."""
        with self.database.transaction() as session:
            for card in self.world.cards:
                session.add(
                    CardState(
                        student_id=student,
                        card_id=card,
                        stability=stability,
                        difficulty=5.0,
                        phase=2,
                        repetitions=repetitions,
                        last_review=NOON,
                        study_day=NOON.date(),
                        parameter_set=0,
                    )
                )

    def remembers_more(self, student: uuid.UUID) -> None:
        """Make the cards that *student* has answered leeches with many answers."""
        with self.database.transaction() as session:
            for state in session.scalars(select(CardState).filter_by(student_id=student)):
                state.repetitions, state.lapses = 60, 9

    def forgets(self, student: uuid.UUID, card: int, lapses: int) -> None:
        with self.database.transaction() as session:
            session.get_one(CardState, (student, self.world.cards[card])).lapses = lapses

    def announce(self) -> None:
        with self.database.transaction() as session:
            offering = self.world.offering.id
            at = NOON + 10 * DAY
            session.add(ExamDate(id=uuid.uuid4(), offering_id=offering, title="Final", at=at))

    def hard(self) -> list[HardCard]:
        with self.database.transaction(Access.READ) as session:
            return insights.hard_cards(session, self.world.offering)

    def leeches(self) -> list[BadCard]:
        with self.database.transaction(Access.READ) as session:
            return insights.leeches(session, self.world.offering)

    def ready(self) -> ClassReadiness | None:
        with self.database.transaction(Access.READ) as session:
            return class_readiness.class_readiness(session, self.world.offering, NOON)


@pytest.fixture
def term(database: Database) -> Class:
    with database.transaction() as session:
        return Class(database, make_course(session, cards=12), [])


def test_without_an_exam_there_is_no_readiness(term: Class) -> None:
    assert term.ready() is None


def test_nine_estimates_are_too_few_to_show_and_ten_are_enough(term: Class) -> None:
    term.announce()
    for number in range(9):
        term.remembers(term.join(), 3.0 + number)
    few = term.ready()
    assert few is not None
    assert (few.students, few.estimated, few.shares) == (9, 9, ())
    term.remembers(term.join(), 400.0)
    enough = term.ready()
    assert enough is not None
    assert len(enough.shares) == 10
    assert sum(enough.shares) == 10
    assert enough.shares[9] == 1


def test_who_has_answered_too_little_has_no_estimate(term: Class) -> None:
    term.announce()
    term.remembers(term.join(), 5.0, repetitions=8)
    term.join()
    found = term.ready()
    assert found is not None
    assert (found.students, found.estimated) == (2, 0)


def test_the_class_is_measured_as_each_student_is(term: Class) -> None:
    term.announce()
    for _ in range(10):
        term.remembers(term.join(), 6.0)
    found = term.ready()
    assert found is not None
    with term.database.transaction(Access.READ) as session:
        enrolment = session.get_one(Enrolment, (term.students[0], term.world.offering.id))
        (own,) = readiness.of_student(session, enrolment, NOON)
    assert own.now is not None
    assert found.shares[int(own.now.expected * 10)] == 10


def test_staff_and_who_has_left_are_not_the_class(term: Class) -> None:
    term.announce()
    term.remembers(term.join(Role.ASSISTANT), 5.0)
    left = term.join()
    term.remembers(left, 5.0)
    with term.database.transaction() as session:
        session.get_one(Enrolment, (left, term.world.offering.id)).left_at = NOON
    found = term.ready()
    assert found is not None
    assert (found.students, found.estimated) == (0, 0)


def test_a_card_is_listed_from_three_students_up_by_answers_of_later_days(term: Class) -> None:
    for number in range(3):
        student = term.join()
        term.answer(student, 0, 0, rating=1)  # a first showing is no test
        term.answer(student, 2, 0, rating=1 if number else 3)
        if number < 2:
            term.answer(student, 0, 1)
            term.answer(student, 2, 1, rating=1)
    (found,) = term.hard()
    assert found.place.card == term.world.cards[0]
    assert found.place.question == "<p>Question 0?</p>"
    assert (found.students, found.answers, found.recalled) == (3, 3, 1)
    assert found.low < found.observed < found.high
    assert found.few


def test_the_hardest_card_comes_first(term: Class) -> None:
    for _ in range(3):
        student = term.join()
        for card, rating in ((0, 3), (1, 1), (2, 3)):
            term.answer(student, 0, card)
            term.answer(student, 2, card, rating)
    assert term.hard()[0].place.card == term.world.cards[1]


def test_a_leech_of_many_is_reported_and_that_of_two_is_not(term: Class) -> None:
    for number in range(4):
        student = term.join()
        term.remembers(student, 5.0)
        term.forgets(student, 0, 8 if number < 3 else 0)
        term.forgets(student, 1, 8 if number < 2 else 0)
    (found,) = term.leeches()
    assert found.place.card == term.world.cards[0]
    assert (found.leeches, found.students) == (3, 4)


def test_figures_of_a_demo_are_marked(term: Class) -> None:
    student = term.join()
    with term.database.transaction() as session:
        assert not insights.is_simulated(session, term.world.offering)
        session.get_one(User, student).is_demo = True
        session.flush()
        assert insights.is_simulated(session, term.world.offering)


def test_who_has_left_or_forbids_learning_counts_in_none_of_the_figures(term: Class) -> None:
    term.announce()
    for _ in range(12):
        student = term.join()
        for card in (0, 1):
            term.answer(student, 0, card)
            term.answer(student, 2, card, rating=1)
        term.remembers_more(student)
    before = term.ready()
    assert before is not None
    assert (before.students, before.estimated) == (12, 12)
    assert {each.students for each in term.hard()} == {12}
    assert {(each.leeches, each.students) for each in term.leeches()} == {(12, 12)}
    with term.database.transaction() as session:
        session.get_one(Enrolment, (term.students[0], term.world.offering.id)).left_at = NOON
        forbids = session.get_one(User, term.students[1])
        study_preferences.set_learning(session, forbids, allowed=False)
    after = term.ready()
    assert after is not None
    assert (after.students, after.estimated) == (11, 10)
    assert {each.students for each in term.hard()} == {10}
    assert {(each.leeches, each.students) for each in term.leeches()} == {(10, 10)}


def test_a_retired_card_takes_no_place_among_the_hardest(term: Class) -> None:
    for _ in range(3):
        student = term.join()
        for card, rating in ((0, 1), (1, 3)):
            term.answer(student, 0, card)
            term.answer(student, 2, card, rating)
    with term.database.transaction() as session:
        session.get_one(Card, term.world.cards[0]).retired_at = NOON
    (found,) = term.hard()
    assert found.place.card == term.world.cards[1]


def test_the_distribution_is_that_of_each_student_by_herself(term: Class) -> None:
    term.announce()
    for number in range(14):
        term.remembers(term.join(), 0.4 * 1.7**number)
    found, own = term.ready(), []
    assert found is not None
    with term.database.transaction(Access.READ) as session:
        for student in term.students:
            enrolment = session.get_one(Enrolment, (student, term.world.offering.id))
            (each,) = readiness.of_student(session, enrolment, NOON)
            assert each.now is not None
            own.append(each.now.expected)
    tenths = [min(int(share * 10), 9) for share in own]
    assert found.shares == tuple(tenths.count(place) for place in range(10))
    assert len(set(tenths)) > 3


def test_the_days_are_those_of_the_course_wherever_its_students_are(term: Class) -> None:
    term.announce()
    for number in range(40):
        term.remembers(term.join(), 0.4 * 1.2**number)
    before = term.ready()
    with term.database.transaction() as session:
        for student in session.scalars(select(User).where(User.id.in_(term.students))):
            student.zone = "Pacific/Pago_Pago"  # where it is still the day before
    assert term.ready() == before
    assert before is not None
    assert before.estimated == 40
