"""``<!-- cards: none -->``: switches off what a heading above, or the file, switched on."""

from __future__ import annotations

from app.decks.blocks.nodes import Node
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.model import Note
from app.decks.sections.scope import Scope


def read(_scope: Scope, _node: Node) -> list[Note]:
    """Return nothing."""
    return []


SWITCHES["none"] = Switch(read, frozenset(), "no cards by a switch from here on")
