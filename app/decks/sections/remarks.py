"""Remarks: a block quote that starts with ``**Remark:**``, shown after answering."""

from __future__ import annotations

import re

from app.decks.blocks.canonical import markdown
from app.decks.blocks.nodes import Node, NodeKind

_LABEL = re.compile(r"\*\*Remark:\*\*\s*|\*\*Remark\*\*:\s*")


def is_remark(node: Node) -> bool:
    """Whether *node* is a block quote that starts with the label."""
    if node.kind is not NodeKind.QUOTE or not node.children:
        return False
    first = node.children[0].inline
    return first is not None and _LABEL.match(first.text) is not None


def remark_text(node: Node) -> str:
    """Return the remark without its label and without the quote around it."""
    return _LABEL.sub("", markdown(node.children), count=1)
