"""One deck, a file and a browser: edits of both are kept, or both are shown."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.cli.deck_report import messages
from app.db import Access
from app.models import DeckRevision
from app.services.decks.apply import Status
from app.services.decks.drafts import Prepared
from app.services.decks.prepare import prepare
from app.services.decks.publishing import publication, resolution
from app.services.decks.sources import read_sources
from tests.services.decks.course import Classroom, question

TEXT = "".join(
    question(f"What is the question number {n}?", f"The answer number {n}.") for n in range(9)
)


def edited(*pairs: tuple[int, str]) -> str:
    text = TEXT
    for number, answer in pairs:
        text = text.replace(f"The answer number {number}.", answer)
    return text


def publish(classroom: Classroom, text: str) -> Prepared:
    deck = classroom.decks()["a.md"].id
    return publication(classroom.store(), deck, text, classroom.instructor)


def revisions(classroom: Classroom) -> list[tuple[int, str, str]]:
    with classroom.database.transaction(Access.READ) as session:
        found = session.scalars(select(DeckRevision).order_by(DeckRevision.number))
        return [(r.number, r.origin, r.markdown) for r in found]


def back(classroom: Classroom, number: int) -> str:
    card = classroom.cards()[f"What is the question number {number}?", "forward"]
    return classroom.revision(card).back


def test_what_the_browser_publishes_is_served_and_every_revision_kept(
    classroom: Classroom,
) -> None:
    classroom.write("a.md", TEXT)
    classroom.apply()
    base = classroom.decks()["a.md"].base_hash
    notes = {front: note.id for front, note in classroom.notes().items()}
    new = edited((1, "From the browser."))
    assert classroom.finish(publish(classroom, new)).status is Status.APPLIED
    assert back(classroom, 1) == "From the browser."
    assert revisions(classroom) == [(1, "file", TEXT), (2, "browser", new)]
    assert classroom.decks()["a.md"].base_hash == base
    assert {front: note.id for front, note in classroom.notes().items()} == notes
    assert classroom.try_apply().status is Status.NOTHING_TO_DO
    assert publish(classroom, new).nothing_to_do


def test_a_broken_text_from_the_browser_is_not_published(sqlite_classroom: Classroom) -> None:
    sqlite_classroom.write("a.md", TEXT)
    sqlite_classroom.apply()
    before = sqlite_classroom.everything()
    prepared = publish(sqlite_classroom, TEXT + "Q: And then?\n")
    assert [fault.code for fault in prepared.diagnostics] == ["question-without-answer"]
    assert sqlite_classroom.finish(prepared).status is Status.ERRORS
    assert sqlite_classroom.everything() == before


def test_edits_of_both_sides_are_merged_and_merged_again(classroom: Classroom) -> None:
    classroom.write("a.md", TEXT)
    classroom.apply()
    ids = {front: note.id for front, note in classroom.notes().items()}
    classroom.finish(publish(classroom, edited((1, "From the browser."))))
    classroom.write("a.md", edited((7, "From the file.")))
    report = classroom.apply()
    assert report.merged == ("a.md",)
    assert [back(classroom, n) for n in (1, 7)] == ["From the browser.", "From the file."]
    assert classroom.try_apply().status is Status.NOTHING_TO_DO
    classroom.finish(publish(classroom, edited((1, "Once more."), (7, "From the file."))))
    classroom.write("a.md", edited((7, "From the file, again.")))
    assert classroom.apply().merged == ("a.md",)
    assert [back(classroom, n) for n in (1, 7)] == ["Once more.", "From the file, again."]
    assert {front: note.id for front, note in classroom.notes().items()} == ids
    assert [(number, origin) for number, origin, _ in revisions(classroom)] == [
        (1, "file"), (2, "browser"), (3, "file"), (4, "merge"),
        (5, "browser"), (6, "file"), (7, "merge"),
    ]  # fmt: skip


def test_a_conflict_is_told_with_its_place_and_both_texts(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    file = classroom.write("a.md", TEXT)
    classroom.apply()
    classroom.finish(publish(classroom, edited((1, "From the browser."))))
    classroom.write("a.md", edited((1, "From the file.")))
    before = classroom.everything()
    report = classroom.try_apply()
    assert report.status is Status.CONFLICT
    said = list(messages(report))
    assert said[:3] == [
        f"{file}:5: changed on both sides",
        "    file:    A: From the file.",
        "    browser: A: From the browser.",
    ]
    assert classroom.everything() == before


@pytest.mark.parametrize("answer", ["From the browser.", "From the file.", "From both."])
def test_a_settled_conflict_makes_the_file_the_base_and_the_choice_the_head(
    classroom: Classroom, answer: str
) -> None:
    classroom.write("a.md", TEXT)
    classroom.apply()
    browser, file = edited((1, "From the browser.")), edited((1, "From the file."))
    classroom.finish(publish(classroom, browser))
    classroom.write("a.md", file)
    prepared = prepare(classroom.store(), read_sources(classroom.content, classroom.content))
    settled = resolution(
        classroom.store(), prepared.clashes[0], edited((1, answer)), classroom.instructor
    )
    assert classroom.finish(settled).status is Status.APPLIED
    assert classroom.try_apply().status is Status.NOTHING_TO_DO
    assert back(classroom, 1) == answer
    assert {TEXT, browser, file} <= {text for _, _, text in revisions(classroom)}


def test_a_file_changed_after_a_conflict_was_settled_is_merged_with_the_choice(
    sqlite_classroom: Classroom,
) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", TEXT)
    classroom.apply()
    classroom.finish(publish(classroom, edited((1, "From the browser."))))
    classroom.write("a.md", edited((1, "From the file.")))
    prepared = prepare(classroom.store(), read_sources(classroom.content, classroom.content))
    both = edited((1, "From the browser and from the file."))
    classroom.finish(resolution(classroom.store(), prepared.clashes[0], both, classroom.instructor))
    classroom.write("a.md", edited((1, "From the file."), (7, "Later.")))
    assert classroom.apply().merged == ("a.md",)
    assert [back(classroom, n) for n in (1, 7)] == [
        "From the browser and from the file.",
        "Later.",
    ]
