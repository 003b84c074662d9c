"""Cards that a course teaches in pairs never take each other's history."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from app.decks import parse
from app.decks.identity.likeness import Likeness
from app.decks.identity.opposites import opposed
from app.decks.identity.reworded import ALIKE
from app.decks.identity.values import Fresh
from app.decks.identity.wording import features
from app.decks.model import Note
from tests.decks.identity_cases import Store, question, term

CONTENT = Path(__file__).parents[2] / "content"
FENCE = [question("Left fence?", "A post."), question("Right fence?", "Another one.")]
HABITS = "Which habits of a seller make a relationship with a buyer"
PAIRS = [
    (
        question(f"{HABITS} stronger?", "Customer relationship enhancers"),
        question(f"{HABITS} weaker?", "Customer relationship dehancers"),
    ),
    (
        term("Pre-transaction elements", "What prepares good service before anything is bought."),
        term("Post-transaction elements", "What keeps service good after something is bought."),
    ),
    (
        term("Intranet", "A network of one organisation, for those who work inside it."),
        term("Extranet", "A network of one organisation, for partners who work outside it."),
    ),
    (
        term("Up selling", "Persuading a customer at the till to take a dearer product."),
        term("Cross selling", "Persuading a customer at the till to take another product."),
    ),
    (
        term("Inbound logistics", "Moving and storing what comes from suppliers."),
        term("Outbound logistics", "Moving and storing what goes to customers."),
    ),
    (
        term("Tangible benefit", "An advantage that can be measured in money at once."),
        term("Intangible benefit", "An advantage that cannot be measured in money at once."),
    ),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=[pair[0].cards[0].back[:20] for pair in PAIRS])
@pytest.mark.parametrize("swap", [False, True])
def test_a_counterpart_does_not_take_the_history(pair: tuple[Note, Note], swap: bool) -> None:
    """Not in its place, not elsewhere in the file, not in another file, nor alone."""
    old, new = pair[::-1] if swap else pair
    for before, after in (
        ({"one": [FENCE[0], old, FENCE[1]]}, {"one": [FENCE[0], new, FENCE[1]]}),
        ({"one": [FENCE[0], old, FENCE[1]]}, {"one": [new, *FENCE]}),
        ({"one": [*FENCE, old]}, {"one": FENCE, "two": [new]}),
        ({"one": [old]}, {"one": [new]}),
    ):
        store = Store()
        store.apply(before)
        result = store.plan(after)
        uids = {decision.note.cards: decision.uid for decision in result.decisions}
        assert uids[new.cards] is None
        assert len(result.retired) == 1


def test_no_two_notes_of_the_content_are_near_enough_to_be_mixed_up() -> None:
    texts = [(path.name, path.read_text("utf-8")) for path in sorted(CONTENT.rglob("*.md"))]
    notes = [note for name, text in texts for note in parse(text, name).deck.notes]
    store = Store()
    store.apply({"all": notes})
    fresh = [Fresh(i, "all", note, "") for i, note in enumerate(notes)]
    known = sorted(store.notes.values(), key=lambda note: note.position)
    likeness = Likeness(fresh, known)
    assert len(notes) > 10
    words = [set(features(note.cards[0].front + note.cards[0].back)) for note in notes]
    for new, old in combinations(range(len(notes)), 2):
        # Looking at every pair closely would take a minute; these share few words.
        if 2 * len(words[new] & words[old]) >= min(len(words[new]), len(words[old])):
            one, other = fresh[new], known[old]
            assert likeness(one, other) < ALIKE or likeness.opposed(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("an upper bound", "a lower bound"),
        ("the pre - sale call", "the post - sale call"),
        ("an encoder", "a decoder"),
        ("satisfied buyers", "dissatisfied buyers"),
        ("costs increase", "costs decrease"),
    ],
)
def test_opposites_are_known_by_word_and_by_prefix(one: str, other: str) -> None:
    assert opposed(features(one), features(other))
    assert opposed(features(other), features(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a bound", "a limit"),
        ("customers", "customer"),
        ("less is more", "more is less"),
        ("the seller and the buyer", "the seller"),
        ("", "anything"),
    ],
)
def test_other_changes_are_not_opposites(one: str, other: str) -> None:
    assert not opposed(features(one), features(other))
