"""Near misses are shown side by side, and the author's answers decide."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.decks.identity import Answer, NearMiss, Outcome, Verdict, fingerprint
from tests.decks.identity_cases import Store, cloze, question, table, term

FENCE = [question("Left fence?", "A post."), question("Right fence?", "Another one.")]
OLD = question("Why does a full truck drive cheaper?", "Its fixed costs are spread over more.")
NEW = question("Why is a truck that is full cheaper to drive?", "More goods share fixed costs.")


@pytest.fixture
def store() -> Store:
    """Holds the fences (uids 1 and 3) and OLD (uid 5) in the file ``one``."""
    store = Store()
    store.apply({"one": [*FENCE, OLD]})
    return store


def miss(store: Store) -> NearMiss:
    (found,) = store.plan({"one": [NEW, *FENCE]}).ask
    return found


def test_a_near_miss_shows_both_texts(store: Store) -> None:
    found = miss(store)
    assert (found.path, found.note.cards, found.uid) == ("one", NEW.cards, UUID(int=5))
    assert 0.45 <= found.likeness < 0.75
    assert found.summary() == {
        "path": "one",
        "line": 1,
        "note": str(UUID(int=5)),
        "likeness": round(found.likeness, 3),
        "text": found.exact,
        "new": {"front": NEW.cards[0].front, "back": NEW.cards[0].back},
        "old": {"path": "one", "front": OLD.cards[0].front, "back": OLD.cards[0].back},
    }
    assert store.plan({"one": [NEW, *FENCE]}).summary()["ask"] == [found.summary()]


def test_the_same_card_goes_on(store: Store) -> None:
    result = store.plan({"one": [NEW, *FENCE]}, miss(store).answered(Verdict.SAME))
    assert (result.decisions[0].uid, result.decisions[0].rule) == (UUID(int=5), "answered")
    assert result.decisions[0].outcome is Outcome.EDITED
    assert not result.decisions[0].reset
    assert (result.ask, result.retired) == ((), ())


def test_a_different_card_is_new_and_not_asked_about_again(store: Store) -> None:
    result = store.plan({"one": [NEW, *FENCE]}, miss(store).answered(Verdict.DIFFERENT))
    assert (result.decisions[0].uid, result.ask) == (None, ())
    assert result.retired == (UUID(int=5),)


def test_a_reset_goes_on_and_says_that_everybody_starts_anew(store: Store) -> None:
    result = store.plan({"one": [NEW, *FENCE]}, miss(store).answered(Verdict.RESET))
    assert (result.decisions[0].uid, result.decisions[0].reset) == (UUID(int=5), True)


def test_the_later_of_two_answers_holds(store: Store) -> None:
    found = miss(store)
    answers = found.answered(Verdict.SAME), found.answered(Verdict.DIFFERENT)
    assert store.plan({"one": [NEW, *FENCE]}, *answers).decisions[0].uid is None
    assert store.plan({"one": [NEW, *FENCE]}, *answers[::-1]).decisions[0].uid == UUID(int=5)


def test_an_answer_about_a_text_that_changed_since_says_nothing(store: Store) -> None:
    answer = miss(store).answered(Verdict.SAME)
    again = question(NEW.cards[0].front, "Goods share its fixed costs.")
    assert store.plan({"one": [again, *FENCE]}, answer).decisions[0].uid is None


def test_what_is_certain_goes_before_an_answer(store: Store) -> None:
    answer = miss(store).answered(Verdict.SAME)
    result = store.plan({"one": [NEW, *FENCE, OLD]}, answer)
    assert [d.uid for d in result.decisions][::3] == [None, UUID(int=5)]


def test_one_known_note_is_given_to_one_of_two_that_claim_it(store: Store) -> None:
    answer = miss(store).answered(Verdict.SAME)
    result = store.plan({"one": [NEW, NEW, *FENCE]}, answer)
    assert [d.uid for d in result.decisions][:2] == [UUID(int=5), None]


def test_different_holds_against_every_rule_that_may_be_wrong(store: Store) -> None:
    dressed = question(f"**{OLD.cards[0].front}**", OLD.cards[0].back)
    assert store.plan({"one": [*FENCE, dressed]}).decisions[2].rule == "normalised"
    answer = Answer("one", fingerprint(dressed).exact, UUID(int=5), Verdict.DIFFERENT)
    assert store.plan({"one": [*FENCE, dressed]}, answer).decisions[2].uid is None


def test_a_retired_note_can_be_the_same_again(store: Store) -> None:
    store.apply({"one": FENCE})
    reworded = question(OLD.cards[0].front, "Its fixed costs are spread over more goods.")
    (found,) = store.plan({"one": [*FENCE, reworded]}).ask
    result = store.plan({"one": [*FENCE, reworded]}, found.answered(Verdict.SAME))
    assert result.decisions[2].outcome is Outcome.REVIVED


def test_no_more_than_three_are_suggested_the_most_alike_first() -> None:
    store = Store()
    words = ["goods", "crates", "pallets", "boxes", "barrels"]
    store.apply(
        {
            "one": [
                term(f"Moving {word} by night", f"How {word} travel in the dark.") for word in words
            ]
        }
    )
    asked = store.plan(
        {"one": [term("Moving sacks by night", "How sacks travel in the dark.")]}
    ).ask
    assert len(asked) == 3
    assert [a.likeness for a in asked] == sorted((a.likeness for a in asked), reverse=True)


def test_nothing_is_asked_about_notes_without_a_word_in_common(store: Store) -> None:
    assert store.plan({"one": [term("Churn", "Leaving"), *FENCE]}).ask == ()


def test_clozes_and_tables_are_shown_as_a_whole() -> None:
    store = Store()
    store.apply(
        {
            "one": [
                cloze("A pallet holds", "many crates"),
                table("Shares of rail freight", {"Ore": "9"}),
            ]
        }
    )
    new = [
        cloze("One pallet carries", "many crates"),
        table("Shares of all freight", {"Coal": "8"}),
    ]
    asked = store.plan({"two": new}).ask
    assert [miss.old for miss in asked] == [
        ("A pallet holds many crates", ""),
        ("Shares of rail freight", "Ore: **Share**? 9"),
    ]
