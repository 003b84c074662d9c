"""Which file is which deck, and what a PATH speaks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.deck_store import apply_path
from app.services.decks.apply import Status
from app.services.decks.sources import content_root, read_sources
from tests.services.decks.course import SLUG, Classroom, question

ONE = question("What is loyalty?", "Coming back.")
TWO = question("What is churn?", "Losing customers.")
THREE = question("What is value?", "What a customer gets.")


def named(name: str, body: str) -> str:
    return f"---\ndeck: {name}\n---\n{body}"


def test_a_folder_in_the_content_folder_gives_the_same_keys(classroom: Classroom) -> None:
    classroom.write("chapter9/a.md", ONE)
    classroom.write("chapter11/b.md", TWO)
    classroom.apply()
    for path in (classroom.content / "chapter9", classroom.content / "chapter9/a.md"):
        assert classroom.try_apply(path).status is Status.NOTHING_TO_DO
    assert set(classroom.decks()) == {"chapter9/a.md", "chapter11/b.md"}


def test_only_decks_within_the_path_are_retired(classroom: Classroom) -> None:
    classroom.write("chapter9/a.md", ONE)
    classroom.write("chapter11/b.md", TWO)
    classroom.apply()
    classroom.remove("chapter9/a.md")
    classroom.remove("chapter11/b.md")
    classroom.apply(classroom.content / "chapter9", confirmed=True)
    decks = classroom.decks()
    assert decks["chapter9/a.md"].retired_at == classroom.now
    assert decks["chapter11/b.md"].retired_at is None
    assert set(classroom.notes()) == {"What is churn?"}


def test_a_file_that_returns_revives_its_deck(classroom: Classroom) -> None:
    classroom.write("a.md", ONE)
    classroom.write("b.md", TWO)
    classroom.apply()
    before = classroom.notes()["What is churn?"].id
    classroom.remove("b.md")
    classroom.apply(confirmed=True)
    classroom.write("b.md", TWO)
    assert classroom.apply().summary["revived"] == 1
    deck = classroom.decks()["b.md"]
    assert (deck.retired_at, deck.head, deck.position) == (None, 1, 1)
    assert classroom.notes()["What is churn?"].id == before


def test_a_renamed_file_takes_its_notes_with_it(classroom: Classroom) -> None:
    classroom.write("a.md", ONE + TWO)
    classroom.apply()
    before = {front: note.id for front, note in classroom.notes().items()}
    (classroom.content / "a.md").rename(classroom.content / "b.md")
    report = classroom.apply()
    assert (report.summary["moved"], report.summary["retired"]) == (2, 0)
    assert {front: note.id for front, note in classroom.notes().items()} == before


def test_a_deck_with_a_name_stays_the_same_deck_when_files_are_renumbered(
    classroom: Classroom,
) -> None:
    classroom.write("01-a.md", named("loyalty", ONE))
    classroom.write("02-b.md", named("churn", TWO))
    classroom.apply()
    before = {deck.key: deck.id for deck in classroom.decks().values()}
    classroom.write("01-new.md", named("value", THREE))
    classroom.write("02-b.md", named("loyalty", ONE))
    classroom.write("03-c.md", named("churn", TWO))
    classroom.remove("01-a.md")
    report = classroom.apply()
    assert (report.summary["kept"], report.summary["new"]) == (2, 1)
    after = {deck.key: deck for deck in classroom.decks().values()}
    assert (after["02-b.md"].id, after["03-c.md"].id) == (before["01-a.md"], before["02-b.md"])
    assert [after[key].position for key in sorted(after)] == [0, 1, 2]


def test_two_decks_may_exchange_their_files(classroom: Classroom) -> None:
    classroom.write("a.md", named("loyalty", ONE))
    classroom.write("b.md", named("churn", TWO))
    classroom.apply()
    before = classroom.decks()
    classroom.write("a.md", named("churn", TWO))
    classroom.write("b.md", named("loyalty", ONE))
    classroom.apply()
    after = classroom.decks()
    assert (after["a.md"].id, after["b.md"].id) == (before["b.md"].id, before["a.md"].id)
    assert {after[key].head for key in after} == {1}


def test_a_folder_elsewhere_is_a_content_folder_of_its_own(
    sqlite_classroom: Classroom, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "notes"
    (elsewhere / "week1").mkdir(parents=True)
    (elsewhere / "week1/a.md").write_text(ONE)
    apply_path(
        sqlite_classroom.database,
        SLUG,
        elsewhere,
        sqlite_classroom.content,
        sqlite_classroom.now,
        sandbox=sqlite_classroom.sandbox,
    )
    assert set(sqlite_classroom.decks()) == {"week1/a.md"}


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("site/notes", "site/notes"),
        ("site/notes/chapter9/a.md", "site/notes"),
        ("fork/content/chapter9", "fork/content"),
        ("elsewhere", "elsewhere"),
        ("elsewhere/a.md", "elsewhere"),
    ],
)
def test_keys_count_from_the_nearest_content_folder(tmp_path: Path, path: str, root: str) -> None:
    for file in ("site/notes/chapter9/a.md", "fork/content/chapter9/a.md", "elsewhere/a.md"):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text(ONE)
    assert content_root(tmp_path / path, tmp_path / "site/notes") == tmp_path / root


def test_what_cannot_be_a_key_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["deep" * 15] * 6)
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(ONE)
    sources = read_sources(tmp_path, tmp_path)
    assert [(fault.code, fault.severity) for fault in sources.faults] == [("unreadable", "error")]
    assert sources.files == ()
