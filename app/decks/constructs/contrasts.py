"""``<!-- cards: contrast -->``: which of two sides, one side's entries, the opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.decks.blocks.canonical import bullets
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import Place
from app.decks.constructs.entries import Found, counted, first_words, list_entries, make_items
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.marks.inline import Inline
from app.decks.model import Card, Facet, Item, Kind, Note
from app.decks.normal import normal_form
from app.decks.sections.scope import Scope

SIDES = 2


def read(scope: Scope, node: Node) -> list[Note]:
    """Return the note of a two-column table, or of a list of two entries with sub-lists."""
    if node.kind is NodeKind.TABLE:
        entries = _from_table(node)
    elif node.kind is NodeKind.LIST:
        entries = _from_list(scope, node)
    else:
        return []
    items = make_items(entries, scope) if entries is not None else ()
    sides = tuple(dict.fromkeys(item.side for item in items))
    if len(sides) != SIDES:
        message = "a contrast needs two sides with entries"
        hint = "Write a table of two columns, or a list of two entries that have a sub-list each."
        scope.report.add("contrast-shape", Place(node.line), message, hint)
        return []
    attributes = scope.section_attributes()
    cards = [_sort(scope, node, items, sides)]
    cards += [_recall(node, items, side) for side in sides]
    if node.kind is NodeKind.TABLE:
        cards += _opposites(node, items)
    return [scope.note(Kind.CONTRAST, (node.line, node.end), cards, attributes)]


def _from_table(node: Node) -> list[Found] | None:
    left, right = _headers(node)
    if len(node.rows[0]) != SIDES or not left or not right:
        return None
    names = (left, right)
    return [
        (cell, name)
        for row in node.rows[1:]
        for cell, name in zip(row, names, strict=False)
        if cell.text
    ]


def _headers(node: Node) -> tuple[str, str]:
    texts = [cell.text for cell in node.rows[0]]
    return (texts[0], texts[1]) if len(texts) == SIDES else ("", "")


def _from_list(scope: Scope, node: Node) -> list[Found] | None:
    if len(node.children) != SIDES:
        return None
    entries: list[Found] = []
    for item in node.children:
        words = first_words(item)
        lists = [child for child in item.children if child.kind is NodeKind.LIST]
        if words is None or not lists:
            return None
        for sublist in lists:
            entries += list_entries(sublist, scope, words.text.rstrip(":"))
    return entries


def _sort(scope: Scope, node: Node, items: Sequence[Item], sides: Sequence[str]) -> Card:
    back = "\n\n".join(f"**{side}**\n\n{_entries(items, side)}" for side in sides)
    return Card(
        kind=Kind.CONTRAST,
        facet=Facet.SORT,
        key="",
        front=scope.ask or f"Where does each entry belong: **{sides[0]}** or **{sides[1]}**?",
        back=back,
        line=node.line,
        items=tuple(items),
    )


def _recall(node: Node, items: Sequence[Item], side: str) -> Card:
    own = tuple(item for item in items if item.side == side)
    return Card(
        kind=Kind.CONTRAST,
        facet=Facet.RECALL,
        key=normal_form(side),
        front=counted(side, len(own)),
        back=_entries(items, side),
        line=node.line,
        items=own,
    )


def _entries(items: Sequence[Item], side: str) -> str:
    return bullets([item.text for item in items if item.side == side])


def _opposites(node: Node, items: Sequence[Item]) -> Iterator[Card]:
    keys = {item.line: item.key for item in reversed(items)}  # the left entry of each row
    left_name, right_name = _headers(node)
    for row in node.rows[1:]:
        if len(row) != SIDES or not row[0].text or not row[1].text:
            continue
        left, right = row
        yield Card(
            kind=Kind.CONTRAST,
            facet=Facet.OPPOSITE,
            key=keys[left.place.line],
            front=f"{left_name}: {left.text}\n\nWhat stands opposite under “{right_name}”?",
            back=right.text,
            line=left.place.line,
            accept=_accept(right, items),
        )


def _accept(cell: Inline, items: Sequence[Item]) -> tuple[str, ...]:
    return next(
        item.accept for item in items if item.text == cell.text and item.line == cell.place.line
    )


SWITCHES["contrast"] = Switch(
    read, frozenset({"ask"}), "which of two sides; the entries of one side; the opposite of each"
)
