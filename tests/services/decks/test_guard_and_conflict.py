"""What stops an apply: too much would be retired, or the browser has a newer text."""

from __future__ import annotations

import pytest

from app.services.decks.apply import Status
from tests.services.decks.course import Classroom, question

MANY = [question(f"What is the question number {n}?", f"The answer number {n}.") for n in range(10)]


def test_many_notes_are_retired_only_when_confirmed(classroom: Classroom) -> None:
    classroom.write("a.md", "".join(MANY))
    classroom.apply()
    before = classroom.everything()
    classroom.write("a.md", "".join(MANY[:7]))
    report = classroom.try_apply()
    assert report.status is Status.GUARDED
    assert [gone.front for gone in report.retired] == [
        f"What is the question number {n}?" for n in (7, 8, 9)
    ]
    assert classroom.everything() == before
    assert classroom.apply(confirmed=True).summary["retired"] == 3
    assert len(classroom.notes()) == 7


def test_one_note_of_many_is_retired_without_asking(sqlite_classroom: Classroom) -> None:
    sqlite_classroom.write("a.md", "".join(MANY))
    sqlite_classroom.apply()
    sqlite_classroom.write("a.md", "".join(MANY[1:]))
    assert sqlite_classroom.apply().summary["retired"] == 1


def test_a_deck_edited_in_the_browser_stays_as_it_is_while_its_file_does(
    classroom: Classroom,
) -> None:
    classroom.write("a.md", "".join(MANY))
    classroom.apply()
    classroom.edit_in_browser("a.md", "".join(MANY[:9]))
    before = classroom.everything()
    assert classroom.try_apply().status is Status.NOTHING_TO_DO
    assert classroom.everything() == before


def test_a_change_on_both_sides_is_reported_and_not_applied(classroom: Classroom) -> None:
    classroom.write("a.md", "".join(MANY))
    classroom.write("b.md", question("What is loyalty?", "Coming back."))
    classroom.apply()
    text = "".join(MANY)
    classroom.edit_in_browser("a.md", text.replace("The answer number 4.", "In the browser."))
    before = classroom.everything()
    classroom.write("a.md", text.replace("The answer number 4.", "In the file."))
    classroom.write("b.md", question("What is loyalty?", "Coming back") + MANY[0])
    report = classroom.try_apply(confirmed=True)
    assert report.status is Status.CONFLICT
    assert report.conflicts == ("a.md",)
    assert classroom.everything() == before


def test_a_file_that_vanishes_while_the_browser_edits_is_a_conflict(
    sqlite_classroom: Classroom,
) -> None:
    sqlite_classroom.write("a.md", "".join(MANY))
    sqlite_classroom.apply()
    sqlite_classroom.edit_in_browser("a.md", "".join(MANY[:9]))
    sqlite_classroom.remove("a.md")
    assert sqlite_classroom.try_apply(confirmed=True).conflicts == ("a.md",)


@pytest.mark.parametrize("name", ["b.md", "sub/a.md"])
def test_moving_the_file_of_a_deck_edited_in_the_browser_keeps_the_edit(
    sqlite_classroom: Classroom, name: str
) -> None:
    header = "---\ndeck: customers\n---\n"
    sqlite_classroom.write("a.md", header + "".join(MANY))
    sqlite_classroom.apply()
    edited = header + "".join(MANY[:9])
    sqlite_classroom.edit_in_browser("a.md", edited)
    sqlite_classroom.remove("a.md")
    sqlite_classroom.write(name, header + "".join(MANY))
    sqlite_classroom.apply()
    assert sqlite_classroom.decks()[name].head == 2
    assert len(sqlite_classroom.notes()) == 9
