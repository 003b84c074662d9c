"""Two notes that say the same become one, with the answers to both; none is rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.db import Access
from app.models import (
    Card,
    CardState,
    Enrolment,
    Event,
    EventType,
    Mode,
    Note,
    Offering,
    Role,
    User,
)
from app.services import doctor
from app.services.decks.apply import apply
from app.services.decks.drafts import render_draft
from app.services.decks.known import load_notes
from app.services.decks.merge_notes import MergeError, merge_notes, pairing, search, without_text
from app.services.events.record import record
from app.services.events.types import NewEvent
from tests.factories import LONG_AGO, make_user
from tests.services.decks.course import Classroom, question, term

CHURN = question("What is customer churn?", "Losing customers to competitors.")
DEFECTION = question("How is the defection of customers called?", "Customer churn.")
FILLER = "".join(
    question(f"What is the filler number {n}?", f"The answer number {n}.") for n in range(6)
)
A, B = "What is customer churn?", "How is the defection of customers called?"


def course_id(classroom: Classroom) -> UUID:
    return classroom.store().course_id


def student(classroom: Classroom) -> UUID:
    with classroom.database.transaction() as session:
        user = make_user(session)
        offering = session.scalars(select(Offering)).one()
        session.add(
            Enrolment(
                user_id=user.id,
                offering_id=offering.id,
                role=Role.STUDENT,
                enrolled_at=LONG_AGO,
            )
        )
        return user.id


def answers(classroom: Classroom, student_id: UUID, cards: Iterable[UUID], at: datetime) -> None:
    device = uuid4()
    with classroom.database.transaction() as session:
        batch = [
            NewEvent(
                uuid4(), device, n, EventType.REVIEW, at + timedelta(days=n), "UTC",
                card=card, mode=Mode.SCHEDULE, version=1, rating=3,
            )
            for n, card in enumerate(cards)
        ]  # fmt: skip
        results = record(session, session.get_one(User, student_id), batch, at + timedelta(days=9))
        assert {result.status.value for result in results} == {"stored"}


def merge(classroom: Classroom, kept: UUID, gone: UUID) -> None:
    """Merge as the page does: take the text out, publish, declare."""
    course, store = course_id(classroom), classroom.store()
    with classroom.database.transaction(Access.READ) as session:
        rows = load_notes(session, course)[gone]
    prepared = without_text(store, rows, classroom.instructor)
    html = [render_draft(draft, classroom.sandbox) for draft in prepared.drafts] if prepared else []
    with classroom.database.transaction() as session:
        if prepared:
            apply(session, prepared, html, classroom.now, confirmed=True)
        merge_notes(session, course, kept, gone, classroom.now)


def repetitions(classroom: Classroom, student_id: UUID, front: str) -> int:
    card = classroom.cards()[front, "forward"]
    with classroom.database.transaction(Access.READ) as session:
        state = session.get(CardState, (student_id, card.id))
        return state.repetitions if state else 0


def faults(classroom: Classroom) -> list[str]:
    with classroom.database.transaction(Access.READ) as session:
        return [fault.message for fault in doctor.examine(session).faults]


def test_the_note_that_goes_on_has_the_answers_to_both(classroom: Classroom) -> None:
    classroom.write("a.md", CHURN + FILLER + DEFECTION)
    classroom.apply()
    ben = student(classroom)
    cards, notes = classroom.cards(), classroom.notes()
    answers(classroom, ben, [cards[A, "forward"].id, cards[B, "forward"].id], LONG_AGO)
    merge(classroom, notes[A].id, notes[B].id)
    assert repetitions(classroom, ben, A) == 2
    assert B not in classroom.notes()
    with classroom.database.transaction(Access.READ) as session:
        assert session.get_one(Note, notes[B].id).merged_into == notes[A].id
        assert len(session.scalars(select(Event)).all()) == 2
    assert faults(classroom) == []


def test_an_answer_to_the_merged_card_is_accepted_late_and_counts(classroom: Classroom) -> None:
    classroom.write("a.md", CHURN + FILLER + DEFECTION)
    classroom.apply()
    ben = student(classroom)
    cards, notes = classroom.cards(), classroom.notes()
    merge(classroom, notes[A].id, notes[B].id)
    answers(classroom, ben, [cards[B, "forward"].id], LONG_AGO)
    assert repetitions(classroom, ben, A) == 1
    assert faults(classroom) == []


def test_the_file_that_still_holds_both_changes_nothing_and_later_edits_merge(
    sqlite_classroom: Classroom,
) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", CHURN + FILLER + DEFECTION)
    classroom.apply()
    notes = classroom.notes()
    merge(classroom, notes[A].id, notes[B].id)
    assert classroom.try_apply().status.value == "nothing to do"
    classroom.write("a.md", CHURN.replace("competitors", "others") + FILLER + DEFECTION)
    assert classroom.apply().merged == ("a.md",)
    assert B not in classroom.notes()
    assert classroom.notes()[A].id == notes[A].id


def test_the_text_of_the_merged_note_alone_is_the_note_that_goes_on(
    sqlite_classroom: Classroom,
) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", CHURN + FILLER)
    classroom.write(
        "b.md", DEFECTION + term("Up selling", "Moving a customer to a dearer version.")
    )
    classroom.apply()
    notes, card = classroom.notes(), classroom.cards()[A, "forward"]
    merge(classroom, notes[A].id, notes[B].id)
    classroom.write("a.md", FILLER + DEFECTION)
    classroom.apply()
    assert classroom.notes()[B].id == notes[A].id
    assert classroom.cards()[B, "forward"].id == card.id


def test_a_retired_note_is_merged_without_touching_a_text(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", CHURN + FILLER + DEFECTION)
    classroom.apply()
    notes, cards = classroom.notes(), classroom.cards()
    ben = student(classroom)
    answers(classroom, ben, [cards[B, "forward"].id], LONG_AGO)
    classroom.write("a.md", CHURN + FILLER)
    classroom.apply()
    merge(classroom, notes[A].id, notes[B].id)
    assert repetitions(classroom, ben, A) == 1
    assert classroom.decks()["a.md"].head == 2


def test_of_two_notes_with_the_same_text_one_goes_on(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", CHURN + FILLER)
    classroom.write("b.md", CHURN)
    classroom.apply()
    with classroom.database.transaction(Access.READ) as session:
        both = {f.deck: f.id for f in search(session, course_id(classroom), "CHURN?")}
        cards = {c.note_id: c.id for c in session.scalars(select(Card))}
    ben = student(classroom)
    answers(classroom, ben, [cards[uid] for uid in both.values()], LONG_AGO)
    merge(classroom, both["b.md"], both["a.md"])
    assert repetitions(classroom, ben, A) == 2
    with classroom.database.transaction(Access.READ) as session:
        live = session.scalars(select(Note).where(Note.retired_at.is_(None)))
        assert [note.id for note in live if note.id in both.values()] == [both["b.md"]]
    assert faults(classroom) == []


def test_cards_without_a_counterpart_keep_their_answers(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    churn = term("Customer churn", "The process of losing customers to competitors.")
    classroom.write("a.md", CHURN + FILLER + churn)
    classroom.apply()
    notes = classroom.notes()
    with classroom.database.transaction(Access.READ) as session:
        found = pairing(session, course_id(classroom), notes[A].id, notes["Customer churn"].id)
    assert [old for old, _ in found.going_on] == ["Customer churn"]
    assert found.ending == ("The process of losing customers to competitors.",)


def test_what_cannot_be_merged_is_refused_with_the_reason(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    listed = "## The R's\n<!-- cards: list -->\n- right product\n- right price\n\n## Other\n\n"
    classroom.write("a.md", listed + CHURN + FILLER + DEFECTION)
    classroom.apply()
    notes, course = classroom.notes(), course_id(classroom)
    merge(classroom, notes[A].id, notes[B].id)
    one = notes[A].id
    with classroom.database.transaction() as session:
        for kept, gone, why in (
            (one, one, "two different"),
            (one, uuid4(), "no such card"),
            (one, notes[B].id, "merged already"),
            (notes[B].id, one, "merged already"),
        ):
            with pytest.raises(MergeError, match=why):
                merge_notes(session, course, kept, gone, classroom.now)
        rows = load_notes(session, course)
    listing = next(r for r in rows.values() if r.note.kind == "list")
    with pytest.raises(MergeError, match="by itself"):
        without_text(classroom.store(), listing, classroom.instructor)
