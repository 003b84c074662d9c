"""A plan that would retire much waits for a confirmation."""

from __future__ import annotations

from dataclasses import replace

from app.decks.identity import Guard
from tests.decks.identity_cases import Store, cloze, listing, term

FOO, BAR = term("Foo"), term("Bar")


def test_one_note_may_always_go() -> None:
    store = Store()
    store.apply({"one": [FOO]})
    assert store.plan({"one": []}).guard is None


def test_a_fifth_of_a_deck_may_go_and_no_more() -> None:
    notes = [term(f"Term {n}") for n in range(10)]
    store = Store()
    store.apply({"one": notes, "two": [BAR]})
    assert store.plan({"one": notes[2:], "two": [BAR]}).guard is None
    guard = store.plan({"one": notes[3:], "two": [BAR]}).guard
    assert guard is not None
    assert guard.decks == (("one", 3, 10),)
    assert guard.reason == "This would retire 3 of the 10 notes of one, 6 cards in all."


def test_a_moved_note_is_not_lost() -> None:
    notes = [term(f"Term {n}") for n in range(10)]
    store = Store()
    store.apply({"one": notes})
    assert store.plan({"two": notes}).guard is None


def test_twenty_cards_may_go_and_no_more() -> None:
    notes = [listing(f"List {n}", "a", "b") for n in range(200)]
    store = Store()
    store.apply({"one": notes})
    assert store.plan({"one": notes[20:]}).guard is None
    guard = store.plan({"one": notes[21:]}).guard
    assert guard is not None
    assert (guard.decks, guard.cards) == ((), 21)


def test_cards_that_leave_notes_count_too() -> None:
    store = Store()
    answers = [f"answer {n}" for n in range(25)]
    store.apply({"one": [replace(cloze("s", *answers), explicit_id="x")]})
    guard = store.plan({"one": [replace(cloze("s", *answers[:4]), explicit_id="x")]}).guard
    assert guard is not None
    assert guard.reason == "This would retire 21 cards in all."


def test_a_single_card_is_named_as_one() -> None:
    assert Guard((), 1).reason == "This would retire 1 card in all."
