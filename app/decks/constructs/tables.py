"""``<!-- cards: table -->``: one card for every row and column of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.constructs.entries import unique
from app.decks.constructs.registry import SWITCHES, Switch
from app.decks.constructs.totals import check_total
from app.decks.diagnostics import did_you_mean
from app.decks.marks.inline import Inline
from app.decks.model import Card, Facet, Kind, Note
from app.decks.normal import normal_form
from app.decks.sections.scope import Directive, Scope

_PLACE = re.compile(r"\{(?:row|column)\}")
_FINAL = ("?", "!", ".", ":", "\u2026")
_NOTHING = frozenset({"", "-", "\u2013", "\u2014"})  # cells that are left open


def read(scope: Scope, node: Node) -> list[Note]:
    """Return the note of a table; the header and a row of totals make no card."""
    directive = scope.directive
    if node.kind is not NodeKind.TABLE or directive is None:
        return []
    header, *rows = node.rows
    if directive.total == "last" and rows:
        *rows, total = rows
        check_total(rows, total, scope.report)
    cards = list(_cards(scope, header, rows, _key_column(scope, directive, header)))
    if not cards:
        return []
    attributes = scope.section_attributes()
    return [scope.note(Kind.TABLE, (node.line, node.end), cards, attributes, titled=not scope.ask)]


def _key_column(scope: Scope, directive: Directive, header: Sequence[Inline]) -> int:
    """Return which column names the rows: the one that ``key=`` says, else the first."""
    if not directive.key:
        return 0
    names = [normal_form(cell.text) for cell in header]
    if normal_form(directive.key) in names:
        return names.index(normal_form(directive.key))
    message = f"no column is called “{directive.key}”"
    hint = did_you_mean(directive.key, [cell.text for cell in header])
    scope.report.add("bad-argument", directive.place, message, hint)
    return 0


def _cards(
    scope: Scope, header: Sequence[Inline], rows: Sequence[Sequence[Inline]], key: int
) -> Iterator[Card]:
    seen: dict[str, int] = {}
    for row in rows:
        name = row[key].text if key < len(row) else ""
        if name in _NOTHING:
            continue
        row_key = unique(normal_form(name), seen, row[key].place, scope.report)
        for column, cell in enumerate(row[: len(header)]):
            if column == key or cell.text in _NOTHING:
                continue
            label = header[column].text
            yield Card(
                kind=Kind.TABLE,
                facet=Facet.CELL,
                key=f"{row_key} | {normal_form(label) or column}",
                front=_front(scope, name, label),
                back=cell.text,
                line=cell.place.line,
                accept=scope.attributes([cell], {"accept"}).accept,
            )


def _front(scope: Scope, row: str, column: str) -> str:
    """Return what asks for a cell: by the words of ``ask=``, if these say where names go."""
    if _PLACE.search(scope.ask):
        return scope.ask.replace("{row}", row).replace("{column}", column)
    name = row if row.endswith(_FINAL) else f"{row}:"
    question = f"**{column}**" if column.endswith("?") else f"**{column}**?"
    return f"{scope.ask or scope.title}\n\n{name} {question}".strip()


SWITCHES["table"] = Switch(
    read, frozenset({"ask", "key", "total"}), "one card for every row and column of a table"
)
