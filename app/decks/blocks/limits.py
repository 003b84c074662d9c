"""Settles a scanned document: where blocks end, and which are over a hard limit."""

from __future__ import annotations

from collections.abc import Sequence

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.scanner import MAX_BLOCK
from app.decks.blocks.source import Place
from app.decks.blocks.tree import MAX_DEPTH
from app.decks.diagnostics import Report

MAX_BRACKETS = 200  # of each kind in a block; Python-Markdown is slow with more
BRACKETS = "[](){}<>"
MAX_CELLS = 5_000  # short rows are filled up: a few kilobytes could become a table of millions

_FAULTS = {
    "block-too-large": (
        f"the block is larger than {MAX_BLOCK // 1024} kB and is left out",
        "Split it with a heading or a blank line between paragraphs.",
    ),
    "block-too-deep": (
        f"the block is nested more than {MAX_DEPTH} levels deep and is left out",
        "Use fewer levels of lists and quotes.",
    ),
    "too-many-brackets": (
        f"the block has more than {MAX_BRACKETS} brackets of one kind and is left out",
        "Split it, or use fewer brackets.",
    ),
    "table-too-large": (
        f"the table has more than {MAX_CELLS:,} cells and is left out",
        "Split it, or give it fewer columns.",
    ),
}


def settle(document: Node, lines: Sequence[str], report: Report) -> None:
    """Set the end of every block of *document*, and the fault of those over a limit."""
    for node in document.children:
        _set_ends(node)
        source = "\n".join(lines[node.line - 1 : node.end])
        node.fault = node.fault or fault_of(source) or _fault_of_tables(node)
        if node.fault:
            report_fault(node.fault, node.line, report)


def fault_of(source: str) -> str:
    """Return the code of the limit that a block with these lines exceeds, or ""."""
    if len(source) <= MAX_BRACKETS:
        return ""
    if len(source.encode("utf-8", "replace")) > MAX_BLOCK:
        return "block-too-large"
    if any(source.count(bracket) > MAX_BRACKETS for bracket in BRACKETS):
        return "too-many-brackets"
    return ""


def _fault_of_tables(node: Node) -> str:
    tables = (part for part in node.walk() if part.kind is NodeKind.TABLE)
    too_large = any(t.pieces[0].text.count("|") * len(t.pieces) > MAX_CELLS for t in tables)
    return "table-too-large" if too_large else ""


def report_fault(code: str, line: int, report: Report) -> None:
    """Report that the block at *line* is over limit *code*."""
    message, hint = _FAULTS[code]
    report.add(code, Place(line), message, hint)


def _set_ends(node: Node) -> None:
    for child in node.children:
        _set_ends(child)
        node.end = max(node.end, child.end)
    if node.kind is NodeKind.CODE and not node.marker:
        while not node.pieces[-1].text.strip():
            node.pieces.pop()
        node.end = node.pieces[-1].line
