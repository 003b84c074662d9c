"""``<!-- cards: steps -->``: recall a list in its order, and say what follows each step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.decks.blocks.canonical import numbered
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.constructs.entries import check_count, counted, list_entries, make_items
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.model import Card, Facet, Item, Kind, Note
from app.decks.sections.scope import Scope


def read(scope: Scope, node: Node) -> list[Note]:
    """Return the note of a list of steps: all in order, and one card for each that has a next."""
    if node.kind is not NodeKind.LIST:
        return []
    items = make_items(list_entries(node, scope), scope)
    if not items:
        return []
    check_count(scope.title, len(items), node, scope.report)
    attributes = scope.section_attributes()
    whole = Card(
        kind=Kind.STEPS,
        facet=Facet.LIST,
        key="",
        front=scope.ask or counted(scope.title, len(items)),
        back=numbered([item.text for item in items]),
        line=node.line,
        items=items,
        ordered=True,
        accept=attributes.accept,
    )
    cards = [whole, *_after(scope.title, items)]
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
