"""What the author said holds for every later plan; a reset is carried out once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.db import Access
from app.decks.identity import Verdict
from app.models import CardState, IdentityAnswer
from app.services import doctor
from app.services.decks.answers import remember
from app.services.decks.prepare import prepare
from app.services.decks.preview import Preview, preview, questions_of
from app.services.decks.sources import read_sources
from tests.factories import LONG_AGO
from tests.services.decks.course import Classroom, question
from tests.services.decks.test_merged_notes import answers, student

CHURN = question("Why do satisfied customers leave?", "Because someone else offers more.")
OPPOSITE = CHURN.replace("more", "less")
FILLER = "".join(
    question(f"What is the filler number {n}?", f"The answer number {n}.") for n in range(9)
)
FRONT = "Why do satisfied customers leave?"


def looked_at(classroom: Classroom) -> Preview:
    prepared = prepare(classroom.store(), read_sources(classroom.content, classroom.content))
    with classroom.database.transaction(Access.READ) as session:
        return preview(session, prepared)


def say(classroom: Classroom, verdict: Verdict) -> None:
    asked = [replace(one, verdict=verdict) for one in questions_of(looked_at(classroom))]
    assert asked
    course = classroom.store().course_id
    with classroom.database.transaction() as session:
        remember(session, course, asked, classroom.instructor, classroom.now)


def learned(classroom: Classroom) -> UUID:
    """Take the question in, let a student learn it, and return the student."""
    classroom.write("a.md", CHURN + FILLER)
    classroom.apply()
    ben = student(classroom)
    answers(classroom, ben, [classroom.cards()[FRONT, "forward"].id], LONG_AGO)
    return ben


def repetitions(classroom: Classroom, student_id: UUID, card: UUID) -> int:
    with classroom.database.transaction(Access.READ) as session:
        return session.get_one(CardState, (student_id, card)).repetitions


def test_the_same_card_started_anew_keeps_its_uid_and_loses_its_reviews_from_the_fold(
    classroom: Classroom,
) -> None:
    ben = learned(classroom)
    card = classroom.cards()[FRONT, "forward"].id
    classroom.write("a.md", OPPOSITE + FILLER)
    say(classroom, Verdict.RESET)
    assert repetitions(classroom, ben, card) == 1
    assert classroom.apply().resets == 1
    assert classroom.cards()[FRONT, "forward"].id == card
    assert repetitions(classroom, ben, card) == 0
    with classroom.database.transaction(Access.READ) as session:
        assert [f.code for f in doctor.examine(session).faults] == []


def test_a_reset_happens_once_even_if_its_text_comes_again(classroom: Classroom) -> None:
    ben = learned(classroom)
    card = classroom.cards()[FRONT, "forward"].id
    classroom.write("a.md", OPPOSITE + FILLER)
    say(classroom, Verdict.RESET)
    classroom.apply()
    answers(classroom, ben, [card], classroom.now)
    for text in (CHURN, OPPOSITE):
        classroom.write("a.md", text + FILLER)
        assert classroom.apply().resets == 0
    assert repetitions(classroom, ben, card) == 1


def test_a_changed_answer_can_start_everybody_anew(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    ben = learned(classroom)
    card = classroom.cards()[FRONT, "forward"].id
    classroom.write(
        "a.md", CHURN.replace("Because someone else offers more", "42 reasons") + FILLER
    )
    (deck,) = looked_at(classroom).decks
    (change,) = deck.changes
    assert (change.outcome, change.answer is not None, change.learners) == ("edited", True, 1)
    say(classroom, Verdict.RESET)
    assert classroom.apply().resets == 1
    assert repetitions(classroom, ben, card) == 0


def test_who_says_another_card_is_not_asked_again(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    learned(classroom)
    old = classroom.notes()[FRONT].id
    classroom.write("a.md", OPPOSITE + FILLER)
    say(classroom, Verdict.DIFFERENT)
    found = looked_at(classroom)
    assert (found.questions, len(found.answers)) == ((), 1)
    classroom.apply()
    assert classroom.notes()[FRONT].id != old


def test_looking_writes_nothing_and_its_digest_follows_the_answers(
    sqlite_classroom: Classroom,
) -> None:
    classroom = sqlite_classroom
    learned(classroom)
    classroom.write("a.md", OPPOSITE + FILLER)
    before = classroom.everything()
    first = looked_at(classroom)
    assert looked_at(classroom) == first
    assert classroom.everything() == before
    say(classroom, Verdict.SAME)
    assert looked_at(classroom).digest != first.digest
    with classroom.database.transaction(Access.READ) as session:
        assert session.query(IdentityAnswer).one().done_at is None
