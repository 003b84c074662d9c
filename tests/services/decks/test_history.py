"""Re-importing or editing content never shortens anyone's history (promise 5)."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import select

from app.db import Access
from app.models import Card, CardState, Event, EventType, Mode, Offering, Role
from app.services import accounts, enrolments
from app.services.events.record import record
from app.services.events.types import NewEvent, Status
from tests.services.decks.course import NOON, SLUG, Classroom, question, term

FIRST = term("Churn", "The loss of customers to competitors.") + question("Why?", "Better offers.")
LATER = question("What is loyalty?", "Coming back.")


def study(classroom: Classroom) -> None:
    """Let a student answer every live card of the course."""
    with classroom.database.transaction() as session:
        new = accounts.NewAccount("ada@example.org", "Ada", "!")
        student = accounts.create(session, new, NOON)
        offering = session.scalars(select(Offering).where(Offering.slug == SLUG)).one()
        enrolments.enrol(session, student, offering, Role.STUDENT, NOON)
        answers = [
            NewEvent(
                id=uuid.uuid4(),
                device=uuid.uuid4(),
                seq=1,
                type=EventType.REVIEW,
                answered_at=classroom.now + timedelta(minutes=1),
                zone="UTC",
                card=card,
                mode=Mode.SCHEDULE,
                version=1,
                rating=3,
            )
            for card in session.scalars(select(Card.id))
        ]
        results = record(session, student, answers, classroom.now + timedelta(hours=1))
        assert [result.status for result in results] == [Status.STORED] * len(answers)


def history(classroom: Classroom) -> tuple[list[object], list[object]]:
    with classroom.database.transaction(Access.READ) as session:
        events = session.execute(select(Event.__table__).order_by(Event.card_id)).all()
        states = session.execute(select(CardState.__table__).order_by(CardState.card_id)).all()
    return list(events), list(states)


def test_no_apply_touches_an_event_or_a_state(classroom: Classroom) -> None:
    classroom.write("a.md", FIRST)
    classroom.apply()
    study(classroom)
    before = history(classroom)
    assert len(before[0]) == len(before[1]) == 3
    for text in (FIRST.replace("offers", "**offers**"), LATER, FIRST + LATER, ""):
        classroom.write("a.md", text)
        classroom.apply(confirmed=True)
        assert history(classroom) == before
    classroom.remove("a.md")
    classroom.apply(confirmed=True)
    assert history(classroom) == before


def test_nothing_is_ever_deleted(classroom: Classroom) -> None:
    classroom.write("a.md", FIRST)
    classroom.apply()
    rows = classroom.everything()
    for text in (LATER, FIRST, LATER + FIRST):
        classroom.write("a.md", text)
        classroom.apply(confirmed=True)
        now = classroom.everything()
        assert all(len(now[table]) >= len(rows[table]) for table in rows)
        rows = now


def test_an_answer_to_an_older_version_keeps_its_text(classroom: Classroom) -> None:
    classroom.write("a.md", FIRST)
    classroom.apply()
    card = classroom.cards()["Why?", "forward"]
    classroom.write("a.md", FIRST.replace("Better offers.", "*Better* offers."))
    classroom.apply()
    revisions = [row for row in classroom.everything()["card_revision"] if row[0] == card.id]
    assert [(row[1], row[4]) for row in revisions] == [
        (1, "Better offers."),
        (2, "*Better* offers."),
    ]
