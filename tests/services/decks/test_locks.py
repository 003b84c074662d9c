"""A fresh server that finds a lock beside the files gives every card the uid it had."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import select

from app.cli.deck_lock import write_locks
from app.cli.deck_store import apply_path
from app.db import Access, Database
from app.models import Card, CardRevision, Note
from app.sandbox import Sandbox
from app.services import accounts, offerings
from app.services.decks.apply import Report
from tests.conftest import migrate
from tests.services.decks.course import NOON, SLUG, Classroom, open_classroom, question, term

LIST = (
    "## The R's\n<!-- cards: list -->\n- right product\n- right price\n- right place\n\n## More\n\n"
)
CLOZES = "A perfect order is ==the seven R's== plus ==the documentation==.\n\n"
CHURN = question("Why do satisfied customers leave?", "Because of a better offer elsewhere.")
TEXT = LIST + CLOZES + CHURN + term("Up selling", "Moving a customer to a dearer version.")


def write_lock(classroom: Classroom) -> dict[str, int]:
    written, missing = write_locks(classroom.database, SLUG, classroom.content)
    assert missing == []
    return {path.relative_to(classroom.content).as_posix(): n for path, n in written.items()}


def uids(database: Database) -> dict[str, object]:
    """Return what a card is called, by its place and text: note, card, entries."""
    with database.transaction(Access.READ) as session:
        found = session.execute(
            select(Note.id, Card, CardRevision)
            .join(Card, Card.note_id == Note.id)
            .join(
                CardRevision, (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head)
            )
            .where(Card.retired_at.is_(None))
        )
        return {
            f"{revision.front} {card.facet} {card.key}": (
                note,
                card.id,
                [(item["key"], item["id"]) for item in revision.items],
            )
            for note, card, revision in found
        }


@pytest.fixture
def other(tmp_path: Path, sandbox: Sandbox) -> Classroom:
    """A server that knows nothing."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    migrate(url)
    return open_classroom(Database(url), tmp_path / "clone" / "content", sandbox)


def clone(classroom: Classroom, other: Classroom) -> None:
    copytree(classroom.content, other.content, dirs_exist_ok=True)


def warnings(report: Report) -> list[str]:
    return [fault.code for fault in report.diagnostics if fault.code.startswith("lock")]


def test_a_fresh_server_gives_the_same_uids(classroom: Classroom, other: Classroom) -> None:
    classroom.write("chapter9/a.md", TEXT)
    classroom.write("b.md", question("What is loyalty?", "Coming back.", "{#loyalty}"))
    classroom.apply()
    assert write_lock(classroom) == {"chapter9/deck.lock": 4, "deck.lock": 1}
    first = (classroom.content / "chapter9/deck.lock").read_bytes()
    write_lock(classroom)
    assert (classroom.content / "chapter9/deck.lock").read_bytes() == first
    clone(classroom, other)
    report = other.apply()
    assert uids(other.database) == uids(classroom.database)
    assert (report.summary["new"], warnings(report)) == (5, [])
    assert classroom.try_apply().status.value == "nothing to do"


def test_what_was_edited_after_locking_is_still_found(
    sqlite_classroom: Classroom, other: Classroom
) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", TEXT)
    classroom.apply()
    before = uids(classroom.database)
    write_lock(classroom)
    clone(classroom, other)
    edited = LIST.replace("right place", "right time") + CHURN.replace("better", "much better")
    other.write("a.md", edited + question("What is a new question?", "Nobody has seen it."))
    other.apply()
    after = uids(other.database)
    old = before["Why do satisfied customers leave? forward "]
    assert after["Why do satisfied customers leave? forward "] == old
    listed = next(key for key in before if " list " in key)
    entries = dict(after[listed][2])  # type: ignore[index] # - a tuple, as above
    assert entries["right product"] == dict(before[listed][2])["right product"]  # type: ignore[index] # - likewise
    assert len(after) == 3
    assert after["What is a new question? forward "] not in before.values()
    assert other.try_apply().status.value == "nothing to do"


def test_a_damaged_lock_is_a_warning_and_the_files_are_taken_in(
    sqlite_classroom: Classroom,
) -> None:
    sqlite_classroom.write("a.md", TEXT)
    for junk in ("{", '{"retain-lock": 9, "decks": {}}', "\udcff", ""):
        path = sqlite_classroom.content / "deck.lock"
        path.write_bytes(junk.encode("utf-8", "surrogateescape"))
        assert warnings(sqlite_classroom.plan()) == ["lock-damaged"]
    assert warnings(sqlite_classroom.apply()) == ["lock-damaged"]
    assert len(sqlite_classroom.notes()) == 4


def test_a_lock_of_another_course_here_gives_its_uids_to_nobody(
    sqlite_classroom: Classroom,
) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", TEXT)
    classroom.apply()
    write_lock(classroom)
    with classroom.database.transaction() as session:
        owner = accounts.by_email(session, "ines@example.org")
        assert owner
        offerings.create(session, "copy", "A copy", owner, NOON)
    report = apply_path(
        classroom.database,
        "copy",
        classroom.content,
        classroom.content,
        NOON,
        sandbox=classroom.sandbox,
    )
    assert (report.status.value, warnings(report)) == ("applied", ["lock-foreign"])
    with classroom.database.transaction(Access.READ) as session:
        assert len(session.scalars(select(Note)).all()) == 8


def test_a_note_the_server_knows_is_never_renamed_by_a_lock(
    sqlite_classroom: Classroom, other: Classroom
) -> None:
    other.write("a.md", TEXT)
    other.apply()
    mine = uids(other.database)
    sqlite_classroom.write("a.md", TEXT + question("What is loyalty?", "Coming back."))
    sqlite_classroom.apply()
    write_lock(sqlite_classroom)
    clone(sqlite_classroom, other)
    other.apply()
    theirs = uids(sqlite_classroom.database)
    loyalty = "What is loyalty? forward "
    assert uids(other.database) == mine | {loyalty: theirs[loyalty]}


def test_a_deck_without_a_file_in_the_folder_is_named(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", TEXT)
    classroom.apply()
    classroom.remove("a.md")
    assert write_locks(classroom.database, SLUG, classroom.content) == ({}, ["a.md"])
