"""``Q:`` and a table of two columns: what belongs to what."""

from __future__ import annotations

from collections.abc import Sequence

from app.decks.blocks.canonical import bullets, markdown, paragraph, table
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import Place
from app.decks.constructs.entries import make_items
from app.decks.constructs.registry import ANSWERS, Answered, Asked, practice
from app.decks.model import Card, Facet, Kind
from app.decks.normal import normal_form
from app.decks.sections.scope import Scope

COLUMNS = 2
FEWEST = 2  # pairs


def is_pairs(node: Node) -> bool:
    """Whether *node* is a table of two columns."""
    return node.kind is NodeKind.TABLE and len(node.rows[0]) == COLUMNS


def read(scope: Scope, asked: Asked) -> Answered | None:
    """Return the matching that *asked* is: an item for each row, its side what belongs to it.

    A row without a left entry only adds a choice that belongs to nothing.
    """
    if asked.answer or len(asked.blocks) == 1 or not is_pairs(asked.last):
        return None
    node, stem = asked.last, markdown(asked.blocks[:-1])
    shown = f"**Q:** {stem}\n\n{table(node)}"
    rows = [row for row in node.rows[1:] if len(row) == COLUMNS]
    items = make_items(((left, right.text) for left, right in rows if left.text), scope)
    choices = tuple(dict.fromkeys(right.text for _, right in rows if right.text))
    if len(items) < FEWEST or not all(item.side for item in items):
        message = "matching needs two rows or more, each with what belongs to its first entry"
        hint = "Fill both columns; a row without a first entry adds a choice that fits nothing."
        scope.report.add("bad-answer", Place(node.line), message, hint)
        return Answered(None, shown)
    lists = [[item.text for item in items], sorted(choices, key=normal_form)]
    card = Card(
        kind=Kind.MATCHING,
        facet=Facet.FORWARD,
        key="",
        front="\n\n".join([stem, *_columns(node, lists)]),
        back=table(node),
        line=asked.blocks[0].line,
        items=items,
        stem=stem,
        choices=choices,
    )
    return practice(card)


def _columns(node: Node, lists: Sequence[Sequence[str]]) -> list[str]:
    """Return what is to be matched, column by column, the second one in another order."""
    parts: list[str] = []
    for cell, texts in zip(node.rows[0], lists, strict=True):
        parts += [f"**{cell.text}**"] if cell.text else []
        parts.append(bullets([paragraph(text) for text in texts]))
    return parts


ANSWERS["matching"] = read
