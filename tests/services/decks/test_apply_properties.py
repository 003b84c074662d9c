"""What holds for any files on a real database: no card with reviews goes, no other deck moves."""

from __future__ import annotations

import uuid
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.db import Access, Database
from app.models import Card, CardState, Deck, Note
from app.sandbox import Sandbox
from app.services.decks.apply import Status
from tests.services.decks.course import NOON, Classroom, open_classroom, question
from tests.services.decks.test_merged_notes import answers, student

ASKED = ["What is churn?", "What is loyalty?", "Who leaves first?", "Why do buyers stay at all?"]
NAMES = ["one/a.md", "one/b.md", "two/c.md"]
Files = dict[str, str]

notes = st.builds(
    lambda asked, answer, bold: question(f"**{asked}**" if bold else asked, answer),
    st.sampled_from(ASKED),
    st.sampled_from(["Nobody knows it yet.", "Somebody knows it, perhaps."]),
    st.booleans(),
)
decks = st.lists(
    notes, min_size=1, max_size=3, unique_by=lambda note: note.splitlines()[0].replace("*", "")
)
versions = st.fixed_dictionaries({}, optional={name: decks.map("".join) for name in NAMES})
few = settings(max_examples=10)
numbers = count()


def fresh(sqlite_template: Path, tmp_path: Path, sandbox: Sandbox) -> Classroom:
    """Each example gets a database and a folder of its own."""
    folder = tmp_path / f"example-{next(numbers)}"
    folder.mkdir()
    file = folder / "retain.db"
    file.write_bytes(sqlite_template.read_bytes())
    return open_classroom(Database(f"sqlite:///{file}"), folder / "content", sandbox)


def lay(classroom: Classroom, files: Files) -> None:
    """Make the content folder hold *files* and nothing else."""
    for name in NAMES:
        (classroom.content / name).unlink(missing_ok=True)
    for name, text in files.items():
        classroom.write(name, text)


def applied(classroom: Classroom, path: Path | None = None) -> Status:
    return classroom.try_apply(path, confirmed=True).status


def uids(classroom: Classroom) -> dict[tuple[str, int], uuid.UUID]:
    with classroom.database.transaction(Access.READ) as session:
        found = session.execute(
            select(Deck.key, Note.position, Note.id)
            .join(Note, Note.deck_id == Deck.id)
            .where(Note.retired_at.is_(None))
        )
        return {(row.key, row.position): row.id for row in found}


def under(classroom: Classroom, folder: str) -> list[tuple[object, ...]]:
    """Return the decks of *folder* with their notes and cards.

    A deck's place in the course is left out: it moves when other decks come or go.
    """
    deck = [column for column in Deck.__table__.columns if column.name != "position"]
    with classroom.database.transaction(Access.READ) as session:
        found = session.execute(
            select(*deck, Note.__table__, Card.__table__)
            .join(Note, Note.deck_id == Deck.id)
            .join(Card, Card.note_id == Note.id)
            .where(Deck.key.startswith(f"{folder}/"))
            .order_by(Card.id)
        )
        return [tuple(row) for row in found]


@few
@given(st.lists(versions, min_size=1, max_size=3))
def test_applying_twice_writes_nothing(
    sqlite_template: Path, tmp_path: Path, sandbox: Sandbox, history: list[Files]
) -> None:
    classroom = fresh(sqlite_template, tmp_path, sandbox)
    for files in history:
        lay(classroom, files)
        first = applied(classroom)
        before = classroom.everything()
        # Files that contradict each other are refused again, and write no more than before.
        assert applied(classroom) is (first if first is Status.ERRORS else Status.NOTHING_TO_DO)
        assert classroom.everything() == before


@few
@given(st.lists(versions, min_size=1, max_size=3))
def test_no_card_is_ever_deleted_and_no_review_with_it(
    sqlite_template: Path, tmp_path: Path, sandbox: Sandbox, history: list[Files]
) -> None:
    classroom = fresh(sqlite_template, tmp_path, sandbox)
    ben = student(classroom)
    reviewed: set[uuid.UUID] = set()
    for day, files in enumerate(history):
        lay(classroom, files)
        applied(classroom)
        with classroom.database.transaction(Access.READ) as session:
            cards = set(session.scalars(select(Card.id)))
            states = set(session.scalars(select(CardState.card_id)))
        assert reviewed <= cards
        assert reviewed == states
        if cards:
            answers(classroom, ben, sorted(cards), NOON.replace(day=1 + day))
        reviewed = cards


@few
@given(versions, versions)
def test_going_back_restores_every_uid(
    sqlite_template: Path, tmp_path: Path, sandbox: Sandbox, first: Files, second: Files
) -> None:
    classroom = fresh(sqlite_template, tmp_path, sandbox)
    if len({*first.values()}) < len(first) or _doubles(first):
        first = dict(list(first.items())[:1])
    lay(classroom, first)
    applied(classroom)
    before = uids(classroom)
    lay(classroom, second)
    applied(classroom)
    lay(classroom, first)
    applied(classroom)
    assert uids(classroom) == before


def _doubles(files: Files) -> bool:
    """Tell whether a question stands twice, which is refused or leaves open which is which."""
    lines = [line for text in files.values() for line in text.splitlines()]
    asked = [line.replace("*", "") for line in lines if line.startswith("Q:")]
    return len(set(asked)) < len(asked)


@few
@given(versions, versions)
def test_decks_outside_of_the_path_stay_as_they_are(
    sqlite_template: Path, tmp_path: Path, sandbox: Sandbox, first: Files, second: Files
) -> None:
    classroom = fresh(sqlite_template, tmp_path, sandbox)
    lay(classroom, first)
    applied(classroom)
    before = under(classroom, "two")
    lay(classroom, second)
    (classroom.content / "one").mkdir(exist_ok=True)
    applied(classroom, classroom.content / "one")
    assert under(classroom, "two") == before
