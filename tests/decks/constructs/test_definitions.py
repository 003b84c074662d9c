"""Definition lists give a card from term to definition, and one back."""

from __future__ import annotations

import pytest

from app.decks.constructs.definitions import mask_terms
from app.decks.model import Facet, Kind
from tests.decks.reading import cards_of, codes, faults, notes_of, only_note, shown, sides


def test_an_entry_is_asked_in_both_directions() -> None:
    text = "Cross selling\n:   Offering a buyer a related product.\n"
    assert sides(text) == [
        ("forward", "Cross selling", "Offering a buyer a related product."),
        ("reverse", "Offering a buyer a related product.", "Cross selling"),
    ]
    note = only_note(text)
    assert (note.kind, note.line, note.end_line) == (Kind.TERM, 1, 2)


def test_each_entry_is_a_note_at_its_line() -> None:
    text = (
        "Intro.\n\nOne\n:   the first of all\n\n"
        "Two\n\n:   the second of all\n    on a further line\n"
    )
    assert [(note.line, note.end_line) for note in notes_of(text)] == [(3, 4), (6, 9)]
    assert cards_of(text)[2].back == "the second of all on a further line"


def test_several_definitions_are_accepted_meanings() -> None:
    forward, reverse = cards_of("CRM\n:   a way of doing business\n:   a system for contacts\n")
    assert forward.back == "-   a way of doing business\n-   a system for contacts"
    assert forward.accept == ("a way of doing business", "a system for contacts")
    assert reverse.back == "CRM"


def test_several_terms_are_names_of_one_thing() -> None:
    forward, reverse = cards_of("Churn\nDefection\n:   customers leaving for competitors\n")
    assert forward.front == reverse.back == "Churn / Defection"
    assert reverse.accept == ("Churn", "Defection")


def test_a_definition_may_hold_more_than_a_line() -> None:
    text = "Loyalty\n:   Coming back by choice:\n\n    - again\n    - and again\n"
    assert cards_of(text)[0].back == "Coming back by choice:\n\n-   again\n-   and again"


def test_attributes_may_stand_on_the_terms_or_the_definitions_line() -> None:
    note = only_note(
        'Up selling {#up accept="upselling; up-selling" group="selling"}\n'
        ':   Moving a buyer to a dearer version. {hint="dearer" tags="exam, crm"}\n'
    )
    assert (note.explicit_id, note.hint, note.group) == ("up", "dearer", "selling")
    assert note.tags == ("exam", "crm")
    assert [card.accept for card in note.cards] == [(), ("upselling", "up-selling")]


def test_a_qualifier_tells_two_entries_apart() -> None:
    text = (
        'Service {as="a philosophy"}\n:   The customer comes first everywhere.\n\n'
        'Service {as="an activity"}\n:   Handling orders and complaints well.\n'
    )
    assert [card.front for card in cards_of(text) if card.facet is Facet.FORWARD] == [
        "Service (a philosophy)",
        "Service (an activity)",
    ]


def test_without_a_qualifier_the_two_ask_the_same() -> None:
    text = (
        "Service\n:   The customer comes first.\n\nService\n:   Handling orders and complaints.\n"
    )
    assert faults(text) == [("same-front", 4, 1)]


def test_the_term_is_masked_in_its_own_definition() -> None:
    text = "Goodwill\n:   Without goodwill, no GOODWILL card and no goodwills.\n"
    assert codes(text) == ["term-in-definition"]


@pytest.mark.parametrize(
    ("term", "text", "masked"),
    [
        ("trust", "Trust is trusted by trusts.", "[] is trusted by []."),
        ("IT", "it needs IT", "it needs []"),
        ("Customer relations (CR)", "CR means customer relations", "[] means []"),
        ("cross selling", "cross-selling, Cross\nselling", "[], []"),
        ("**trust**", "a **trust** fund", "a **[]** fund"),
        ("trust", "`trust` and [trust](trust.md)", "`trust` and [[]](trust.md)"),
        ("满意", "客户满意度", "客户[]度"),
        ("C++", "C++ and more", "[] and more"),
        ("()", "nothing", "nothing"),
        ("-", "a - b", "a [] b"),
        ("", "nothing", "nothing"),
    ],
)
def test_masking_finds_the_term_in_words_only(term: str, text: str, masked: str) -> None:
    assert shown(mask_terms(text, [term])) == masked


def test_other_wordings_are_masked_too() -> None:
    text = 'Churn {accept="defection"}\n:   The defection of customers to others.\n'
    assert codes(text) == ["term-in-definition"]


@pytest.mark.parametrize("words", [1, 2, 61])
def test_a_definition_of_a_few_or_of_too_many_words_is_questioned(words: int) -> None:
    assert faults(f"Term\n:   {'word ' * words}\n") == [("definition-length", 2, 5)]


def test_chinese_words_are_counted_by_twos() -> None:
    assert codes("CRM\n:   管理客户关系的方法\n") == []


@pytest.mark.parametrize("text", ["Term\n:   {#id}\n", "{#id}\n:   some definition here\n"])
def test_an_entry_needs_both_sides(text: str) -> None:
    assert codes(text) == ["empty-definition"]


def test_a_term_that_ran_into_the_definition_above_is_reported() -> None:
    text = "One\n:   the very first of all\nTwo\n:   the second of them all\n"
    assert faults(text) == [("missing-blank-line", 3, 1)]


@pytest.mark.parametrize(
    "text",
    [
        ":   no term above\n",
        "Far\n\n\n:   away from its term\n",
        "- item\n:   of no definition list\n",
        "# Heading\n:   is no term\n",
        "Term\n:no space\n",
        "Term\n:\n",
    ],
)
def test_other_colons_are_text(text: str) -> None:
    assert notes_of(text) == ()


def test_a_deep_definition_list_is_prose() -> None:
    assert notes_of("- Term\n  :   definition within a list\n") == ()
