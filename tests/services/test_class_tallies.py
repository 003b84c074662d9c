"""What staff see of a class's cards is what the whole log says, whatever happened meanwhile."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Access, Database
from app.models import Card, CardState, Enrolment, Event, EventType, Mode, Role, User
from app.services import doctor, insights, study_preferences
from app.services.decks.merge_notes import merge_notes
from app.services.erasure import erase
from app.services.events.record import record
from app.services.events.reset import reset
from tests.factories import World, enrol, make_course, make_user
from tests.services.events.conftest import retract, review

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
DAYS, CARDS, STUDENTS = 12, 4, 7
KINDS = ("answer",) * 12 + ("undo",) * 3 + ("reset", "merge", "leave", "forbid", "erase")


class Term:
    """A class that answers, and to which the rest happens too."""

    def __init__(self, database: Database, rng: Random) -> None:
        self.database, self.rng = database, rng
        with database.transaction() as session:
            self.world: World = make_course(session, f"c{uuid.uuid4().hex[:8]}", cards=CARDS)
            self.students = [make_user(session, f"S{number}").id for number in range(STUDENTS)]
            for student in self.students:
                enrol(session, session.get_one(User, student), self.world)
            enrol(session, make_user(session, "Ines"), self.world, Role.INSTRUCTOR)

    def answer(self) -> None:
        """Let a student answer a few cards, in this mode or that, on some days."""
        answers = [
            review(
                self.rng.choice(self.world.cards),
                self.rng.choice([1, 3, 3]),
                answered_at=NOON + timedelta(days=self.rng.randrange(DAYS), minutes=minute),
                mode=self.rng.choice([Mode.SCHEDULE, Mode.SCHEDULE, Mode.EXAM, Mode.DECK]),
            )
            for minute in range(8)
        ]
        with self.database.transaction() as session:
            record(session, self._student(session), answers, NOON + timedelta(days=DAYS))

    def undo(self) -> None:
        with self.database.transaction() as session:
            student = self._student(session)
            reviews = select(Event).where(
                Event.student_id == student.id, Event.type == EventType.REVIEW.value
            )
            given = session.scalars(reviews.order_by(Event.answered_at, Event.id)).all()
            if not given:
                return
            target = self.rng.choice(given)
            taken_back = retract(review(None, id=target.id), minutes=60 * 24 * 400)
            record(session, student, [taken_back], NOON + timedelta(days=400))

    def reset(self) -> None:
        at = NOON + timedelta(days=self.rng.randrange(DAYS), hours=1)
        with self.database.transaction() as session:
            reset(session, self.world.offering.course_id, [self.rng.choice(self.world.cards)], at)

    def merge(self) -> None:
        with self.database.transaction() as session:
            live = select(Card).where(Card.id.in_(self.world.cards), Card.merged_into.is_(None))
            cards = session.scalars(live.order_by(Card.id)).all()
            if len(cards) > 1:
                kept, gone = self.rng.sample(cards, 2)
                course = self.world.offering.course_id
                merge_notes(session, course, kept.note_id, gone.note_id, NOON)

    def leave(self) -> None:
        with self.database.transaction() as session:
            key = (self._student(session).id, self.world.offering.id)
            session.get_one(Enrolment, key).left_at = NOON + timedelta(days=500)

    def forbid(self) -> None:
        with self.database.transaction() as session:
            allowed = self.rng.random() < 0.3
            study_preferences.set_learning(session, self._student(session), allowed=allowed)

    def erase(self) -> None:
        if len(self.students) > 3:
            with self.database.transaction() as session:
                student = self._student(session)
                self.students.remove(student.id)
                erase(session, student)

    def _student(self, session: Session) -> User:
        return session.get_one(User, self.rng.choice(self.students))


def shown(term: Term) -> dict[uuid.UUID, tuple[int, int, int]]:
    """Return what the page shows: students, answers and how many of these were recalled."""
    with term.database.transaction(Access.READ) as session:
        return {
            each.place.card: (each.students, each.answers, each.recalled)
            for each in insights.hard_cards(session, term.world.offering)
        }


def said_by_the_log(term: Term) -> dict[uuid.UUID, tuple[int, int, int]]:
    """Return the same, counted from all events of everybody."""
    found: dict[uuid.UUID, list[tuple[int, int]]] = defaultdict(list)
    with term.database.transaction(Access.READ) as session:
        into = dict(session.execute(select(Card.id, Card.merged_into)).all())
        for enrolment in session.scalars(
            select(Enrolment).where(Enrolment.offering_id == term.world.offering.id)
        ):
            student = session.get_one(User, enrolment.user_id)
            allowed = student.preferences.get("learn_from_answers", True)
            if enrolment.left_at or not allowed or enrolment.role is not Role.STUDENT:
                continue
            mine = select(Event).where(Event.student_id == student.id)
            for card, tests in asked_again(list(session.scalars(mine)), into).items():
                found[card].append((len(tests), sum(tests)))
    return {
        card: (len(counts), sum(n for n, _ in counts), sum(k for _, k in counts))
        for card, counts in found.items()
        if len(counts) >= 3
    }


def asked_again(
    events: list[Event], into: dict[uuid.UUID, uuid.UUID | None]
) -> dict[uuid.UUID, list[bool]]:
    """Return whether each test of a card was recalled, by the card that goes on."""

    def order(event: Event) -> tuple[datetime, uuid.UUID, int, uuid.UUID]:
        return event.answered_at, event.device, event.seq, event.id

    def chain(card: uuid.UUID | None) -> Iterator[uuid.UUID]:
        while card is not None:
            yield card
            card = into[card]

    undone = {event.target for event in events if event.type == "retract"}
    resets = [event for event in events if event.type == "reset"]
    last: dict[uuid.UUID, date] = {}
    found: dict[uuid.UUID, list[bool]] = defaultdict(list)
    for event in sorted(events, key=order):
        if event.type != "review" or event.mode == "deck" or event.id in undone:
            continue
        cards = list(chain(event.card_id))
        if any(one.card_id in cards and order(one) > order(event) for one in resets):
            continue
        day = event.study_day
        if cards[-1] in last and day > last[cards[-1]]:
            found[cards[-1]].append(event.rating != 1)
        last[cards[-1]] = day
    return found


@settings(max_examples=12)
@given(seed=st.integers(0, 10**9))
def test_after_anything_that_can_happen_the_page_says_what_the_log_says(
    sqlite: Database, seed: int
) -> None:
    rng = Random(seed)
    term = Term(sqlite, rng)
    for _ in range(6):
        term.answer()
    for _ in range(24):
        getattr(term, rng.choice(KINDS))()
    assert shown(term) == said_by_the_log(term)
    with sqlite.transaction(Access.READ) as session:
        assert not [fault for fault in doctor.examine(session).faults if fault.code == "drift"]


def test_both_databases_say_the_same_of_one_term(database: Database) -> None:
    term = Term(database, Random(5))
    for kind in [*["answer"] * 20, "undo", "reset", "merge", "forbid", "leave", "answer", "erase"]:
        getattr(term, kind)()
    assert shown(term) == said_by_the_log(term) != {}


def test_the_doctor_misses_nothing_of_a_tally_and_counts_it_again(sqlite: Database) -> None:
    term = Term(sqlite, Random(1))
    for _ in range(12):
        term.answer()
    before = shown(term)
    with sqlite.transaction() as session:
        state = session.scalars(select(CardState).where(CardState.tests > 0)).first()
        assert state is not None
        state.tests += 1
    with sqlite.transaction() as session:
        (fault,) = [each for each in doctor.examine(session).faults if each.repairable]
        assert "tally" in fault.message
        assert doctor.repair(session) == 1
    assert shown(term) == before
