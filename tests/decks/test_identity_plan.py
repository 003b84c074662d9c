"""The cascade: which known note a parsed note is."""

from __future__ import annotations

import time
from dataclasses import replace
from uuid import UUID

import pytest

from app.decks.identity import Fingerprint, Outcome, Plan, plan
from app.decks.model import Note
from tests.decks.identity_cases import Store, cloze, decks, everywhere, term

FOO, BAR, BAZ = term("Foo"), term("Bar"), term("Baz")


def outcomes(plan: Plan) -> list[tuple[str, str]]:
    return [(decision.outcome.value, decision.rule) for decision in plan.decisions]


def uid(plan: Plan, index: int = 0) -> UUID | None:
    return plan.decisions[index].uid


@pytest.fixture
def store() -> Store:
    """Holds Foo (uid 1) and Bar (uid 4) in the file ``one``."""
    store = Store()
    store.apply({"one": [FOO, BAR]})
    return store


def test_everything_is_new_in_an_empty_course() -> None:
    result = Store().plan({"one": [FOO, BAR]})
    assert outcomes(result) == [("new", ""), ("new", "")]
    assert [d.uid for d in result.decisions] == [None, None]
    assert [c.outcome for c in result.decisions[0].cards] == [Outcome.NEW, Outcome.NEW]
    assert [c.uid for c in result.decisions[0].cards] == [None, None]
    assert all(decision.changed for decision in result.decisions)


def test_unchanged_notes_are_kept_wherever_they_stand_in_the_file(store: Store) -> None:
    result = store.plan({"one": [BAZ, replace(BAR, context=("Heading",)), FOO]})
    assert outcomes(result) == [("new", ""), ("kept", "exact"), ("kept", "exact")]
    assert (uid(result, 1), uid(result, 2)) == (UUID(int=4), UUID(int=1))
    assert not result.decisions[1].changed
    assert [card.outcome for card in result.decisions[1].cards] == [Outcome.KEPT] * 2


def test_a_note_found_in_another_file_has_moved(store: Store) -> None:
    result = store.plan({"one": [BAR], "two": [FOO]})
    assert outcomes(result) == [("kept", "exact"), ("moved", "exact")]
    assert uid(result, 1) == UUID(int=1)
    assert result.retired == ()


def test_the_same_file_goes_before_another(store: Store) -> None:
    result = store.plan({"a": [FOO], "one": [FOO, BAR]})
    assert outcomes(result) == [("new", ""), ("kept", "exact"), ("kept", "exact")]


def test_an_explicit_id_goes_before_any_text(store: Store) -> None:
    store.apply({"one": [replace(FOO, explicit_id="x"), BAR]})
    result = store.plan({"one": [FOO], "two": [replace(BAZ, explicit_id="x")]})
    assert outcomes(result) == [("new", ""), ("moved", "explicit-id")]
    assert uid(result, 1) == UUID(int=1)
    assert result.decisions[1].changed


def test_adding_or_taking_away_an_explicit_id_changes_nothing_else(store: Store) -> None:
    named = {"one": [replace(FOO, explicit_id="x"), BAR]}
    assert outcomes(store.plan(named)) == [("kept", "exact")] * 2
    store.apply(named)
    assert outcomes(store.plan({"one": [FOO, BAR]})) == [("kept", "exact")] * 2


def test_new_dress_is_an_edit_of_the_same_note(store: Store) -> None:
    result = store.plan({"one": [term("**foo**"), replace(BAR, hint="b")]})
    assert outcomes(result) == [("edited", "normalised")] * 2
    assert [card.outcome for card in result.decisions[0].cards] == [Outcome.EDITED] * 2
    assert (uid(result, 0), uid(result, 1)) == (UUID(int=1), UUID(int=4))


def test_new_dress_elsewhere_is_a_move_with_a_change(store: Store) -> None:
    result = store.plan({"one": [BAR], "two": [term("foo!")]})
    assert outcomes(result) == [("kept", "exact"), ("moved", "normalised")]
    assert result.decisions[1].changed


def test_an_exact_match_elsewhere_goes_before_new_dress_nearby(store: Store) -> None:
    result = store.plan({"one": [term("foo")], "two": [FOO]})
    assert [(d.uid, d.outcome) for d in result.decisions] == [
        (None, Outcome.NEW),
        (UUID(int=1), Outcome.MOVED),
    ]


def test_duplicates_are_paired_in_document_order() -> None:
    store = Store()
    store.apply({"one": [FOO, FOO, FOO]})
    result = store.plan({"one": [FOO, BAR, FOO]})
    assert [d.uid for d in result.decisions] == [UUID(int=1), None, UUID(int=4)]
    assert result.retired == (UUID(int=7),)


def test_what_no_file_has_any_more_is_retired(store: Store) -> None:
    result = store.plan({"one": [BAR]})
    assert result.retired == (UUID(int=1),)


def test_a_retired_note_is_revived_with_its_cards_when_its_text_returns(store: Store) -> None:
    store.apply({"one": [BAR]})
    assert store.plan({"one": [BAR]}).retired == ()
    result = store.plan({"two": [FOO], "one": [BAR]})
    assert outcomes(result) == [("kept", "exact"), ("revived", "earlier")]
    assert uid(result, 1) == UUID(int=1)
    assert [(c.uid, c.outcome) for c in result.decisions[1].cards] == [
        (UUID(int=2), Outcome.REVIVED),
        (UUID(int=3), Outcome.REVIVED),
    ]


def test_a_retired_note_is_revived_in_new_dress_too(store: Store) -> None:
    store.apply({"one": [BAR]})
    result = store.plan({"one": [BAR, term("FOO")]})
    assert outcomes(result)[1] == ("revived", "normalised")


def test_an_earlier_revision_goes_before_new_dress() -> None:
    store = Store()
    store.apply({"one": [replace(FOO, explicit_id="x"), term("bar")]})
    store.apply({"one": [replace(BAR, explicit_id="x"), term("bar")]})
    store.apply({"one": [BAR, term("bar")]})
    result = store.plan({"one": [FOO, term("bar")]})
    assert outcomes(result) == [("edited", "earlier"), ("kept", "exact")]
    assert uid(result) == UUID(int=1)


def test_of_two_histories_the_more_recent_text_wins() -> None:
    store = Store()
    store.apply({"one": [replace(FOO, explicit_id="x"), replace(FOO, explicit_id="y")]})
    store.apply({"one": [replace(BAR, explicit_id="x"), replace(FOO, explicit_id="y")]})
    store.apply({"one": [replace(BAR, explicit_id="x")]})
    store.apply({"one": [BAR]})
    result = store.plan({"one": [FOO]})
    assert uid(result) == UUID(int=4)
    assert outcomes(result) == [("revived", "earlier")]


def test_a_note_with_two_pasts_is_found_by_one_of_them() -> None:
    store = Store()
    for note in (FOO, BAR, BAZ):
        store.apply({"one": [replace(note, explicit_id="x")]})
    store.apply({"one": [BAZ]})
    result = store.plan({"one": [BAR, FOO]})
    assert outcomes(result) == [("edited", "earlier"), ("new", "")]


def test_only_what_is_in_scope_can_be_retired_or_moved(store: Store) -> None:
    store.apply({"one": [FOO, BAR], "two": [BAZ]})
    known = list(store.notes.values())
    result = plan(known, decks(two=[FOO]), lambda path: path == "two")
    assert outcomes(result) == [("new", "")]
    assert result.retired == (UUID(int=7),)


def test_a_retired_note_is_revived_from_out_of_scope(store: Store) -> None:
    store.apply({"one": [BAR]})
    known = list(store.notes.values())
    result = plan(known, decks(two=[FOO]), lambda path: path == "two")
    assert outcomes(result) == [("revived", "earlier")]
    assert result.retired == ()


def test_a_note_that_becomes_another_kind_is_the_same_if_it_says_the_same(store: Store) -> None:
    result = store.plan({"one": [BAR, cloze("Foo", "a meaning")]})
    assert outcomes(result)[1] == ("edited", "alike")
    assert outcomes(store.plan({"one": [BAR, cloze("Other", "a meaning")]}))[1] == ("new", "")


def test_decisions_follow_the_files_by_path() -> None:
    result = Store().plan({"two": [FOO], "one": [BAR]})
    assert [decision.path for decision in result.decisions] == ["one", "two"]


class TestCards:
    def planned(self, before: Note, after: Note) -> list[tuple[int | None, str]]:
        """Plan an edit of one note; return (number, outcome) of each card."""
        self.store = Store()
        self.store.apply({"one": [replace(before, explicit_id="x")]})
        self.result = self.store.plan({"one": [replace(after, explicit_id="x")]})
        (decision,) = self.result.decisions
        self.gone = [uid.int for uid in decision.retired_cards]
        return [
            (None if card.uid is None else card.uid.int, card.outcome.value)
            for card in decision.cards
        ]

    def test_fixed_facets_go_by_facet(self) -> None:
        edited = term("Other", "entirely")
        swapped = replace(edited, cards=edited.cards[::-1])
        assert self.planned(FOO, swapped) == [(3, "edited"), (2, "edited")]

    def test_keyed_facets_go_by_key_not_by_order(self) -> None:
        cards = self.planned(cloze("s", "a", "b", "c"), cloze("s", "c", "new", "A."))
        assert cards == [(4, "edited"), (None, "new"), (2, "edited")]
        assert self.gone == [3]

    def test_an_equal_key_goes_before_an_equal_normal_form(self) -> None:
        cards = self.planned(cloze("s", "A", "a"), cloze("s", "a", "A!"))
        assert cards == [(3, "edited"), (2, "edited")]

    def test_a_card_that_returns_is_revived(self) -> None:
        self.planned(cloze("s", "a", "b"), cloze("s", "a"))
        self.store.apply({"one": [replace(cloze("s", "a"), explicit_id="x")]})
        result = self.store.plan({"one": [replace(cloze("s", "a", "B"), explicit_id="x")]})
        assert [(c.uid, c.outcome.value) for c in result.decisions[0].cards] == [
            (UUID(int=2), "edited"),
            (UUID(int=3), "revived"),
        ]
        assert result.decisions[0].retired_cards == ()

    def test_a_kind_of_card_that_is_gone_is_retired(self) -> None:
        assert self.planned(FOO, replace(FOO, cards=FOO.cards[1:])) == [(3, "edited")]
        assert self.gone == [2]


def test_the_summary_is_what_the_command_prints(store: Store) -> None:
    store.apply({"one": [FOO, BAR, BAZ, term("Old")]})
    store.apply({"one": [FOO, BAR, BAZ]})
    result = store.plan({"one": [FOO, term("Old"), term("New")], "two": [term("baz")]})
    assert result.summary() == {
        "kept": 1, "edited": 0, "moved": 1, "new": 1, "retired": 1, "revived": 1,
        "ask": [], "guard": None,
    }  # fmt: skip
    gone = store.plan({"one": []}).summary()
    assert gone["retired"] == 3
    assert gone["guard"] == {
        "reason": "This would retire 3 of the 3 notes of one, 6 cards in all.",
        "decks": [{"path": "one", "retired": 3, "notes": 3}],
        "cards": 6,
    }


def test_fingerprints_of_known_notes_need_not_be_ours(store: Store) -> None:
    """After a change of the hashes a note is found by what it says, or else not at all."""
    known = [replace(old, revisions=(Fingerprint("?", "?"),)) for old in store.notes.values()]
    result = plan(known, decks(one=[FOO]), everywhere)
    assert outcomes(result) == [("edited", "alike")]
    silent = [replace(old, cards=()) for old in known]
    assert outcomes(plan(silent, decks(one=[FOO]), everywhere)) == [("new", "")]


def test_fifteen_thousand_unchanged_notes_are_planned_at_once() -> None:
    store = Store()
    files = {
        f"file {f}": [term(f"Term {n} of {f}", f"What term {n} of {f} means.") for n in range(100)]
        for f in range(150)
    }
    store.apply(files)
    known, parsed = list(store.notes.values()), decks(**files)
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        result = plan(known, parsed, everywhere)
        seconds.append(time.process_time() - begin)
        assert result.summary()["kept"] == 15_000
    assert min(seconds) < 1.5  # 0.3 s on an idle machine, several times that when measured
