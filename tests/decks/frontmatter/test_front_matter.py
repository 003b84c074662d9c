"""The front matter is strict: everything odd is reported, at its line, with all the rest."""

from __future__ import annotations

import pytest

from app.decks import parse
from app.decks.model import FrontMatter
from tests.decks.reading import deck_of, faults


def meta(header: str) -> FrontMatter:
    return deck_of(f"---\n{header}\n---\nNotes.\n").meta


def test_every_key_is_read() -> None:
    header = (
        "title: Keeping customers\ndeck: keeping\nchapter: chapter11\ntags: [crm, exam]\n"
        "context: 2\ncards: none\nlanguage: en-GB\nweight: 1.5\noptional: true\n"
        "confusable:\n  - [intranet, extranet]\nsource: lecture 6"
    )
    assert meta(header) == FrontMatter(
        title="Keeping customers",
        deck="keeping",
        chapter="chapter11",
        tags=("crm", "exam"),
        context=2,
        cards="none",
        language="en-GB",
        weight=1.5,
        optional=True,
        confusable=(("intranet", "extranet"),),
        source="lecture 6",
    )


def test_without_a_header_the_defaults_hold() -> None:
    assert deck_of("Just notes.\n").meta == FrontMatter()
    assert deck_of("").meta == FrontMatter()
    assert deck_of("---\n---\nNotes.\n").meta == FrontMatter()


@pytest.mark.parametrize("value", ["no", "0123", "2024-01-01", "1e3", "~", "null", "12:30:00"])
def test_values_stay_what_is_written(value: str) -> None:
    assert meta(f"title: {value}").title == value


def test_quoted_values_and_comments_are_yaml() -> None:
    assert meta('# about\ntitle: "Chapter 9: service" # said so').title == "Chapter 9: service"


def test_notes_start_below_the_header() -> None:
    deck = deck_of("---\ntitle: A\n---\nQ: Who?\nA: We.\n")
    assert (deck.notes[0].line, deck.blocks[0].line) == (4, 4)


def test_a_rule_after_blank_lines_is_a_rule() -> None:
    assert [block.markdown for block in deck_of("\n---\n\nNotes.\n").blocks] == ["---", "Notes."]
    assert [block.markdown for block in deck_of("\n---").blocks] == ["---"]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("title: Chapter 9: Service", [("front-matter-syntax", 2, 17)]),
        ("titel: A", [("unknown-key", 2, 1)]),
        ("content: A", [("unknown-key", 2, 1)]),
        ("title: A\ntitle: B", [("duplicate-key", 3, 1)]),
        ("- title\n- deck", [("front-matter-shape", 2, 1)]),
        ("just words", [("front-matter-shape", 2, 1)]),
        ("tags: crm", [("bad-value", 2, 7)]),
        ("tags: [[a]]", [("bad-value", 2, 7)]),
        ("title:", [("bad-value", 2, 7)]),
        ("title: [a]", [("bad-value", 2, 8)]),
        ("context: 7", [("bad-value", 2, 10)]),
        ("weight: heavy", [("bad-value", 2, 9)]),
        ("weight: [1]", [("bad-value", 2, 9)]),
        ("optional: no", [("bad-value", 2, 11)]),
        ("optional: [true]", [("bad-value", 2, 11)]),
        ("language: English please", [("bad-value", 2, 11)]),
        ("language: {a: b}", [("bad-value", 2, 11)]),
        ("confusable: [[a]]", [("bad-value", 2, 13)]),
        ("confusable: a", [("bad-value", 2, 13)]),
        ("title: &a A\ndeck: *a", [("front-matter-alias", 2, 8), ("front-matter-alias", 3, 7)]),
        ("<<: {title: A}", [("unknown-key", 2, 1)]),
        ("title: !!python/name:os.system x", [("front-matter-syntax", 2, 8)]),
        ("tags: [[[[[[[a]]]]]]]", [("front-matter-syntax", 2, 12)]),
        ("title: 'open", [("front-matter-syntax", 2, 13)]),
        ("title: A\n\tdeck: b", [("front-matter-syntax", 3, 1)]),
        ("? [a, b]\n: c", [("unknown-key", 2, 3)]),
        (f"title: {'A' * 17_000}", [("front-matter-too-large", 1, 1)]),
    ],
)
def test_a_fault_is_reported_at_its_place(header: str, found: list[tuple[str, int, int]]) -> None:
    assert faults(f"---\n{header}\n---\nNotes.\n") == found


def test_one_broken_entry_hides_no_other() -> None:
    text = "---\n  x\ntitle: A: B\nunknown: 1\ncontext: 9\ndeck: fine\n---\nQ: Who?\n"
    assert [(code, line) for code, line, _ in faults(text)] == [
        ("front-matter-shape", 2),
        ("front-matter-syntax", 3),
        ("unknown-key", 4),
        ("bad-value", 5),
        ("question-without-answer", 8),
    ]
    assert parse(text, "x.md").deck.meta.deck == "fine"


def test_an_unclosed_header_is_reported_and_the_notes_are_still_read() -> None:
    parsed = parse("---\ntitle: A\ntags:\n  - b\n- c\n# Notes\nQ: Who?\nA: We.\n", "x.md")
    assert [(d.code, d.line) for d in parsed.diagnostics] == [("front-matter-unclosed", 1)]
    assert [note.line for note in parsed.deck.notes] == [7]
    assert parse("---", "x.md").diagnostics[0].code == "front-matter-unclosed"
    assert parse("---\ntitle: A", "x.md").diagnostics[0].code == "front-matter-unclosed"


def test_a_late_header_is_reported_and_read() -> None:
    parsed = parse("\n\n---\ntitle: A\n---\nNotes.\n", "x.md")
    assert [(d.code, d.line) for d in parsed.diagnostics] == [("front-matter-late", 3)]
    assert parsed.deck.meta.title == "A"


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{k}: [*a, *a]\n" for k in "bcdefgh")
    assert {code for code, _, _ in faults(f"---\n{bomb}---\n")} == {"front-matter-alias"}


def test_the_hint_says_what_was_meant() -> None:
    (found,) = parse("---\ntitel: A\n---\n", "x.md").diagnostics
    assert (found.hint, found.excerpt) == ("Did you mean “title”?", "titel: A")
    (found,) = parse("---\nzzz: A\n---\n", "x.md").diagnostics
    assert found.hint.startswith("Known here: cards, chapter,")
