"""A corrected key is carried over to what was asked, or to nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decks.model import Quantity
from app.quiz.marking.lists import Entry
from app.quiz.marking.wordings import Course
from app.quiz.rekeying import rekeyed, same_key
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching, Pair
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

NO_COURSE = Course.of([], [])
TEXTS = ("loyalty", "churn", "retention", "goodwill", "price")


def choice(texts: list[str], right: str) -> Choice:
    return Choice(
        tuple(Option(str(number), text, text == right) for number, text in enumerate(texts, 1))
    )


def pairs(of: dict[str, str], choices: list[str]) -> Matching:
    ids = {text: str(number) for number, text in enumerate(choices, 1)}
    made = (Pair(str(n), left, ids[right]) for n, (left, right) in enumerate(of.items(), 1))
    return Matching(tuple(made), tuple((number, text) for text, number in ids.items()))


def ordering(texts: list[str]) -> Ordering:
    return Ordering(tuple((str(number), text) for number, text in enumerate(texts, 1)))


@given(st.permutations(TEXTS), st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_answers_to_a_choice_are_marked_by_the_new_key_wherever_its_options_stand_now(
    now: list[str], was: str, chosen: str
) -> None:
    asked = choice(list(TEXTS), was)
    new = rekeyed(asked, choice(now, now[0]))
    assert new is not None
    assert [(option.id, option.text) for option in new.options] == [
        (option.id, option.text) for option in asked.options
    ]
    said = [next(option.id for option in asked.options if option.text == chosen)]
    assert TYPES["choice"].mark(new, said, NO_COURSE).right is (chosen == now[0])
    assert same_key(asked, new) is (was == now[0])


@given(st.permutations(TEXTS), st.permutations(TEXTS))
def test_answers_to_an_ordering_are_marked_by_the_new_order(was: list[str], now: list[str]) -> None:
    asked = ordering(was)
    new = rekeyed(asked, ordering(now))
    ids = {text: number for number, text in asked.entries}
    assert TYPES["ordering"].mark(new, [ids[text] for text in now], NO_COURSE).right
    assert same_key(asked, new) is (was == now)


@given(st.permutations(TEXTS), st.tuples(*[st.sampled_from(TEXTS)] * 3))
def test_answers_to_a_matching_are_marked_by_the_new_pairs(
    choices: list[str], belongs: tuple[str, ...]
) -> None:
    lefts = ["one", "two", "three"]
    asked = pairs(dict.fromkeys(lefts, "loyalty"), list(TEXTS))
    new = rekeyed(asked, pairs(dict(zip(reversed(lefts), belongs, strict=True)), choices))
    ids = {text: number for number, text in asked.choices}
    number_of = {pair.left: pair.id for pair in asked.pairs}
    said = {
        number_of[left]: ids[right] for left, right in zip(reversed(lefts), belongs, strict=True)
    }
    assert TYPES["matching"].mark(new, said, NO_COURSE).right


@pytest.mark.parametrize(
    ("asked", "now", "new_key"),
    [
        (TrueFalse(truth=True), TrueFalse(truth=False), True),
        (TrueFalse(truth=True), TrueFalse(truth=True, explanation="Why."), False),
        (ShortAnswer(("churn",)), ShortAnswer(("churn", "defection")), True),
        (Gap(("churn",)), Gap(("churn",)), False),
        (
            Numeric(Quantity(Decimal(45), Decimal(1), "%")),
            Numeric(Quantity(Decimal(54), Decimal(1), "%")),
            True,
        ),
        (
            Listing((Entry("a", ()),), ordered=False),
            Listing((Entry("a", ()), Entry("b", ())), ordered=False),
            True,
        ),
    ],
)
def test_what_shows_only_a_stem_takes_the_new_key(
    asked: object, now: object, new_key: bool
) -> None:
    new = rekeyed(asked, now)
    assert new == now
    assert same_key(asked, new) is not new_key


@pytest.mark.parametrize(
    ("asked", "now"),
    [
        (choice(["a", "b"], "a"), choice(["a", "b", "c"], "a")),
        (choice(["a", "b"], "a"), choice(["a", "another"], "a")),
        (
            choice(["a", "b", "c"], "a"),
            Choice(
                tuple(replace(o, right=o.id != "3") for o in choice(["a", "b", "c"], "").options)
            ),
        ),
        (ordering(["a", "b"]), ordering(["a", "c"])),
        (pairs({"x": "a"}, ["a", "b"]), pairs({"y": "a"}, ["a", "b"])),
        (pairs({"x": "a"}, ["a", "b"]), pairs({"x": "a"}, ["a", "c"])),
        (
            Numeric(Quantity(Decimal(1), Decimal(0), "m")),
            Numeric(Quantity(Decimal(1), Decimal(0), "km")),
        ),
        (Listing((Entry("a", ()),), ordered=False), Listing((Entry("a", ()),), ordered=True)),
        (Essay("one"), Essay("other")),
        (ShortAnswer(("churn",)), TrueFalse(truth=True)),
    ],
)
def test_what_asks_something_else_is_not_carried_over(asked: object, now: object) -> None:
    assert rekeyed(asked, now) is None
