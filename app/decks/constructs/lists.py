"""``<!-- cards: list -->``: recall all entries of a list, in any order."""

from __future__ import annotations

from app.decks.blocks.canonical import bullets
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.constructs.entries import check_count, counted, list_entries, make_items
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.model import Card, Facet, Kind, Note
from app.decks.sections.scope import Scope


def read(scope: Scope, node: Node) -> list[Note]:
    """Return the note of a list: one card that asks for every entry."""
    if node.kind is not NodeKind.LIST:
        return []
    items = make_items(list_entries(node, scope), scope)
    if not items:
        return []
    check_count(scope.title, len(items), node, scope.report)
    attributes = scope.section_attributes()
    card = Card(
        kind=Kind.LIST,
        facet=Facet.LIST,
        key="",
        front=scope.ask or counted(scope.title, len(items)),
        back=bullets([item.text for item in items]),
        line=node.line,
        items=items,
        accept=attributes.accept,
    )
    return [scope.note(Kind.LIST, (node.line, node.end), [card], attributes, titled=not scope.ask)]


SWITCHES["list"] = Switch(read, frozenset({"ask"}), "recall every entry of a list, in any order")
