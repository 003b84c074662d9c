"""Reads the words of every block of a document, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.rows import split_row
from app.decks.blocks.source import Piece, Place
from app.decks.diagnostics import Report
from app.decks.marks.clozes import report_clozes_in_code
from app.decks.marks.inline import Inline
from app.decks.marks.masks import COMMENT_CLOSE
from app.decks.marks.prose import read_inline

_ONE = re.compile(r"(?:^|\s)1[.)]\s+\S")
_TWO = re.compile(r"\s2[.)]\s+\S")
_PIPED = re.compile(r"\s*\|.*\|\s*")
_WORDS = frozenset({NodeKind.PARAGRAPH, NodeKind.HEADING, NodeKind.TERM})


def prepare(nodes: Sequence[Node], report: Report) -> None:
    """Fill ``inline`` and ``rows`` of *nodes* and all below, reporting what is broken."""
    for top in nodes:
        if top.fault:
            continue
        for node in top.walk():
            _prepare(node, report)


def inlines(node: Node) -> list[Inline]:
    """Return every run of words in *node* and below, in document order."""
    if not (node.children or node.rows):
        return [node.inline] if node.inline else []
    found: list[Inline] = []
    for part in node.walk():
        found += [part.inline] if part.inline else []
        found += [cell for row in part.rows for cell in row]
    return found


def _prepare(node: Node, report: Report) -> None:
    if node.kind in _WORDS:
        node.inline = read_inline(node.pieces, report)
    if node.kind is NodeKind.PARAGRAPH:
        _check_paragraph(node, report)
    elif node.kind is NodeKind.LIST:
        _check_list(node, report)
    elif node.kind is NodeKind.TABLE:
        _prepare_table(node, report)
    elif node.kind is NodeKind.CODE:
        report_clozes_in_code(node.pieces, report)
    elif node.kind is NodeKind.COMMENT:
        _prepare_comment(node, report)


def _prepare_comment(node: Node, report: Report) -> None:
    if any(COMMENT_CLOSE in piece.text for piece in node.pieces):
        node.inline = read_inline(node.pieces, report)
    else:
        message = "a comment that nothing closes hides the rest of the text"
        report.add("unclosed-comment", node.place, message, "Close it with -->.")


def _check_paragraph(node: Node, report: Report) -> None:
    if len(node.pieces) > 1 and all(_PIPED.fullmatch(piece.text) for piece in node.pieces):
        message = "this looks like a table, but has no row of dashes"
        hint = "Put | --- | --- | under the header, with one group of dashes a column."
        report.add("broken-table", node.place, message, hint)
    for piece in node.pieces:
        one = _ONE.search(piece.text) if "1" in piece.text else None
        if one and _TWO.search(piece.text, one.end()):
            _inline_list(Place(piece.line, piece.column), report)


def _check_list(node: Node, report: Report) -> None:
    if not node.ordered:
        return
    for number, item in enumerate(node.children, start=node.level):
        first = item.children[0] if item.children else None
        if first and first.kind is NodeKind.PARAGRAPH:
            text = first.pieces[0].text
            if re.search(rf"\s{number + 1}[.)]\s+\S", text):
                _inline_list(first.place, report)


def _inline_list(place: Place, report: Report) -> None:
    message = "several numbered entries stand on one line"
    report.add("inline-list", place, message, "Give every entry a line of its own.")


def _prepare_table(node: Node, report: Report) -> None:
    header, _, *rows = node.pieces
    width = len(split_row(header))
    for piece in (header, *rows):
        cells = split_row(piece)
        node.rows.append([read_inline([cell], report) for cell in cells])
        if len(cells) != width:
            _uneven(piece, len(cells), width, report)


def _uneven(piece: Piece, cells: int, width: int, report: Report) -> None:
    message = f"the row has {cells} cells, the header {width} columns"
    hint = "Write as many cells (\\| is a pipe in a cell), or end the table by a blank line."
    report.add("broken-table", Place(piece.line, piece.column), message, hint)
