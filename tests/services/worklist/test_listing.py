"""The list on both databases: leeches that come back, quizzes' wordings, one order for all."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.db import Database
from app.models import (
    Attempt,
    AttemptItem,
    CardState,
    Event,
    MarkedBy,
    Marking,
    Outcome,
    Response,
    Role,
    Sort,
    User,
)
from app.policy import Actor
from app.services.events.record import record
from app.services.worklist.listing import worklist
from app.services.worklist.settling import Ruling, settle, undo
from app.services.worklist.values import Item
from app.srs.leeches import FIRST_LAPSES
from tests.factories import LONG_AGO, World, enrol, make_course, make_user
from tests.services.events.conftest import review

NOW = LONG_AGO + timedelta(days=30)


def forgets(session: Session, world: World, card: uuid.UUID, name: str) -> User:
    """Enrol a student to whom *card* is a leech."""
    user = make_user(session, name)
    enrol(session, user, world)
    session.add(
        CardState(
            student_id=user.id,
            card_id=card,
            repetitions=FIRST_LAPSES + 2,
            lapses=FIRST_LAPSES,
            parameter_set=0,
        )
    )
    session.flush()
    return user


def listed(session: Session, world: World) -> list[Item]:
    return worklist(session, world.offering, NOW)


def staff(session: Session, world: World) -> Actor:
    user = make_user(session, "Tom")
    enrol(session, user, world, Role.ASSISTANT)
    return Actor(user.id, roles={world.offering.id: Role.ASSISTANT})


def test_a_settled_leech_comes_back_when_more_students_forget_it(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        actor = staff(session, world)
        for number in range(3):
            forgets(session, world, world.cards[0], f"S{number}")
        (item,) = listed(session, world)
        assert (item.sort, item.students, item.of) == (Sort.LEECH, 3, 3)
        done = settle(session, actor, world.offering, item, Ruling(Outcome.DISMISSED), NOW)
        assert listed(session, world) == []
        assert undo(session, actor, world.offering, done.id, NOW)
        assert len(listed(session, world)) == 1
        settle(session, actor, world.offering, item, Ruling(Outcome.RESOLVED), NOW)
        forgets(session, world, world.cards[0], "S4")
        (again,) = listed(session, world)
        assert again.students == 4


def overrule_in_a_quiz(
    session: Session, world: World, user: User, typed: str, *, then: float | None = None
) -> None:
    attempt = Attempt(
        student_id=user.id,
        id=uuid.uuid4(),
        offering_id=world.offering.id,
        mode="practice",
        title="Practice",
        seed="1",
        started_at=NOW,
        submitted_at=NOW,
    )
    session.add(attempt)
    session.flush()
    of = {"student_id": user.id, "attempt_id": attempt.id}
    session.add(
        AttemptItem(
            **of,
            position=1,
            item="1",
            type="short_answer",
            points=1,
            deck_id=world.deck.id,
            deck_revision=1,
            card_id=world.cards[1],
            version=1,
            snapshot={},
        )
    )
    session.add(Response(**of, number=1, position=1, answer="a slip", received_at=NOW))
    session.add(Response(**of, number=2, position=1, answer=typed, received_at=NOW))
    session.add(_marking(of, 1, 0.0, MarkedBy.KEY))
    session.add(_marking(of, 2, 1.0, MarkedBy.STUDENT))
    if then is not None:
        session.add(_marking(of, 3, then, MarkedBy.STUDENT))
    session.flush()


def _marking(of: dict[str, uuid.UUID], number: int, credit: float, by: MarkedBy) -> Marking:
    return Marking(
        **of,
        position=1,
        number=number,
        credit=credit,
        parts=[],
        marked_by=by.value,
        key_revision=1,
        marked_at=NOW,
    )


def test_wordings_count_from_quizzes_and_from_study_together(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        ann, bob, cid = (enrolled(session, world, name) for name in ("Ann", "Bob", "Cid"))
        overrule_in_a_quiz(session, world, ann, "Loss of customers")
        overrule_in_a_quiz(session, world, cid, "loss of customers", then=0.0)  # thought better
        assert listed(session, world) == []
        detail = {"typed": "loss of customers!", "override": True}
        record(session, bob, [review(world.cards[1], detail=detail)], NOW)
        (item,) = listed(session, world)
        assert (item.sort, item.students) == (Sort.WORDING, 2)
        assert item.subject == "loss of customers"


def enrolled(session: Session, world: World, name: str) -> User:
    user = make_user(session, name)
    enrol(session, user, world)
    return user


def test_what_most_students_bring_up_stands_first(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        students = [enrolled(session, world, f"S{number}") for number in range(4)]
        for number in range(3):
            forgets(session, world, world.cards[0], f"L{number}")
        for student in students:
            _report(session, world, student, world.cards[2], NOW)
        _report(session, world, students[0], world.cards[1], NOW)
        found = [(item.sort, item.students) for item in listed(session, world)]
        assert found == [(Sort.REPORT, 4), (Sort.LEECH, 3), (Sort.REPORT, 1)]


def _report(session: Session, world: World, user: User, card: uuid.UUID, at: datetime) -> None:
    session.add(
        Event(
            student_id=user.id,
            id=uuid.uuid4(),
            offering_id=world.offering.id,
            device=uuid.uuid4(),
            seq=1,
            type="report",
            card_id=card,
            version=1,
            answered_at=at,
            received_at=at,
            zone="UTC",
            study_day=at.date(),
            elapsed_ms=0,
            detail={"text": "wrong"},
        )
    )
    session.flush()
