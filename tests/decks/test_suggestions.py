"""What could become cards: each offer with an edit that makes some, and no error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.decks import parse
from app.decks.check import check
from app.decks.model import Kind
from app.decks.suggestions import Edit, applied, suggest
from tests.decks.test_parse_properties import SCRAPS

LIST = "- one\n- two\n- three\n"
STEPS = "1. plan\n2. do\n3. check\n"
TABLE = "| a | b |\n|---|---|\n| c | d |\n| e | f |\n"
TERMS = "- **Up selling** \u2014 moving to a dearer version\n- **Churn:** losing them to others\n"
SIDES = "- Dos\n  - call\n- Don'ts\n  - hide\n"
BOLD = "Losing customers to **other firms** is known as churn.\n"


@pytest.mark.parametrize(
    ("block", "switch", "kind"),
    [
        (LIST, "list", Kind.LIST),
        (STEPS, "steps", Kind.STEPS),
        (TABLE, "table", Kind.TABLE),
        (TERMS, "terms", Kind.TERM),
        (SIDES, "contrast", Kind.CONTRAST),
    ],
)
def test_a_section_that_looks_like_cards_gets_its_switch(
    block: str, switch: str, kind: Kind
) -> None:
    text = f"Prose.\n\n## Head\n\n{block}"
    (found,) = suggest(text, "x.md")
    assert (found.path, found.line, found.kind) == ("x.md", 5, switch)
    assert found.edit == Edit("insert", 3, f"<!-- cards: {switch} -->")
    notes = parse(applied(text, found.edit), "x.md").deck.notes
    assert {note.kind for note in notes} == {kind}


def test_a_term_set_bold_could_be_a_gap() -> None:
    text = f"Prose\nabove.\n\nFirst line\n{BOLD}"
    (found,) = suggest(text, "x.md")
    assert found.edit == Edit(
        "replace", 5, "Losing customers to ==other firms== is known as churn."
    )
    (note,) = parse(applied(text, found.edit), "x.md").deck.notes
    assert note.kind is Kind.CLOZE


@pytest.mark.parametrize(
    "text",
    [
        "Prose.\n",
        f"# H\n<!-- cards: none -->\n{LIST}",
        f"# H\n<!-- cards: table -->\n{TABLE}\n{LIST}",
        LIST,
        "# H\n- one\n- two\n",
        "# H\n- [ ] one\n- [x] two\n- [ ] three\n",
        "# H\n"
        + "- it runs on and on, as prose does, for many more than fifteen words or so\n" * 3,
        "# H\n| a | b |\n|---|---|\n| c | d |\n",
        "# H\n| a |\n|---|\n| c |\n| d |\n",
        "**Note:** this is not the name of anything that is defined.\n",
        "It is `**code**` that stands here, and nothing to be hidden.\n",
        "**All bold**\n",
        "**Churn** \u2014 this is where customers are lost to others.\n",
        f"Q: Which?\nA: These.\n\n{LIST}",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert suggest(text, "x.md") == ()


def test_a_title_is_enough_to_ask_for_a_list() -> None:
    text = f"---\ntitle: Parts\n---\nProse.\n\n{LIST}"
    (found,) = suggest(text, "x.md")
    assert found.edit == Edit("insert", 5, "<!-- cards: list -->")
    (note,) = parse(applied(text, found.edit), "x.md").deck.notes
    assert note.cards[0].front == "Parts (3 entries)"


def test_a_heading_gets_one_switch_at_a_time() -> None:
    found = suggest(f"# H\n{LIST}\n{TABLE}\n{BOLD}", "x.md")
    assert [one.kind for one in found] == ["list", "cloze"]


def test_an_edit_that_would_make_an_error_is_not_offered() -> None:
    text = "# H\n| a | b |\n|---|---|\n| c | d |\n| c | e |\n"
    assert suggest(text, "x.md") == ()


def test_what_is_over_a_limit_is_passed_over() -> None:
    assert suggest("word\n" * 110_000, "x.md") == ()
    assert suggest("# H\n" + "- entry\n" * 3_000, "x.md") == ()


def test_there_is_an_end_to_suggestions() -> None:
    text = "".join(f"Number {n} makes **bold {n}** out of these words.\n\n" for n in range(60))
    assert len(suggest(text, "x.md")) == 50


@settings(max_examples=60)
@given(st.lists(SCRAPS | st.sampled_from([LIST, STEPS, TABLE, TERMS, BOLD]), max_size=10))
def test_every_edit_makes_notes_and_no_error(scraps: list[str]) -> None:
    text = "\n".join(scraps)
    before = parse(text, "x.md")
    for found in suggest(text, "x.md"):
        after = parse(applied(text, found.edit), "x.md")
        assert len(after.deck.notes) > len(before.deck.notes)
        assert errors(after) <= errors(before)


def errors(parsed: object) -> int:
    assert isinstance(parsed, type(parse("", "x.md")))
    return sum(fault.severity == "error" for fault in check([parsed]))
