from __future__ import annotations

import uuid

import pytest

from app.services.search.library import Library, build, find
from app.services.search.passages import Passage, PassageKind
from app.services.search.snippets import snippet

DECK = uuid.UUID(int=1)


def passage(
    text: str, kind: PassageKind = PassageKind.PROSE, *path: str, asks: str = ""
) -> Passage:
    return Passage(DECK, kind, "part-1", path, text, asks)


LIBRARY: Library = build(
    [
        [
            passage("Customer retention", PassageKind.HEADING),
            passage("A loyal customer buys again.", PassageKind.PROSE, "Customer retention"),
            passage("Marktsegmente sind Gruppen von Kunden.", PassageKind.PROSE, "Märkte"),
            passage("客户关系管理是一种经营理念。"),
            passage("The price of the product.", asks="What does a buyer pay for it?"),
        ]
    ]
)


def texts(query: str) -> list[str]:
    return [hit.passage.text for hit in find(LIBRARY, query).hits]


@pytest.mark.parametrize(
    "query",
    ["loyal", "LOYAL", "loyál", "loyel", "lyoal", "loya", "loyal customer", "customer, buys!"],
)
def test_a_passage_is_found_in_spite_of_case_accents_and_mistakes(query: str) -> None:
    assert "A loyal customer buys again." in texts(query)


def test_a_part_of_a_long_word_is_enough() -> None:
    assert texts("segment") == ["Marktsegmente sind Gruppen von Kunden."]


@pytest.mark.parametrize("query", ["关系", "客户关系", "理", "客户管理"])
def test_chinese_is_found_by_its_characters(query: str) -> None:
    assert texts(query) == ["客户关系管理是一种经营理念。"]


def test_a_heading_comes_before_text_with_the_same_words() -> None:
    assert texts("customer")[0] == "Customer retention"


def test_the_words_of_a_heading_count_for_what_stands_below_but_do_not_find_it_alone() -> None:
    assert texts("retention loyal")[0] == "A loyal customer buys again."
    assert texts("retention") == ["Customer retention"]


def test_what_a_card_asks_in_other_words_is_found_and_shown() -> None:
    found = find(LIBRARY, "buyer")
    assert [hit.passage.text for hit in found.hits] == ["The price of the product."]
    shown = snippet(found.hits[0].passage, found.terms)
    assert [part.text for part in shown if part.marked] == ["buyer"]


def test_a_mistyped_word_says_what_it_was_taken_for() -> None:
    found = find(LIBRARY, "custmer")
    assert found.corrected == {"custmer": "customer"}


def test_a_word_that_is_nowhere_is_named_and_the_others_found() -> None:
    found = find(LIBRARY, "loyal xylophone")
    assert found.missing == ("xylophone",)
    assert [hit.passage.text for hit in found.hits] == ["A loyal customer buys again."]


@pytest.mark.parametrize("query", ["", "  ", "…", "xylophone", "'", "%_*\\"])
def test_what_has_no_words_or_is_nowhere_finds_nothing(query: str) -> None:
    assert find(LIBRARY, query).hits == ()


def test_an_empty_library_finds_nothing() -> None:
    assert find(build([]), "loyal").hits == ()


def test_a_word_that_is_there_does_not_mean_longer_ones_when_it_is_short() -> None:
    library = build([[passage("the end"), passage("their theatre")]])
    assert [hit.passage.text for hit in find(library, "the").hits] == ["the end"]
