"""Taking files in: what is written, what is not, and that it is all or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from app.db import Access
from app.decks.rendering import RENDERER_VERSION
from app.models import Card, CardRevision, DeckRendering, DeckRevision, NoteRevision, Rendering
from app.services.decks import apply as applying
from app.services.decks import write_decks
from app.services.decks.apply import Status
from tests.services.decks.course import Classroom, question, term

DECK = (
    "---\ntitle: Keeping customers\nchapter: chapter11\nweight: 2\n---\n"
    "## Selling more\n\n"
    + term("Cross selling", "Offering a customer another, related product.")
    + question("What is churn?", "Losing customers.")
)
BAD = "---\ntitel: x\n---\n" + question("What is churn?", "Losing customers.")


def test_a_file_becomes_a_deck_with_its_text_and_its_cards(classroom: Classroom) -> None:
    classroom.write("chapter11/01-selling.md", DECK)
    report = classroom.apply()
    assert report.summary["new"] == 2
    deck = classroom.decks()["chapter11/01-selling.md"]
    assert (deck.title, deck.chapter, deck.weight) == ("Keeping customers", "chapter11", 2.0)
    with classroom.database.transaction(Access.READ) as session:
        revision = session.get_one(DeckRevision, (deck.id, 1))
    assert (revision.markdown, revision.origin) == (DECK, "file")
    assert deck.base_hash == revision.content_hash
    assert set(classroom.cards()) == {
        ("Cross selling", "forward"),
        ("Offering a customer another, related product.", "reverse"),
        ("What is churn?", "forward"),
    }


def test_the_same_files_twice_write_nothing_at_all(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    classroom.apply()
    before = classroom.everything()
    report = classroom.try_apply()
    assert report.status is Status.NOTHING_TO_DO
    assert report.summary["kept"] == 2
    assert classroom.everything() == before


def test_every_card_has_the_html_of_its_published_revision(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    classroom.apply()
    classroom.write("a.md", DECK.replace("Losing customers.", "*Losing* customers."))
    classroom.apply()
    with classroom.database.transaction(Access.READ) as session:
        rendered = session.scalar(
            select(func.count())
            .select_from(Card)
            .join(
                Rendering,
                (Rendering.card_id == Card.id)
                & (Rendering.number == Card.head)
                & (Rendering.renderer == RENDERER_VERSION),
            )
        )
        assert rendered == session.scalar(select(func.count()).select_from(Card)) == 3
        backs = session.scalars(select(Rendering.back)).all()
    assert any("<em>Losing</em>" in back for back in backs)


def test_the_notes_for_reading_name_the_notes_made_from_them(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    classroom.apply()
    deck = classroom.decks()["a.md"]
    with classroom.database.transaction(Access.READ) as session:
        blocks = session.get_one(DeckRendering, (deck.id, 1, RENDERER_VERSION)).blocks
    named = {note for block in blocks for note in block["notes"]}
    assert named == {str(note.id) for note in classroom.notes().values()}
    assert all(set(block) == {"kind", "html", "line", "notes"} for block in blocks)


def test_only_what_changed_gets_a_new_revision(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    classroom.apply()
    before = _lines(classroom)
    classroom.write("a.md", DECK.replace("## Selling", "Some prose first.\n\n## Selling"))
    classroom.apply()
    with classroom.database.transaction(Access.READ) as session:
        assert session.scalar(select(func.max(CardRevision.number))) == 1
        assert session.scalar(select(func.max(NoteRevision.number))) == 1
    assert _lines(classroom) == [line + 2 for line in before]
    assert classroom.decks()["a.md"].head == 2


def test_a_remark_is_content_of_its_cards(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    classroom.apply()
    classroom.write("a.md", DECK + "> **Remark:** disputed.\n")
    assert classroom.apply().summary["edited"] == 1
    revision = classroom.revision(classroom.cards()["What is churn?", "forward"])
    assert (revision.number, revision.remark) == (2, "disputed.")


def test_an_error_in_one_file_keeps_what_was_served(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    classroom.write("b.md", question("What is loyalty?", "Coming back."))
    classroom.apply()
    before = classroom.everything()
    classroom.write("a.md", BAD)
    classroom.write("b.md", question("What is loyalty?", "Coming back again."))
    report = classroom.try_apply()
    assert report.status is Status.ERRORS
    assert classroom.everything() == before


def test_all_faults_of_all_files_are_reported_at_once(sqlite_classroom: Classroom) -> None:
    first = sqlite_classroom.write("a.md", BAD)
    second = sqlite_classroom.write("b.md", "## X\n<!-- cards: lists -->\n- one\n- two\n")
    third = sqlite_classroom.content / "c.md"
    third.write_bytes(b"Q: caf\xe9?\nA: No.\n")
    report = sqlite_classroom.try_apply()
    assert {(d.path, d.line, d.code) for d in report.diagnostics if d.severity == "error"} == {
        (str(first), 2, "unknown-key"),
        (str(second), 2, "unknown-directive"),
        (str(third), 1, "not-utf8"),
    }


def test_a_failure_in_the_middle_leaves_nothing_behind(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.write("a.md", DECK)
    classroom.apply()
    before = classroom.everything()
    classroom.write("a.md", DECK + question("What is loyalty?", "Coming back."))
    classroom.write("b.md", question("What is value?", "What a customer gets."))
    written = write_decks.write_blocks

    def broken(*arguments: Any) -> None:
        written(*arguments)
        raise RuntimeError("power cut")

    monkeypatch.setattr(applying, "write_blocks", broken)
    with pytest.raises(RuntimeError, match="power cut"):
        classroom.try_apply()
    assert classroom.everything() == before


def test_planning_writes_nothing_and_says_what_applying_does(classroom: Classroom) -> None:
    classroom.write("a.md", DECK)
    before = classroom.everything()
    planned = classroom.plan()
    assert classroom.everything() == before
    assert classroom.apply().summary == planned.summary


def test_chapters_are_ordered_by_their_numbers(sqlite_classroom: Classroom) -> None:
    for name in ("chapter11/01-a.md", "chapter9/10-b.md", "chapter9/2-c.md"):
        sqlite_classroom.write(name, question(f"What is in {name}?", "A question."))
    sqlite_classroom.apply()
    decks = sqlite_classroom.decks()
    assert sorted(decks, key=lambda key: decks[key].position) == [
        "chapter9/2-c.md",
        "chapter9/10-b.md",
        "chapter11/01-a.md",
    ]


def _lines(classroom: Classroom) -> list[int]:
    with classroom.database.transaction(Access.READ) as session:
        return sorted(session.scalars(select(CardRevision.line)))
