"""What holds for any text whatever."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.decks import parse
from app.decks.blocks.source import split_lines
from app.decks.check import check
from app.decks.diagnostics import CODES
from app.decks.model import Use

SCRAPS = st.sampled_from(
    [
        "---", "title: A", "cards: list", "cards: [x]", "- a", "- [x] b", "  - c", "1. d", "2. e",
        "# H {#h}", "## Two parts", "<!-- cards: list -->", "<!-- cards: table total=last -->",
        "<!-- cards: contrast -->", '<!-- cards: steps ask="All" #s -->', "<!-- cards: none -->",
        "<!--", "-->", "Term", ":   a fine definition", ":   b {#x}", "Q: Who?", "A: We.", "A:",
        "| a | b |", "|---|---|", "| c | d |", "| e |", "==f== g", "==1:h==^i^", "==", "> j",
        "> **Remark:** k", "```", "    code ==l==", "", "", "{#m}", '{as="n"}', "`==o==`",
        "![](p.png)", "<b>q</b>", "\t- r", "客户", "\ue000", "\\==s==", "***", "a" * 30,
        "- [ ] t", "- [x] u {pin}", "    - v", "A= 5 % ± 1", "A~ w | x", "A: true", "A: essay",
        "<!-- order -->", "{use=exam}", "Q: y? {use=exam points=2}", "<!-- cards: terms -->",
        "- **z** — meant so", "$a_{b$", "![p](q.png)", "Total | 5",
    ]
)  # fmt: skip
TEXTS = st.text() | st.lists(SCRAPS, max_size=14).map("\n".join)


@settings(max_examples=300)
@given(TEXTS)
@example("---\noptional: [true]\n---\n")
def test_no_text_raises_and_every_line_is_in_the_file(text: str) -> None:
    parsed = parse(text, "x.md", files=())
    lines = split_lines(text.removeprefix("\ufeff"))
    for position, note in (*enumerate(parsed.deck.notes), *enumerate(parsed.deck.exam_notes)):
        assert (note.use is Use.EXAM) == (note in parsed.deck.exam_notes)
        assert 1 <= note.line <= note.end_line <= len(lines)
        assert note.source == "\n".join(lines[note.line - 1 : note.end_line])
        assert note.position == position
        assert note.cards
        for card in note.cards:
            assert note.line <= card.line <= note.end_line
            assert all(note.line <= item.line <= note.end_line for item in card.items)
            assert len({item.key for item in card.items}) == len(card.items)
        facets = [(card.facet, card.key) for card in note.cards]
        assert len(set(facets)) == len(facets)
    for block in parsed.deck.blocks:
        assert 1 <= block.line <= len(lines)
        assert set(block.notes) <= set(range(len(parsed.deck.notes)))
    for found in check([parsed]):
        assert 1 <= found.line <= max(len(lines), 1)
        assert found.column >= 1
        assert CODES[found.code] == found.severity
        assert found.message
        assert found.hint


@settings(max_examples=100)
@given(TEXTS)
def test_parsing_twice_gives_the_same(text: str) -> None:
    assert parse(text, "x.md") == parse(text, "x.md")


@settings(max_examples=100)
@given(st.lists(SCRAPS, max_size=10))
def test_the_way_lines_end_changes_no_card(lines: list[str]) -> None:
    def cards(end: str) -> list[object]:
        return [note.cards for note in parse(end.join(lines), "x.md").deck.notes]

    assert cards("\n") == cards("\r\n") == cards("\r")


@pytest.mark.parametrize("character", ["\x0c", "\x85", "\u2028"])
def test_only_line_ends_end_lines(character: str) -> None:
    note = parse(f"Some{character}prose.\n\nQ: Who?\nA: We.\n", "x.md").deck.notes[0]
    assert note.line == 3
