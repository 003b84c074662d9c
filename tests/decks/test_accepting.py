"""Another wording is written where its kind takes it, and nothing else changes."""

from __future__ import annotations

import pytest

from app.decks import parse
from app.decks.accepting import with_accepted
from app.decks.model import Card, Facet, Kind

DECK = """# Churn

Intro with ==one gap== in it.

Q: What is losing customers called?
A~ churn

Q: Why do customers leave? {#why}
A: Because someone else offers more.

Cross selling {accept="cross-selling" hint="two words"}
:   Offering a customer a related product.

A ==first== and a ==second== gap.

- [ ] not a question

Q: Which is right?
- [x] This one
- [ ] That one

```
Cross selling
```
"""


def card(front: str, text: str = DECK, facet: Facet | None = None) -> tuple[int, Card]:
    for note in parse(text, "a.md").deck.notes:
        for found in note.cards:
            if front in found.front and (facet is None or found.facet is facet):
                return note.position, found
    raise AssertionError(f"no card asks {front}")


@pytest.mark.parametrize(
    ("front", "facet", "line"),
    [
        ("What is losing", None, "A~ churn | customer loss"),
        ("Why do customers", None, 'Q: Why do customers leave? {#why accept="customer loss"}'),
        (
            "related product",
            Facet.REVERSE,
            'Cross selling {accept="cross-selling; customer loss" hint="two words"}',
        ),
        ("Intro with", None, 'Intro with ==one gap== in it. {accept="customer loss"}'),
    ],
)
def test_each_kind_takes_it_at_its_own_place(front: str, facet: Facet | None, line: str) -> None:
    position, wanted = card(front, facet=facet)
    text = with_accepted(DECK, "a.md", position, wanted, "customer  loss")
    assert text is not None
    changed = [
        new for old, new in zip(DECK.split("\n"), text.split("\n"), strict=True) if old != new
    ]
    assert changed == [line]
    _, after = card(front, text, facet)
    assert "customer loss" in after.accept
    assert set(wanted.accept) < set(after.accept)


@pytest.mark.parametrize("front", ["Which is right?", "A ", "gap."])
def test_kinds_that_take_no_other_wording_are_left_alone(front: str) -> None:
    notes = parse(DECK, "a.md").deck.notes
    found = [
        (note.position, one)
        for note in notes
        for one in note.cards
        if one.kind is Kind.CHOICE or (one.kind is Kind.CLOZE and len(note.cards) > 1)
    ]
    assert found
    for position, wanted in found:
        assert with_accepted(DECK, "a.md", position, wanted, front.strip(" ?.")) is None


@pytest.mark.parametrize(
    "wording", ['say "no"', "a; b", "a | b", "{x}", "", "   ", "x" * 201, "a\\b"]
)
def test_signs_that_would_end_the_attribute_are_refused(wording: str) -> None:
    position, wanted = card("What is losing")
    assert with_accepted(DECK, "a.md", position, wanted, wording) is None


def test_a_card_that_is_gone_takes_nothing() -> None:
    _, wanted = card("What is losing")
    assert with_accepted(DECK, "a.md", 99, wanted, "customer loss") is None
    other = wanted.__class__(wanted.kind, Facet.CELL, "x", "?", "!", wanted.line)
    assert with_accepted(DECK, "a.md", 1, other, "customer loss") is None
