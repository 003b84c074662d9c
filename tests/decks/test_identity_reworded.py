"""A reworded note keeps its history; a note that merely resembles another does not take it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from app.decks.identity import Decision, plan
from app.decks.model import Note
from tests.decks.identity_cases import Store, cloze, decks, everywhere, question, table, term

WAREHOUSE = question(
    "Why does a warehouse near the customer shorten delivery?",
    "Goods travel a shorter last stretch, so an order arrives the same day.",
)
LOYALTY = question("What makes a buyer loyal?", "Promises that were kept over several years.")
PRICE = question("When is a low price a mistake?", "When it teaches buyers to wait for the next.")
FENCE = [question(f"Fence {n}?", f"Post number {n}.") for n in range(4)]


def decided(before: dict[str, list[Note]], after: dict[str, list[Note]]) -> dict[str, Decision]:
    """Apply *before*, plan *after*; return the decisions by front."""
    store = Store()
    store.apply(before)
    return {d.note.cards[0].front: d for d in store.plan(after).decisions}


def rule(before: dict[str, list[Note]], after: dict[str, list[Note]], note: Note) -> str:
    return decided(before, after)[note.cards[0].front].rule


def test_a_note_with_the_same_front_and_another_answer_is_the_same() -> None:
    other = question("What makes a buyer loyal?", "Nothing else than habit.")
    assert rule({"one": [WAREHOUSE, LOYALTY]}, {"one": [WAREHOUSE, other]}, other) == "front"


def test_a_front_that_is_too_short_or_not_unique_proves_nothing() -> None:
    short = term("Churn", "Buyers who leave."), term("Churn", "What milk is stirred for.")
    assert rule({"one": [short[0]]}, {"two": [short[1]]}, short[1]) == ""
    twice = [term("Retention", "Keeping staff."), term("Retention", "Keeping water.")]
    new = term("Retention", "Holding money back.")
    assert rule({"one": twice}, {"two": [new]}, new) == ""
    assert rule({"one": [new]}, {"two": twice}, twice[1]) == ""


def test_a_note_with_the_same_long_answer_and_another_front_is_the_same() -> None:
    other = question(
        "And who gains?", "Goods travel a shorter last stretch, so an order arrives the same day."
    )
    assert rule({"one": [WAREHOUSE]}, {"two": [other]}, other) == "answer"
    short = question("How long?", "Eight days."), question("Which delay?", "Eight days.")
    assert rule({"one": [short[0]]}, {"two": [short[1]]}, short[1]) == ""


def test_a_reworded_note_is_found_by_likeness() -> None:
    other = question(
        "Why does a warehouse close to the customer shorten a delivery?",
        "Goods travel a shorter last stretch, so an order comes the same day.",
    )
    found = decided({"one": [LOYALTY, WAREHOUSE, PRICE]}, {"one": [other, LOYALTY, PRICE]})
    assert found[other.cards[0].front].rule == "alike"
    assert found[other.cards[0].front].uid == UUID(int=3)


def test_what_two_notes_claim_alike_is_nobodys() -> None:
    """Both new notes are as near to the known one; the author is asked instead."""
    new = [replace_answer(WAREHOUSE, "today"), replace_answer(WAREHOUSE, "soon")]
    found = decided({"one": [WAREHOUSE]}, {"two": new})
    assert [decision.uid for decision in found.values()] == [None]
    two = [
        question("Why does a warehouse near one customer shorten delivery?", LOYALTY.cards[0].back),
        question("Why does a warehouse near any customer shorten delivery?", PRICE.cards[0].back),
    ]
    known = question("Why does a warehouse near the customer shorten delivery?", "It just does.")
    assert {d.uid for d in decided({"one": [known]}, {"two": two}).values()} == {None}


def replace_answer(note: Note, word: str) -> Note:
    return question(note.cards[0].front, f"{note.cards[0].back[:-9]} {word}.")


def test_another_file_costs_likeness_unless_notes_moved_there_too() -> None:
    """So many words are shared as suffice in the same file, and where its other notes went."""
    old = cloze("bulky goods travel slowly by rail across a country", "today")
    new = cloze("heavy goods travel slowly by ship across a country", "today")
    rest = [LOYALTY, PRICE]
    assert rule({"one": [old, *rest]}, {"one": [*rest, FENCE[0], new]}, new) == "alike"
    assert rule({"one": [old, *rest]}, {"one": rest, "two": [new]}, new) == ""
    assert rule({"one": [old, *rest]}, {"two": [*rest, FENCE[0], new]}, new) == "alike"


def test_two_different_explicit_ids_are_two_notes() -> None:
    old, new = replace(LOYALTY, explicit_id="x"), replace(LOYALTY, explicit_id="y", hint="h")
    reworded = question("What makes a buyer loyal?", "Promises that were kept for years.")
    assert rule({"one": [old]}, {"one": [replace(reworded, explicit_id="y")]}, reworded) == ""
    assert rule({"one": [old]}, {"one": [reworded]}, reworded) == "front"
    assert rule({"one": [old]}, {"one": [new]}, new) == "normalised"


def test_a_retired_note_is_not_revived_on_a_likeness_alone() -> None:
    store = Store()
    store.apply({"one": [LOYALTY, PRICE]})
    store.apply({"one": [PRICE]})
    new = question("What makes a buyer loyal?", "Promises that were kept for years.")
    result = store.plan({"one": [PRICE, new]})
    assert result.decisions[1].uid is None
    assert [miss.uid for miss in result.ask] == [UUID(int=1)]


def test_tables_without_a_title_are_compared_by_their_entries() -> None:
    old = table("", {"Ore": "nine in ten loads", "Coal": "one in ten loads"})
    new = table("", {"Ore": "nine in ten loads", "Coal": "two in ten loads"})
    assert rule({"one": [old]}, {"one": [new]}, new) == "alike"


def test_words_that_very_many_notes_share_tell_nothing() -> None:
    old = [cloze("goods travel", "far", f"word{n}") for n in range(301)]
    assert rule({"one": old}, {"two": [new := cloze("goods travel", "far")]}, new) == ""


def test_a_known_note_without_texts_is_like_nothing() -> None:
    store = Store()
    store.apply({"one": [FENCE[0], LOYALTY, FENCE[1]]})
    known = [replace(note, cards=()) for note in store.notes.values()]
    result = plan(known, decks(one=[FENCE[0], PRICE, FENCE[1]]), everywhere)
    assert [decision.rule for decision in result.decisions] == ["exact", "", "exact"]


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_what_stands_in_the_same_gap_is_the_same(kept: int) -> None:
    """Notes that were rewritten where they stood share less, but their neighbours hold them."""
    old = [question(f"How many days does carrier {n} need?", f"{n}2 days") for n in range(kept)]
    new = [
        question(f"How many days will carrier {n} need at most?", f"{n}3 days") for n in range(kept)
    ]
    found = decided({"one": [FENCE[0], *old, FENCE[1]]}, {"one": [FENCE[0], *new, FENCE[1]]})
    assert [found[n.cards[0].front].rule for n in new] == ["gap"] * kept
    assert [found[n.cards[0].front].uid for n in new] == [UUID(int=3 + 2 * n) for n in range(kept)]


@pytest.mark.parametrize("at", [0, 1])
def test_the_start_and_the_end_of_a_file_hold_a_gap_too(at: int) -> None:
    old = question("How many days does the carrier need?", "12 days")
    new = question("Days that the carrier needs at most", "13 days")
    before, after = [FENCE[0], FENCE[1]], [FENCE[0], FENCE[1]]
    before.insert(at * 2, old)
    after.insert(at * 2, new)
    assert rule({"one": before, "a": [PRICE]}, {"one": after, "a": [PRICE]}, new) == "gap"
    assert rule({"one": before, "x": [PRICE]}, {"one": after, "x": [PRICE]}, new) == "gap"


OLD = question("How many days does the carrier need?", "12 days")
NEW = question("Days that the carrier needs at most", "13 days")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([FENCE[0], OLD, FENCE[1]], [NEW, FENCE[0], FENCE[1]]),  # another gap
        ([FENCE[0], OLD, PRICE, FENCE[1]], [FENCE[0], NEW, FENCE[1]]),  # another number of notes
        ([OLD], [NEW]),  # no neighbour
        ([FENCE[0], PRICE, FENCE[1]], [FENCE[0], NEW, FENCE[1]]),  # hardly a word in common
    ],
    ids=["place", "number", "alone", "unlike"],
)
def test_another_gap_is_no_proof(before: list[Note], after: list[Note]) -> None:
    assert rule({"one": before}, {"one": after}, NEW) == ""


def test_a_gap_between_neighbours_from_two_files_is_none() -> None:
    before = {"one": [FENCE[0], OLD], "two": [FENCE[1]]}
    assert rule(before, {"one": [FENCE[0], NEW, FENCE[1]]}, NEW) == ""


def test_a_neighbour_that_was_revived_holds_no_gap() -> None:
    store = Store()
    store.apply({"one": [FENCE[0]]})
    store.apply({"one": [OLD]})
    result = store.plan({"one": [FENCE[0], NEW]})
    assert [decision.rule for decision in result.decisions] == ["earlier", ""]


def test_more_than_three_notes_in_a_gap_need_more_proof() -> None:
    old = [question(f"How many days does carrier {n} need?", f"{n}2 days") for n in range(4)]
    new = [
        question(f"How many days will carrier {n} need at most?", f"{n}3 days") for n in range(4)
    ]
    found = decided({"one": [FENCE[0], *old, FENCE[1]]}, {"one": [FENCE[0], *new, FENCE[1]]})
    assert {found[n.cards[0].front].rule for n in new} == {""}
