"""Pasted notes: what belongs together, which side is the term, what nobody wants."""

from __future__ import annotations

import pytest

from app.exports.material import Entry, Material, Shape
from app.exports.material.text import BELOW, NO_PAIR, UNSURE, as_is, read_text
from app.exports.readers import ReadError
from tests.exports.material.notes import TERM_FIRST, TERM_LAST, WEB_PAGE


def kept(found: Material) -> list[tuple[Shape, str, str]]:
    return [(e.shape, e.front, e.back) for e in found.entries if e.kept]


def lines_of(entries: tuple[Entry, ...]) -> list[int]:
    return sorted(line for e in entries for line in range(e.first, e.last + 1))


def test_terms_above_their_meaning_and_lists_below_their_name() -> None:
    found = read_text(TERM_FIRST)
    assert found.title == "Unit 3 Flashcards"
    assert [(shape, front) for shape, front, _ in kept(found)] == [
        (Shape.TERM, "kettle"),
        (Shape.TERM, "steeping"),
        (Shape.LIST, "Signs of good tea"),
        (Shape.STEPS, "Steps of brewing"),
        (Shape.TERM, "Infuser"),
        (Shape.TERM, "Caddy"),
    ]
    assert found.entries[3].back == "clear colour\nfresh smell\nno dust in the cup"


def test_terms_below_their_meaning_with_questions_between_that_stand_above() -> None:
    found = read_text(TERM_LAST)
    assert [(shape, front) for shape, front, _ in kept(found)] == [
        (Shape.TERM, "tea duty"),
        (Shape.TERM, "tea party"),
        (Shape.LIST, "what are the 3 C's of a cup"),
        (Shape.TERM, "oxidation"),
        (Shape.LIST, "why does green tea stay green?"),
        (Shape.TERM, "rolling"),
    ]
    assert found.entries[1].why == (BELOW,)
    assert found.entries[3].back == "the good colour\nthe good clarity\nthe good content"
    assert found.entries[5].back == "it is heated early\nit is never left to oxidise"


def test_repeated_passages_furniture_and_foreign_lines_are_proposed_for_dropping() -> None:
    found = read_text(WEB_PAGE)
    dropped = {e.where: e.why[-1] for e in found.entries if not e.kept}
    assert dropped["lines 10\N{EN DASH}15"] == "repeats lines 1\N{EN DASH}6"
    assert dropped["lines 7\N{EN DASH}9"] == "looks like the furniture of a web page"
    assert dropped["line 16"] == "is in another script than the rest"
    assert dropped["line 17"] == "looks like a page number"
    assert [e.front for e in found.entries if e.makes_cards] == ["What changes with the water"]


@pytest.mark.parametrize("text", [TERM_FIRST, TERM_LAST, WEB_PAGE, "a\n\nb\n- c\n\n\n1. d\n?"])
def test_every_line_is_in_exactly_one_entry(text: str) -> None:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    entries = read_text(text).entries
    spanned = lines_of(entries)
    assert len(spanned) == len(set(spanned))
    assert set(lines) <= set(spanned)


@pytest.mark.parametrize(
    ("line", "front", "back"),
    [
        ("teapot - a vessel for brewing tea", "teapot", "a vessel for brewing tea"),
        ("teapot \N{EM DASH} a vessel for tea", "teapot", "a vessel for tea"),
        ("teapot: a vessel for brewing tea", "teapot", "a vessel for brewing tea"),
        ("teapot\ta vessel for brewing tea", "teapot", "a vessel for brewing tea"),
        ("teapot::a vessel for brewing tea", "teapot", "a vessel for brewing tea"),
        ("a vessel in which tea is made\tteapot", "teapot", "a vessel in which tea is made"),
    ],
)  # fmt: skip
def test_a_line_may_hold_both_sides(line: str, front: str, back: str) -> None:
    entry = read_text(f"{line}\nsaucer - a small plate under a cup\n").entries[0]
    if "\t" in line or " - " in line:
        assert (entry.front, entry.back) == (front, back)
    entry = read_text(line).entries[0]
    assert (entry.shape, entry.front, entry.back) == (Shape.TERM, front, back)


def test_marked_questions_and_clozes_are_what_they_say() -> None:
    text = "Q: What is in the pot?\nA: Tea\n\nC: [Tea] grows in [Assam].\n\nQ: And now?\n"
    found = read_text(text)
    assert [(e.shape, e.front, e.back) for e in found.entries] == [
        (Shape.QUESTION, "What is in the pot?", "Tea"),
        (Shape.CLOZE, "", "==Tea== grows in ==Assam==."),
        (Shape.TEXT, "", "And now?"),
    ]


def test_ankis_deletions_keep_their_numbers_and_hints() -> None:
    found = read_text("{{c1::Tea}} grows in {{c2::Assam::region}} too")
    assert found.entries[0].back == "==1:Tea== grows in ==2:Assam^region^== too"


def test_a_line_that_belongs_to_nothing_is_kept_as_text_and_says_so() -> None:
    found = read_text(f"{TERM_FIRST}\n\nwater boils")
    assert [(e.where, e.why) for e in found.entries if e.shape is Shape.TEXT] == [
        ("line 19", (NO_PAIR,))
    ]


def test_two_lines_that_look_alike_are_a_pair_that_is_not_sure() -> None:
    assert read_text("milk first\ntea first").entries[0].why[0] == UNSURE


def test_plain_text_says_the_same_in_markdown_and_markdown_stays() -> None:
    assert read_text("pot\n5 * 3 is *many* <b>pots</b> on the table").entries[0].back == (
        "5 \\* 3 is \\*many\\* &lt;b>pots&lt;/b> on the table"
    )
    assert read_text("pot\na vessel of *clay* or tin", as_is).entries[0].back == (
        "a vessel of *clay* or tin"
    )


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_nothing_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ReadError, match="no text"):
        read_text(text)
