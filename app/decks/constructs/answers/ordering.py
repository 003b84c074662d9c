"""``Q:``, a numbered list and ``<!-- order -->``: bring the entries into order."""

from __future__ import annotations

from collections.abc import Sequence

from app.decks.blocks.canonical import bullets, markdown, numbered, paragraph
from app.decks.blocks.source import Place
from app.decks.constructs.entries import list_entries, make_items
from app.decks.constructs.registry import ANSWERS, Answered, Asked, practice
from app.decks.model import Card, Facet, Item, Kind
from app.decks.sections.scope import Scope

FEWEST = 2  # entries


def read(scope: Scope, asked: Asked) -> Answered | None:
    """Return the ordering that *asked* is; its items stand in the right order."""
    if asked.answer or not (asked.ordered and asked.last.ordered):
        return None
    node, stem = asked.last, markdown(asked.blocks[:-1])
    shown = f"**Q:** {stem}\n\n{markdown([node])}"
    items = make_items(list_entries(node, scope), scope)
    if len(items) < FEWEST:
        message = "there is nothing to order in fewer than two entries"
        hint = "Add entries, or remove <!-- order -->."
        scope.report.add("bad-answer", Place(node.line), message, hint)
        return Answered(None, shown)
    card = Card(
        kind=Kind.ORDERING,
        facet=Facet.FORWARD,
        key="",
        front=f"{stem}\n\n{bullets([paragraph(item.text) for item in _mixed(items)])}",
        back=numbered([paragraph(item.text) for item in items]),
        line=asked.blocks[0].line,
        items=items,
        ordered=True,
        stem=stem,
    )
    return practice(card)


def _mixed(items: Sequence[Item]) -> list[Item]:
    """Return *items* by the alphabet; backwards, if that is the right order."""
    mixed = sorted(items, key=lambda item: item.key)
    return mixed[::-1] if mixed == list(items) else mixed


ANSWERS["ordering"] = read
