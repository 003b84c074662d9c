"""``<!-- cards: list -->``: recall all entries of a list, in any order."""

from __future__ import annotations

from app.decks.blocks.nodes import Node
from app.decks.constructs.entries import whole_list
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.model import Kind, Note
from app.decks.sections.scope import Scope


def read(scope: Scope, node: Node) -> list[Note]:
    """Return the note of a list: one card that asks for every entry."""
    found = whole_list(scope, node, Kind.LIST, ordered=False)
    if found is None:
        return []
    card, attributes = found
    return [scope.note(Kind.LIST, (node.line, node.end), [card], attributes, titled=not scope.ask)]


SWITCHES["list"] = Switch(read, frozenset({"ask"}), "recall every entry of a list, in any order")
