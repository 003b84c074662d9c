from __future__ import annotations

import uuid

import pytest

from app.services.search.index import index_of
from app.services.search.library import join
from app.services.search.passages import Passage, PassageKind
from app.services.search.ranking import Found, Hit, find
from app.services.search.snippets import snippet

DECK = uuid.UUID(int=1)


def passage(
    text: str, kind: PassageKind = PassageKind.PROSE, *path: str, asks: str = ""
) -> Passage:
    return Passage(DECK, kind, "part-1", path, text, asks)


PASSAGES = (
    passage("Customer retention", PassageKind.HEADING),
    passage("A loyal customer buys again.", PassageKind.PROSE, "Customer retention"),
    passage("Marktsegmente sind Gruppen von Kunden.", PassageKind.PROSE, "Märkte"),
    passage("客户关系管理是一种经营理念。"),
    passage("The price of the product.", asks="What does a buyer pay for it?"),
)
LIBRARY = join([index_of(PASSAGES)])


def asked(query: str, most: int = 50) -> Found:
    return find([LIBRARY], query, most)


def texts(query: str) -> list[str]:
    return [PASSAGES[hit.passage].text for hit in asked(query).hits]


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
    assert texts("buyer") == ["The price of the product."]
    shown = snippet(PASSAGES[-1], asked("buyer").marks)
    assert [part.text for part in shown if part.marked] == ["buyer"]


def test_a_mistyped_word_says_what_it_was_taken_for() -> None:
    found = asked("custmer")
    assert found.corrected == {"custmer": "customer"}


def test_a_word_that_is_nowhere_is_named_and_the_others_found() -> None:
    found = asked("loyal xylophone")
    assert found.missing == ("xylophone",)
    assert texts("loyal xylophone") == ["A loyal customer buys again."]


@pytest.mark.parametrize("query", ["", "  ", "…", "xylophone", "'", "%_*\\"])
def test_what_has_no_words_or_is_nowhere_finds_nothing(query: str) -> None:
    assert asked(query).hits == ()


def test_an_empty_library_finds_nothing() -> None:
    assert find([join([])], "loyal", 50).hits == ()


def test_without_libraries_nothing_is_found() -> None:
    assert find([], "loyal", 50).missing == ("loyal",)


def test_a_word_that_is_there_does_not_mean_longer_ones_when_it_is_short() -> None:
    library = join([index_of([passage("the end"), passage("their theatre")])])
    assert [hit.passage for hit in find([library], "the", 50).hits] == [0]


def test_only_the_best_are_returned_and_all_are_counted() -> None:
    found = asked("customer", most=1)
    assert (len(found.hits), found.count) == (1, 2)
    assert found.hits == asked("customer").hits[:1]


def test_several_libraries_are_ranked_as_one() -> None:
    apart = [join([index_of([each])]) for each in PASSAGES]
    for query in ("loyal customer", "custmer", "segment", "客户"):
        together = asked(query).hits
        assert find(apart, query, 50).hits == tuple(
            Hit(hit.passage, 0, hit.score) for hit in together
        )


def test_what_one_library_has_as_it_was_typed_is_no_mistake_for_another() -> None:
    libraries = [join([index_of([passage(text)])]) for text in ("A customer.", "A costumer.")]
    found = find(libraries, "costumer", 50)
    assert [hit.library for hit in found.hits] == [1]
    assert found.corrected == {}


@pytest.mark.parametrize(
    ("query", "word", "is_marked"),
    [
        ("segment", "marktsegmente", True),
        ("segment", "markt", False),
        ("the", "their", False),
        ("pr", "price", True),
        ("pr", "april", False),
        ("理", "管理", True),
        ("custmer", "customer", True),
        ("custmer", "custmers", False),
    ],
)
def test_words_are_marked_that_answer_the_query(query: str, word: str, *, is_marked: bool) -> None:
    assert (word in asked(query).marks) is is_marked
