"""Entries as a deck's text: it checks, and makes the cards that the preview promised."""

from __future__ import annotations

import pytest

from app.decks import parse
from app.decks.check import check
from app.decks.model import Kind, Parsed
from app.exports.material import Entry, Shape, deck_markdown
from app.exports.material.text import read_text
from tests.exports.material.notes import TERM_FIRST, TERM_LAST


def parsed(*entries: Entry) -> Parsed:
    found = parse(deck_markdown("Tea", entries), "tea.md")
    assert [fault for fault in check([found]) if fault.severity == "error"] == []
    return found


@pytest.mark.parametrize("notes", [TERM_FIRST, TERM_LAST])
def test_notes_become_a_deck_without_faults(notes: str) -> None:
    entries = read_text(notes).entries
    wanted = [e for e in entries if e.kept and e.makes_cards]
    assert len(parsed(*entries).deck.notes) == len(wanted)


def test_lists_come_last_in_their_section_and_headings_part_sections() -> None:
    text = deck_markdown(
        "Tea",
        [
            Entry(Shape.LIST, "Signs", "clear\nfresh"),
            Entry(Shape.TERM, "pot", "a vessel"),
            Entry(Shape.HEADING, "", "Cups"),
            Entry(Shape.STEPS, "Steps", "warm it\nfill it"),
        ],
    )
    assert text == (
        '---\ntitle: "Tea"\n---\n\npot\n:   a vessel\n\n'
        "## Signs\n<!-- cards: list -->\n\n- clear\n- fresh\n\n"
        "# Cups\n\n## Steps\n<!-- cards: steps -->\n\n1. warm it\n2. fill it\n"
    )


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (Entry(Shape.TERM, "pot", "a vessel\nof clay", id="x1", tags=("a", "b")), Kind.TERM),
        (Entry(Shape.TERM, "pot", "- clay\n- tin"), Kind.QUESTION),
        (Entry(Shape.QUESTION, "What?\n- a\n- b", "- c\n- d"), Kind.QUESTION),
        (Entry(Shape.QUESTION, "- a", "b"), Kind.QUESTION),
        (Entry(Shape.CLOZE, "", "==Tea== is hot\nsaid he", id="x2"), Kind.CLOZE),
        (Entry(Shape.TABLE, "Cups", "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |"), Kind.TABLE),
    ],
)
def test_every_shape_makes_a_note_with_its_id(entry: Entry, kind: Kind) -> None:
    notes = parsed(entry).deck.notes
    assert [note.kind for note in notes] == [kind]
    assert notes[0].explicit_id == (entry.id or None)


def test_prose_after_a_question_is_not_taken_for_its_answer() -> None:
    entries = [
        Entry(Shape.QUESTION, "What is in it?", "Tea"),
        Entry(Shape.CLOZE, "", "==Tea== is hot."),
        Entry(Shape.QUESTION, "And in this?", "Milk"),
        Entry(Shape.TEXT, "", "Only text."),
    ]
    notes = parsed(*entries).deck.notes
    assert [note.kind for note in notes] == [Kind.QUESTION, Kind.CLOZE, Kind.QUESTION]
    assert notes[2].cards[0].back == "Milk"


def test_a_term_that_comes_twice_gets_a_qualifier() -> None:
    entries = [Entry(Shape.TERM, "tea", "a drink"), Entry(Shape.TERM, "Tea", "a meal at five")]
    assert len(parsed(*entries).deck.notes) == 2


def test_what_is_dropped_or_has_an_empty_side_is_not_in_the_deck() -> None:
    entries = [
        Entry(Shape.TERM, "pot", "a vessel", kept=False),
        Entry(Shape.TERM, "cup", " "),
        Entry(Shape.TEXT, "", "Only text."),
    ]
    assert deck_markdown("", entries) == "Only text.\n"
