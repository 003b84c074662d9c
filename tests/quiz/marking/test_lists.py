from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quiz.marking.lists import Entry, mark_list
from app.quiz.marking.verdicts import Reason
from app.quiz.marking.wordings import Course

COURSE = Course.of(["price", "place", "product", "promotion"])
FOUR = (
    Entry("product"),
    Entry("price", ("cost",)),
    Entry("place"),
    Entry("promotion", ("advertising",)),
)


@given(st.permutations(["products", "cost", "the place", "promotoin"]))
def test_any_order_gets_full_credit_where_order_does_not_count(lines: list[str]) -> None:
    marked = mark_list(lines, FOUR, COURSE)
    assert marked.credit == 1
    assert marked.missing == ()


def test_what_is_missing_is_named_and_empty_lines_cost_nothing() -> None:
    marked = mark_list(["price", "", "  "], FOUR, COURSE)
    assert marked.credit == 1 / 4
    assert marked.missing == (0, 2, 3)


def test_an_entry_counts_once() -> None:
    marked = mark_list(["price", "cost"], FOUR, COURSE)
    assert marked.entry_of == (1, None)
    assert marked.credit == 1 / 4


def test_lines_beyond_the_entries_cost_as_much_as_an_entry() -> None:
    lines = ["product", "price", "place", "promotion", "people", "process"]
    assert mark_list(lines, FOUR, COURSE).credit == 2 / 4


@pytest.mark.parametrize(
    ("lines", "credit"),
    [
        (["product", "price", "place", "promotion"], 1.0),
        (["price", "product", "place", "promotion"], 0.75),
        (["promotion", "place", "price", "product"], 0.25),
    ],
)
def test_where_order_counts_the_longest_run_in_order_is_credited(
    lines: list[str], credit: float
) -> None:
    assert mark_list(lines, FOUR, COURSE, ordered=True).credit == credit


def test_an_entry_is_given_up_for_a_line_that_fits_nothing_else() -> None:
    entries = (Entry("a call", ("contact",)), Entry("a letter", ("contact", "mail")))
    marked = mark_list(["contact", "a letter"], entries, Course())
    assert marked.entry_of == (0, 1)
    marked = mark_list(["contact", "a call"], entries, Course())
    assert marked.entry_of == (1, 0)


def test_a_line_that_is_another_term_says_so() -> None:
    marked = mark_list(["promotion"], FOUR[:3], COURSE)
    assert marked.lines[0].reason is Reason.OTHER_TERM
