"""Within a note: clozes by their answers, table rows and list entries, also when reworded."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from app.decks.identity import match_items
from app.decks.identity.changes import answer_changed
from app.decks.identity.values import KnownCard
from app.decks.model import Card, Facet, Item, Kind, Note
from tests.decks.identity_cases import Store, cloze, question, table, term


def planned(before: Note, after: Note) -> list[tuple[int | None, bool]]:
    """Plan an edit of one note; return (number, whether the answer changed) of each card."""
    store = Store()
    store.apply({"one": [replace(before, explicit_id="x")]})
    (decision,) = store.plan({"one": [replace(after, explicit_id="x")]}).decisions
    assert decision.answer_changed == any(card.answer_changed for card in decision.cards)
    return [(card.uid.int if card.uid else None, card.answer_changed) for card in decision.cards]


def matched(old: list[str], new: list[str]) -> list[int | None]:
    """Return for each of *new* which of *old* it is, from 0."""
    items = [Item(key, key, 1) for key in new]
    found = match_items([(str(n), key) for n, key in enumerate(old)], items)
    return [None if uid is None else int(uid) for uid in found]


def test_a_cloze_goes_by_its_answer_not_by_its_number() -> None:
    before = cloze("Rules", "the right product", "the right place")
    after = cloze("Rules", "the right price", "the right place", "the right products")
    assert planned(before, after) == [(None, False), (3, False), (2, False)]


def test_a_cloze_whose_answer_was_corrected_in_its_place_goes_on_and_is_marked() -> None:
    before, after = (
        cloze("Sold", "goods", "45 percent", "abroad"),
        cloze("Sold", "goods", "54 percent", "abroad"),
    )
    assert planned(before, after) == [(2, False), (3, True), (4, False)]


def test_a_table_row_that_was_renamed_goes_on_by_its_entries() -> None:
    before = table("Shares", {"United Kingdom": "mostly by sea", "Spain": "hardly any"})
    after = table("Shares", {"Spain": "hardly any", "Great Britain": "mostly by sea"})
    assert [number for number, _ in planned(before, after)] == [3, 2]


def test_a_single_card_of_another_kind_goes_on() -> None:
    before, after = cloze("Goods go by", "rail"), question("Goods go by what?", "Goods go by rail")
    assert planned(before, after) == [(2, True)]  # more is asked for than the word
    assert planned(term("Goods", "by rail"), cloze("Goods by", "rail")) == [(None, False)]


def test_taking_an_edit_back_restores_the_cards_of_reworded_answers() -> None:
    store = Store()
    first = replace(cloze("Rules", "long list", "very long list", "x"), explicit_id="x")
    second = replace(cloze("Rules", "long lists", "list", "y"), explicit_id="x")
    before = store.apply({"one": [first]})
    store.apply({"one": [second]})
    assert store.apply({"one": [first]}) == before


def test_a_reworded_entry_keeps_its_id() -> None:
    assert matched(["right product", "right place"], ["right place", "right products"]) == [1, 0]
    assert matched(["a", "call often", "b"], ["a", "call very often", "b"]) == [0, 1, 2]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (["a", "the right price"], ["the right time", "a"], [None, 0]),  # little but the frame
        (["a", "call often", "b"], ["a", "write letters", "b"], [0, None, 2]),  # unlike
        (["long term aim"], ["short term aim"], [None]),  # the opposite
        (["one blue truck"], ["one blue ship", "one blue lorry"], [None, None]),  # two claims
        (["a", "b c d e", "f g h i", "z"], ["a", "b c x y", "z"], [0, None, 3]),  # two for one
        (["a", "z", "p q"], ["z", "p r", "a"], [1, None, 0]),  # neighbours out of order
    ],
)
def test_what_is_not_clear_is_new(old: list[str], new: list[str], found: list[int | None]) -> None:
    assert matched(old, new) == found


def test_entries_that_compete_are_told_apart_by_a_short_gap_only() -> None:
    frame = "if a truck is late by one hour then we"
    old = [f"{frame} load {n}" for n in ("ore", "coal", "wood", "salt")]
    new = [f"{frame} send {n}" for n in ("tea", "rice", "silk", "wine")]
    assert matched(["x", *old, "y"], ["x", *new, "y"]) == [0, None, None, None, None, 5]
    assert matched(["x", *old[:3], "y"], ["x", *new[:3], "y"]) == [0, 1, 2, 3, 4]


KNOWN = KnownCard(UUID(int=1), Facet.FORWARD, "", retired=False, front="f", back="b")


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("about five days by rail", "about **five** days by rail.", False),
        ("about five days by rail", "some five days by rail", False),
        ("about 5 days by rail", "about 6 days by rail", True),
        ("it is paid at once", "it is not paid at once", True),
        ("it can be paid at once", "it can't be paid at once", True),
        ("a fast truck", "an old and slow ship", True),
        ("1. load\n2. drive", "1. drive\n2. load", False),
    ],
)
def test_a_changed_answer_is_told_from_a_better_wording(old: str, new: str, changed: bool) -> None:
    card = Card(Kind.QUESTION, Facet.FORWARD, "", "f", new, 1)
    assert answer_changed(card, replace(KNOWN, back=old)) is changed


def test_nothing_is_said_of_an_answer_that_is_not_known() -> None:
    card = Card(Kind.QUESTION, Facet.FORWARD, "", "f", "5", 1)
    assert not answer_changed(card, replace(KNOWN, front="", back=""))
