"""Marking anew: the effect is shown first, then answers get a further marking and new events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.db import Access
from app.models import AuditEvent, CardState, Event, QuizItem
from app.services.decks.apply import Status
from tests.web.quizzes.classroom import ASKED, STAFF, WRONG, Classroom, attempt_id
from tests.web.quizzes.conftest import QUIZ

PAGE = f"{STAFF}/corrections"
MOVED = (
    ("- [ ] wrong option gamma", "- [x] wrong option gamma"),
    ("- [x] right option beta", "- [ ] right option beta"),
)
FIELD = re.compile(r'name="(deck|item|effect)" value="([^"]*)"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "decks"


def correct(classroom: Classroom, folder: Path, *changes: tuple[str, str]) -> None:
    """Publish the deck with these texts replaced."""
    text = QUIZ
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (folder / "every.md").write_text(text, encoding="utf-8")
    report = apply_path(classroom.stored, "crm", folder, folder, utc_now(), confirmed=True)
    assert report.status is Status.APPLIED, report


def shown(classroom: Classroom) -> dict[str, str]:
    """Return the fields of the one correction that the page offers."""
    text = classroom.ines.get(PAGE).text
    fields = dict(FIELD.findall(text))
    assert text.count('name="effect"') == 1
    return fields


def test_the_effect_is_shown_before_anything_changes(classroom: Classroom, folder: Path) -> None:
    address = classroom.announce(counts="y")
    right = classroom.take("ann", address, ASKED)
    classroom.take("bea", address, WRONG)
    classroom.begin("cem", address)
    assert 'name="effect"' not in classroom.ines.get(PAGE).text
    correct(classroom, folder, *MOVED)
    text = classroom.ines.get(PAGE).text
    assert "Of 2 answers that the key marked, 1 are worth more and 1 less (n = 2)." in text
    assert "1 attempt that runs will be marked by the new key." in text
    assert "right option beta" in text
    assert "Ann" in text
    assert "Bea" in text
    assert len(classroom.student("ann").markings(right)["one"]) == 1


def test_marking_anew_adds_a_marking_and_writes_the_events_anew(
    classroom: Classroom, folder: Path
) -> None:
    address = classroom.announce(counts="y")
    lost, gained = classroom.take("ann", address, ASKED), classroom.take("bea", address, WRONG)
    runs = classroom.begin("cem", address)
    correct(classroom, folder, *MOVED)
    reply = classroom.ines.post(PAGE, shown(classroom))
    assert reply.status_code == 303, reply.text
    assert "2 answers are marked anew." in classroom.ines.get(reply.headers["Location"]).text
    for name, attempt, credits_ in (("ann", lost, [1, 0]), ("bea", gained, [0, 1])):
        marks = classroom.student(name).markings(attempt)["one"]
        assert [mark.credit for mark in marks] == credits_
        assert marks[1].key_revision == marks[0].key_revision + 1
        types = [event.type for event in events(classroom, attempt, "one")]
        assert sorted(types) == ["quiz", "quiz", "retract"]
    assert "✓ Right answer" in classroom.review("ann", lost)
    classroom.hand_in("cem", runs, {"one": ["wrong option gamma"]})
    assert classroom.student("cem").markings(runs)["one"][0].credit == 1
    late = classroom.take("dea", address, {"one": ["wrong option gamma"]})
    assert classroom.student("dea").markings(late)["one"][0].credit == 1
    assert 'name="effect"' not in classroom.ines.get(PAGE).text
    with classroom.stored.transaction(Access.READ) as session:
        rows = session.scalars(select(AuditEvent).where(AuditEvent.action == "answers marked anew"))
        assert [row.detail["n"] for row in rows] == [2]
        kept = session.scalars(select(QuizItem).where(QuizItem.item == "one")).one()
        assert [one["revision"] for one in kept.snapshot["before"]] == [1]


def test_a_second_correction_keeps_every_marking(classroom: Classroom, folder: Path) -> None:
    attempt = classroom.take("ann", classroom.announce(), ASKED)
    for changes in (MOVED, ()):
        correct(classroom, folder, *changes)
        assert classroom.ines.post(PAGE, shown(classroom)).status_code == 303
    marks = classroom.student("ann").markings(attempt)["one"]
    assert [mark.credit for mark in marks] == [1, 0, 1]
    written = events(classroom, attempt, "one")
    retracted = {event.target for event in written if event.type == "retract"}
    left = [event for event in written if event.type == "quiz" and event.id not in retracted]
    assert [event.detail["marking"] for event in left] == [3]


def test_practice_is_marked_anew_too_and_names_nobody(classroom: Classroom, folder: Path) -> None:
    ann = classroom.student("ann")
    attempt = ann.start()
    ann.browser.post(attempt, ann.fields(attempt, ASKED) | {"do": "anyway"})
    correct(classroom, folder, *MOVED)
    text = classroom.ines.get(PAGE).text
    assert "0 are worth more and 1 less (n = 1)" in text
    assert "Ann" not in text
    assert classroom.ines.post(PAGE, shown(classroom)).status_code == 303
    assert ann.markings(attempt)["one"][-1].credit == 0
    with classroom.stored.transaction(Access.READ) as session:
        item = ann.items(attempt)["one"]
        state = session.get(CardState, (ann.attempt(attempt).student_id, item.card_id))
        assert state is None or state.repetitions == 0  # a quiz is no review


def test_what_students_judged_themselves_stays(classroom: Classroom, folder: Path) -> None:
    ann = classroom.student("ann")
    attempt = ann.start()
    ann.browser.post(attempt, ann.fields(attempt, {"typed": "runaway"}) | {"do": "anyway"})
    position = ann.items(attempt)["typed"].position
    ann.browser.post(f"{attempt}/review/{position}", {"right": "yes"})
    correct(classroom, folder, ("A~ customer churn | defection", "A~ attrition"))
    text = classroom.ines.get(PAGE).text
    assert "1 answer that its student has judged stays as it is." in text
    assert classroom.ines.post(PAGE, shown(classroom)).status_code == 303
    assert [mark.credit for mark in ann.markings(attempt)["typed"]] == [0, 1]
    assert 'name="effect"' not in classroom.ines.get(PAGE).text


def test_an_effect_that_is_another_by_now_is_not_applied(
    classroom: Classroom, folder: Path
) -> None:
    address = classroom.announce()
    attempt = classroom.take("ann", address, ASKED)
    correct(classroom, folder, *MOVED)
    stale = shown(classroom)
    classroom.take("bea", address, WRONG)
    reply = classroom.ines.post(PAGE, stale)
    assert (reply.status_code, "Look at the effect again" in reply.text) == (409, True)
    assert len(classroom.student("ann").markings(attempt)["one"]) == 1
    for fields in ({}, stale | {"item": "none"}, stale | {"deck": "x"}):
        assert classroom.ines.post(PAGE, fields).status_code in {409, 422}


def test_edits_that_leave_the_key_alone_offer_nothing(classroom: Classroom, folder: Path) -> None:
    classroom.take("ann", classroom.announce(), ASKED)
    correct(
        classroom,
        folder,
        ("Feedback on alpha.", "Better feedback on alpha."),
        ("- [x] right option zeta", "- [x] right option theta"),  # another question than before
        ("Because the explanation says otherwise.", "Because it is not so."),
    )
    assert 'name="effect"' not in classroom.ines.get(PAGE).text


def test_marks_that_do_not_show_are_marked_anew_without_events(
    classroom: Classroom, folder: Path
) -> None:
    hide = {"marks": "never", "keys": "never", "feedback": "never"}
    attempt = classroom.take("ann", classroom.announce(**hide), ASKED)
    correct(classroom, folder, *MOVED)
    assert classroom.ines.post(PAGE, shown(classroom)).status_code == 303
    assert len(classroom.student("ann").markings(attempt)["one"]) == 2
    assert events(classroom, attempt, "one") == []


def events(classroom: Classroom, attempt: str, item: str) -> list[Event]:
    """Return the events of the log about one question of an attempt."""
    position = classroom.student("ann").items(attempt)[item].position
    with classroom.stored.transaction(Access.READ) as session:
        query = select(Event).where(Event.device == attempt_id(attempt), Event.seq == position)
        return list(session.scalars(query))
