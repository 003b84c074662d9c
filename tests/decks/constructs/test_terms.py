"""``cards: terms``: which bullets are terms, and which only look like it."""

from __future__ import annotations

import pytest

from app.decks.model import Facet, Kind
from tests.decks.reading import codes, deck_of, faults, notes_of, only_note, sides

HEAD = "# Terms\n<!-- cards: terms -->\n"
MEANS = "losing customers to others"


@pytest.mark.parametrize(
    "entry",
    [
        f"**Churn** \u2014 {MEANS}",
        f"**Churn** \u2013 {MEANS}",
        f"**Churn**\u2014{MEANS}",
        f"**Churn** - {MEANS}",
        f"**Churn** -- {MEANS}",
        f"**Churn**: {MEANS}",
        f"**Churn:** {MEANS}",
        "**Churn** \u2014 losing customers\n  to others",
    ],
)
def test_a_bold_term_and_a_dash_or_colon_make_two_cards(entry: str) -> None:
    assert sides(f"{HEAD}- {entry}\n") == [
        ("forward", "Churn", MEANS),
        ("reverse", MEANS, "Churn"),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "**Note** \u2014 this is no term at all",
        "**Notes:** this is no term at all",
        "**Example:** a firm that calls",
        "**Exhibit 9.2** \u2014 how firms call",
        "**Source:** the lecture on service",
        "**Churn** is losing customers",
        "Churn \u2014 losing customers",
        "*Churn* \u2014 losing customers",
        "**Churn** \u2014",
        "**Churn**",
        "plain words",
    ],
)
def test_other_entries_make_no_card(entry: str) -> None:
    notes = notes_of(f"{HEAD}- **Loyalty** \u2014 coming back again\n- {entry}\n")
    assert [note.cards[0].front for note in notes] == ["Loyalty"]


def test_every_bullet_is_a_note_with_attributes_and_lines_of_its_own() -> None:
    text = (
        f'{HEAD}- **Churn** \u2014 {MEANS} {{#churn accept="attrition" as="a loss"}}\n'
        "- **Loyalty** \u2014 coming back\n  again and again\n"
    )
    churn, loyalty = notes_of(text)
    assert (churn.kind, churn.explicit_id, churn.line, churn.end_line) == (Kind.TERM, "churn", 3, 3)
    assert [card.facet for card in churn.cards] == [Facet.FORWARD, Facet.REVERSE]
    assert churn.cards[0].front == "Churn (a loss)"
    assert churn.cards[1].accept == ("attrition",)
    assert (loyalty.line, loyalty.end_line, loyalty.source.count("\n")) == (4, 5, 1)


def test_what_stands_below_a_bullet_belongs_to_its_definition() -> None:
    (card, _) = only_note(f"{HEAD}- **Churn** \u2014 {MEANS}:\n  - slowly\n  - at once\n").cards
    assert card.back == f"{MEANS}:\n\n-   slowly\n-   at once"


def test_the_directive_may_give_tags_and_a_group_to_all() -> None:
    text = '# Terms\n<!-- cards: terms tags="a" group="g" -->\n- **Churn** \u2014 ' + MEANS
    note = only_note(f'{text} {{tags="b"}}\n')
    assert (note.tags, note.group) == (("a", "b"), "g")


def test_the_list_stays_as_it_is_among_the_notes() -> None:
    blocks = deck_of(f"{HEAD}- **Churn** \u2014 {MEANS}\n").blocks
    assert (blocks[1].markdown, blocks[1].notes) == (f"-   **Churn** \u2014 {MEANS}", (0,))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "# T\n<!-- cards: terms #id -->\n- **A** \u2014 b c d e\n",
            ("misplaced-attribute", 2, 19),
        ),
        ("# T\n<!-- cards: terms -->\n- a\n- b\n", ("directive-without-target", 2, 6)),
        (f"{HEAD}- **A** \u2014 an A is a letter\n", ("term-in-definition", 3, 3)),
        (f"{HEAD}- **A** \u2014 short\n", ("definition-length", 3, 3)),
    ],
)
def test_what_is_wrong_is_reported_at_its_place(text: str, fault: tuple[str, int, int]) -> None:
    assert faults(text) == [fault]


def test_a_term_twice_needs_a_qualifier() -> None:
    text = f"{HEAD}- **Churn** \u2014 {MEANS}\n- **Churn** \u2014 stirring milk well\n"
    assert codes(text) == ["same-front"]
