"""``<!-- cards: steps -->``: recall a list in its order, and say what follows each step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.decks.blocks.nodes import Node
from app.decks.constructs.entries import whole_list
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.model import Card, Facet, Item, Kind, Note
from app.decks.sections.scope import Scope


def read(scope: Scope, node: Node) -> list[Note]:
    """Return the note of a list of steps: all in order, and one card for each that has a next."""
    found = whole_list(scope, node, Kind.STEPS, ordered=True)
    if found is None:
        return []
    whole, attributes = found
    cards = [whole, *_after(scope.title, whole.items)]
    return [scope.note(Kind.STEPS, (node.line, node.end), cards, attributes, titled=not scope.ask)]


def _after(title: str, items: Sequence[Item]) -> list[Card]:
    return [
        Card(
            kind=Kind.STEPS,
            facet=Facet.AFTER,
            key=step.key,
            front=f"{title}\n\n{_what_follows(step.text)}".strip(),
            back=following.text,
            line=following.line,
            accept=following.accept,
        )
        for step, following in pairwise(items)
    ]


def _what_follows(step: str) -> str:
    if step.endswith(("?", "\uff1f")):
        return f"What follows “{step}”"  # the quotation's own mark ends the question, too
    return f"What follows “{step.rstrip('.')}”?"


SWITCHES["steps"] = Switch(
    read, frozenset({"ask"}), "recall a list in its order; what follows each step"
)
