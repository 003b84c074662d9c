"""A deck becomes HTML as a whole: every fragment once, and nothing is lost on the way."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import pytest

from app.decks.model import (
    BLANK_CLOSE,
    BLANK_OPEN,
    Block,
    BlockKind,
    Card,
    Deck,
    Facet,
    FrontMatter,
    Item,
    Kind,
    Note,
)
from app.decks.rendering import MAX_BYTES
from app.sandbox import Sandbox
from app.services.rendering import MAX_LOSSES, TARGET, render_deck


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET) as shared:
        yield shared


def note(*cards: Card, line: int = 1, remark: str = "") -> Note:
    return Note(
        kind=cards[0].kind, explicit_id=None, line=line, end_line=line, position=0,
        context=(), source="", cards=cards, remark=remark,
    )  # fmt: skip


def question(front: str, back: str, line: int = 1) -> Card:
    return Card(Kind.QUESTION, Facet.FORWARD, "", front, back, line)


def deck(*notes: Note, blocks: tuple[Block, ...] = ()) -> Deck:
    return Deck("chapter9/a.md", FrontMatter(), notes, blocks)


def test_cards_items_remarks_and_blocks_are_rendered_in_order(sandbox: Sandbox) -> None:
    card = Card(
        Kind.LIST, Facet.LIST, "", "Name *both*", "- a\n- b", 3,
        items=(Item("a", "**a**", 4), Item("b", "1. b", 5)),
    )  # fmt: skip
    blocks = (Block(BlockKind.HEADING, "## Both", 1), Block(BlockKind.PROSE, "- a\n- b", 3, (0,)))
    rendered = render_deck(deck(note(card, remark="*see*"), blocks=blocks), sandbox)
    ((html,),) = rendered.cards
    assert html.front == "<p>Name <em>both</em></p>"
    assert html.back == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    assert html.remark == "<p><em>see</em></p>"
    assert html.items == ("<strong>a</strong>", "1. b")
    assert rendered.blocks == ("<h2>Both</h2>", html.back)
    assert rendered.refusals == ()


@pytest.mark.parametrize(
    ("kind", "facet", "front", "back"),
    [
        (Kind.TERM, Facet.FORWARD, "1. x", "<p>y</p>"),
        (Kind.TERM, Facet.REVERSE, "<ol>\n<li>x</li>\n</ol>", "y"),
        (Kind.QUESTION, Facet.FORWARD, "<ol>\n<li>x</li>\n</ol>", "<p>y</p>"),
        (Kind.TABLE, Facet.CELL, "<ol>\n<li>x</li>\n</ol>", "y"),
        (Kind.STEPS, Facet.AFTER, "<ol>\n<li>x</li>\n</ol>", "y"),
        (Kind.CONTRAST, Facet.OPPOSITE, "<ol>\n<li>x</li>\n</ol>", "y"),
    ],
)
def test_terms_cells_and_steps_are_one_line_of_text(
    sandbox: Sandbox, kind: Kind, facet: Facet, front: str, back: str
) -> None:
    rendered = render_deck(deck(note(Card(kind, facet, "", "1. x", "y", 1))), sandbox)
    assert (rendered.cards[0][0].front, rendered.cards[0][0].back) == (front, back)


CALLS = itertools.count(1)


def number_the_call(markdown: str, *, inline: bool) -> str:
    return f"{next(CALLS)} {markdown} {inline}"


def test_equal_fragments_are_rendered_once() -> None:
    same = [note(question("s_me", "s_me", line=n), line=n) for n in range(1, 40)]
    term = note(Card(Kind.TERM, Facet.FORWARD, "", "s_me", "s_me", 40))
    with Sandbox("tests.services.test_rendering:number_the_call") as counting:
        rendered = render_deck(deck(*same, term), counting)
    sides = {side for (card,) in rendered.cards for side in (card.front, card.back)}
    assert sides == {"1 s_me False", "2 s_me True"}


def test_empty_texts_are_empty(sandbox: Sandbox) -> None:
    rendered = render_deck(deck(note(question("a", " \n"))), sandbox)
    assert rendered.cards[0][0].back == ""
    assert rendered.cards[0][0].remark == ""


def test_a_refused_block_is_shown_as_text_and_named_at_its_line(sandbox: Sandbox) -> None:
    long = f"first <b>\n{BLANK_OPEN}{BLANK_CLOSE}" + "x" * MAX_BYTES
    rendered = render_deck(deck(note(question(long, "fine", line=7))), sandbox)
    (html,) = rendered.cards[0]
    assert html.front.startswith('<pre>first &lt;b&gt;\n<span class="blank">[…]</span>xxx')
    assert html.back == "<p>fine</p>"
    (refusal,) = rendered.refusals
    assert (refusal.path, refusal.line, refusal.code) == ("chapter9/a.md", 7, "block-refused")
    assert refusal.severity == "warning"
    assert "at most 16,384" in refusal.message
    assert refusal.excerpt == "first <b>"
    assert refusal.hint


def test_the_same_block_at_two_lines_is_named_at_both(sandbox: Sandbox) -> None:
    deep = "> " * 13 + "x"
    blocks = (Block(BlockKind.PROSE, deep, 2), Block(BlockKind.PROSE, deep, 9))
    rendered = render_deck(deck(blocks=blocks), sandbox)
    assert [refusal.line for refusal in rendered.refusals] == [2, 9]
    assert rendered.blocks[0] == rendered.blocks[1] == f"<pre>{'&gt; ' * 13}x</pre>"


@pytest.mark.parametrize(
    ("target", "code", "message"),
    [
        (
            "tests.services.test_rendering:hang",
            "block-too-slow",
            "took too long (stopped after 0.3 s)",
        ),
        ("tests.services.test_rendering:swell", "block-too-big", "grew too large"),
        ("tests.services.test_rendering:recurse", "block-crashed", "RecursionError"),
    ],
)
def test_a_block_that_fails_is_shown_as_text_and_the_rest_as_it_should_be(
    target: str, code: str, message: str
) -> None:
    blocks = tuple(
        Block(BlockKind.PROSE, text, line) for line, text in enumerate(["one", "b_d", "two"], 1)
    )
    with Sandbox(target, seconds=0.3) as failing:
        rendered = render_deck(deck(blocks=blocks), failing)
    assert rendered.blocks == ("<p>one</p>", "<pre>b_d</pre>", "<p>two</p>")
    (refusal,) = rendered.refusals
    assert (refusal.line, refusal.code) == (2, code)
    assert message in refusal.message


def test_a_deck_full_of_traps_is_given_up_soon() -> None:
    blocks = tuple(Block(BlockKind.PROSE, f"b_d {n}", n) for n in range(1, 101))
    begin = time.monotonic()
    with Sandbox("tests.services.test_rendering:hang", seconds=0.1) as failing:
        rendered = render_deck(deck(blocks=blocks), failing)
    assert time.monotonic() - begin < 10
    codes = [refusal.code for refusal in rendered.refusals]
    assert codes == ["block-too-slow"] * MAX_LOSSES + ["block-not-tried"] * (100 - MAX_LOSSES)
    assert rendered.blocks[-1] == "<pre>b_d 100</pre>"


def hang(markdown: str, *, inline: bool) -> str:
    while markdown.startswith("b_d"):
        pass
    return f"<p>{markdown}</p>"


def swell(markdown: str, *, inline: bool) -> str:
    bytearray(2**30 if markdown == "b_d" else 1)
    return f"<p>{markdown}</p>"


def recurse(markdown: str, *, inline: bool) -> str:
    return recurse(markdown, inline=inline) if markdown == "b_d" else f"<p>{markdown}</p>"


def test_a_course_of_six_hundred_cards_takes_about_a_second(sandbox: Sandbox) -> None:
    notes = [
        note(question(f"What is *thing* number {n}?", f"It is the **{n}th** of them.", n), line=n)
        for n in range(1, 601)
    ]
    blocks = tuple(Block(BlockKind.PROSE, f"Thing {n} is *one* of {n}.", n) for n in range(600))
    begin = time.monotonic()
    rendered = render_deck(deck(*notes, blocks=blocks), sandbox)
    assert time.monotonic() - begin < 5  # 0.8 s on an idle machine of 2 cores
    assert rendered.cards[599][0].back == "<p>It is the <strong>600th</strong> of them.</p>"
