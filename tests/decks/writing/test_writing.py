"""Form → Markdown → parse gives the card that was said in the form."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.decks import parse
from app.decks.model import Facet, Kind, Note
from app.decks.normal import bare
from app.decks.writing.blocks import WRITERS, write
from app.decks.writing.entry import IN_SECTIONS, Entry, UnwritableError
from app.decks.writing.placing import ABOVE_HEADINGS, headings, placed

HEAD = '---\ntitle: "A deck"\n---\n'
OLD = HEAD + "\nQ: An older question?\nA: Its answer.\n"


def made(entry: Entry, text: str = HEAD) -> Note:
    """Return the note that *entry* becomes at the end of *text*."""
    return parse(placed(text, "a.md", entry), "a.md").deck.notes[-1]


ENTRIES = {
    Kind.TERM: Entry(Kind.TERM, "Customer churn", "The loss of customers.", accept=("churn",)),
    Kind.QUESTION: Entry(Kind.QUESTION, "Why?", "First.\n\nSecond.", hint="twice"),
    Kind.CHOICE: Entry(Kind.CHOICE, "Which?", lines=("this",), others=("that", "another")),
    Kind.TRUE_FALSE: Entry(Kind.TRUE_FALSE, "It is so.", "It is not.", truth=False),
    Kind.SHORT_ANSWER: Entry(Kind.SHORT_ANSWER, "Who?", lines=("a client", "client")),
    Kind.NUMERIC: Entry(Kind.NUMERIC, "How many?", value="45", unit="%", tolerance="1"),
    Kind.CLOZE: Entry(Kind.CLOZE, "Keeping costs less than winning.", lines=("less", "winning")),
    Kind.LIST: Entry(Kind.LIST, "Two ways", lines=("ask", "watch"), ask="Name two ways."),
    Kind.STEPS: Entry(Kind.STEPS, "A complaint", lines=("listen", "ask", "act")),
    Kind.CONTRAST: Entry(
        Kind.CONTRAST, "For and against", lines=("call", "listen"), others=("forget",),
        sides=("Enhancers", "Dehancers"),
    ),
    Kind.TABLE: Entry(Kind.TABLE, "Service", rows=(("Stage", "Aim"), ("before", "trust"))),
    Kind.MATCHING: Entry(
        Kind.MATCHING, "Match.", lines=("up", "cross"), others=("dearer", "related", "none"),
        sides=("Practice", "Sold"),
    ),
    Kind.ORDERING: Entry(Kind.ORDERING, "Put in order.", lines=("plan", "do", "check")),
    Kind.ESSAY: Entry(Kind.ESSAY, "Discuss.", "One thing.\n\nAnother."),
}  # fmt: skip


def test_there_is_a_form_for_every_kind() -> None:
    assert set(WRITERS) == set(Kind) == set(ENTRIES)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", [HEAD, OLD, OLD + "\n## Things\n<!-- cards: list -->\n- a\n- b\n"])
def test_each_kind_is_read_as_it_was_meant(kind: Kind, text: str) -> None:
    note = made(ENTRIES[kind], text)
    assert note.kind is kind


def test_what_each_form_says_is_on_the_card() -> None:
    term = made(ENTRIES[Kind.TERM])
    assert [(c.facet, c.front, c.back, c.accept) for c in term.cards] == [
        (Facet.FORWARD, "Customer churn", "The loss of customers.", ()),
        (Facet.REVERSE, "The loss of customers.", "Customer churn", ("churn",)),
    ]
    question = made(ENTRIES[Kind.QUESTION])
    assert (question.cards[0].back, question.hint) == ("First.\n\nSecond.", "twice")
    choice = made(ENTRIES[Kind.CHOICE]).cards[0]
    assert [(i.text, i.right) for i in choice.items] == [
        ("another", False), ("that", False), ("this", True),
    ]  # fmt: skip
    judged = made(ENTRIES[Kind.TRUE_FALSE]).cards[0]
    assert (judged.truth, judged.back) == (False, "False\n\nIt is not.")
    short = made(ENTRIES[Kind.SHORT_ANSWER]).cards[0]
    assert (short.back, short.accept) == ("a client", ("client",))
    number = made(ENTRIES[Kind.NUMERIC]).cards[0].quantity
    assert number is not None
    assert [str(number.value), str(number.tolerance), number.unit] == ["45", "1", "%"]
    assert [card.key for card in made(ENTRIES[Kind.CLOZE]).cards] == ["less", "winning"]
    listed = made(ENTRIES[Kind.LIST]).cards[0]
    assert (listed.front, [i.text for i in listed.items]) == ("Name two ways.", ["ask", "watch"])
    assert [i.text for i in made(ENTRIES[Kind.STEPS]).cards[0].items] == ["listen", "ask", "act"]
    assert [(i.text, i.side) for i in made(ENTRIES[Kind.CONTRAST]).cards[0].items] == [
        ("call", "Enhancers"), ("forget", "Dehancers"), ("listen", "Enhancers"),
    ]  # fmt: skip
    assert made(ENTRIES[Kind.TABLE]).cards[0].back == "trust"
    matching = made(ENTRIES[Kind.MATCHING]).cards[0]
    assert [(i.text, i.side) for i in matching.items] == [("up", "dearer"), ("cross", "related")]
    assert matching.choices == ("dearer", "related", "none")
    ordered = made(ENTRIES[Kind.ORDERING]).cards[0]
    assert [i.text for i in ordered.items] == ["plan", "do", "check"]
    assert made(ENTRIES[Kind.ESSAY]).cards[0].back == "One thing.\n\nAnother."


@pytest.mark.parametrize("kind", Kind)
def test_a_remark_and_a_picture_go_with_the_card(kind: Kind) -> None:
    picture = "![a funnel](img/funnel.png)"
    entry = dataclasses.replace(
        ENTRIES[kind], remark="The lecture says otherwise.", picture=picture
    )
    text = placed(OLD, "a.md", entry, files={"img/funnel.png"})
    parsed = parse(text, "a.md", {"img/funnel.png"})
    assert parsed.deck.notes[-1].remark == "The lecture says otherwise."
    assert [one.key for one in parsed.pictures] == ["img/funnel.png"]


PLAIN = st.text(
    alphabet=st.sampled_from("abcdé 0123456789.,;:!?()'\"-#>+=|{}[]<&%/^"),
    min_size=1,
    max_size=40,
).map(str.strip)


@settings(max_examples=300)
@given(front=PLAIN, back=PLAIN)
def test_any_words_of_a_question_come_back_or_are_refused(front: str, back: str) -> None:
    entry = Entry(Kind.QUESTION, front, back)
    try:
        note = made(entry, OLD)
    except UnwritableError:
        return
    assert bare(note.cards[0].front) == bare(front)
    assert bare(note.cards[0].back) == bare(back)


WORDS = st.text(alphabet="abcdefgh", min_size=3, max_size=9)
SENTENCE = st.lists(
    WORDS
    | st.sampled_from(
        ["1.", "-", "#", "A:", "Q:", ">", "+", "==", "{pin}", ":", "|", "{#a}", "a=b", "---"]
    ),
    min_size=3,
    max_size=7,
).map(" ".join)


@settings(max_examples=200)
@given(front=SENTENCE, back=SENTENCE)
def test_what_looks_like_a_mark_stays_words(front: str, back: str) -> None:
    card = made(Entry(Kind.QUESTION, f"{front} x", f"{back} y"), OLD).cards[0]
    assert bare(card.front) == bare(f"{front} x")
    assert bare(card.back) == bare(f"{back} y")


@settings(max_examples=100)
@given(entries=st.lists(SENTENCE, min_size=2, max_size=5, unique_by=str.casefold))
def test_any_entries_of_a_list_come_back(entries: list[str]) -> None:
    numbered = tuple(f"{text} {n}" for n, text in enumerate(entries, 1))
    items = made(Entry(Kind.LIST, "Things", lines=numbered), OLD).cards[0].items
    assert [bare(item.text) for item in items] == [bare(text) for text in numbered]


@pytest.mark.parametrize("kind", Kind)
def test_what_is_missing_is_named(kind: Kind) -> None:
    with pytest.raises(UnwritableError):
        write(Entry(kind, ""))
    if kind is not Kind.TRUE_FALSE:
        with pytest.raises(UnwritableError):
            write(Entry(kind, "Only this"))


LIKE_MARKS = """\
- a|* a|+ a|1. a|2) a|# a|> a|: a|Q: a|A: a|A~ a|***|---|```|~~~|===|{#a} b|{use=exam}|a {pin}
<!-- a -->|a ==b== c"""


@pytest.mark.parametrize("start", [*LIKE_MARKS.replace("\n", "|").split("|"), "| a"])
def test_a_line_that_looks_like_a_mark_is_words(start: str) -> None:
    for kind in (Kind.QUESTION, Kind.ESSAY):
        back = made(Entry(kind, "What?", f"Words.\n\n{start}")).cards[0].back
        assert bare(back) == f"Words. {start}"


def test_a_gap_that_is_not_in_the_sentence_is_refused() -> None:
    with pytest.raises(UnwritableError, match="does not stand in the sentence"):
        write(Entry(Kind.CLOZE, "Keeping costs less.", lines=("more",)))


def test_a_note_goes_to_the_end_of_the_section_that_was_chosen() -> None:
    text = HEAD + "\n## One\n\nWords.\n\n## Two\n\nQ: An older question?\nA: Its answer.\n"
    one, two = headings(text)
    assert (one.words, two.words) == ("One", "Two")
    found = placed(text, "a.md", ENTRIES[Kind.TERM], under=one.line)
    assert found.index("Customer churn") < found.index("## Two")
    assert placed(text, "a.md", ENTRIES[Kind.TERM]).index("churn") > text.index("Its answer")


def test_a_note_of_no_section_goes_above_the_first_heading() -> None:
    text = placed(HEAD, "a.md", ENTRIES[Kind.LIST], under=ABOVE_HEADINGS)
    both = placed(text, "a.md", ENTRIES[Kind.TERM], under=ABOVE_HEADINGS)
    assert both.startswith(HEAD)
    assert both.index("Customer churn") < both.index("## ")
    assert [note.headings == () for note in parse(both, "a.md").deck.notes] == [True, False]


def test_a_sentence_after_an_answer_does_not_become_a_part_of_it() -> None:
    text = placed(OLD, "a.md", ENTRIES[Kind.CLOZE])
    assert "Its answer.\n\n---\n\nKeeping" in text


def test_kinds_in_sections_begin_one() -> None:
    for kind in IN_SECTIONS:
        assert write(ENTRIES[kind]).startswith("## ")
