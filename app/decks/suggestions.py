"""Passages that could become cards, each with the one line to add or to change.

They are offers: nothing becomes a card until its author makes that edit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import split_lines
from app.decks.check import check
from app.decks.constructs.answers.choice import is_options
from app.decks.constructs.contrasts import SIDES
from app.decks.constructs.entries import first_words
from app.decks.constructs.terms import split_entry
from app.decks.marks.masks import mask
from app.decks.marks.prepare import prepare
from app.decks.model import Parsed
from app.decks.normal import word_count
from app.decks.parsing import Outline, outline_of, parse, read_outline

MOST = 50  # a file: each is tried out, which takes a parse
FEWEST_ENTRIES, FEWEST_ROWS, FEWEST_COLUMNS = 3, 2, 2
LONGEST_ENTRY = 15  # words, on average: longer ones are prose with marks
FEWEST_WORDS = 6  # around a term that becomes a gap
GAP = "cloze"

_DEFINES = re.compile(r"\s*(?::|\u2014|\u2013|-+\s)")
_BOLD = re.compile(r"(?<![\\*])\*\*(?P<words>[^*\n]{2,60})\*\*(?!\*)")


@dataclass(frozen=True, slots=True)
class Edit:
    """The line to write: *below* line *line* (0: on top), or instead of it."""

    action: Literal["insert", "replace"]
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage at *line* of *path*, what it looks like, and the edit that makes cards of it."""

    path: str
    line: int
    kind: str
    message: str
    edit: Edit


def suggest(text: str, path: str) -> tuple[Suggestion, ...]:
    """Return what could become cards in *text*; never raises.

    Each edit was tried: by itself it makes at least one note more and no error.
    """
    outline = outline_of(text, path)
    if outline is None:
        return ()
    prepare(outline.blocks, outline.report)
    read = read_outline(outline)
    before = _worth(parse(text, path))
    found: list[Suggestion] = []
    served: set[int] = set()  # lines of switches that are suggested already
    for node, heading in read.idle:
        offer = _offer(outline, node, heading)
        if offer is None or len(found) == MOST or (offer.kind != GAP and offer.edit.line in served):
            continue
        notes, errors = _worth(parse(applied(text, offer.edit), path))
        if notes > before[0] and errors <= before[1]:
            found.append(offer)
            served |= {offer.edit.line} if offer.kind != GAP else set()
    return tuple(found)


def applied(text: str, edit: Edit) -> str:
    """Return *text* with *edit* made."""
    lines = split_lines(text.removeprefix("\ufeff"))
    if edit.action == "insert":
        lines.insert(edit.line, edit.text)
    else:
        lines[edit.line - 1] = edit.text
    return "\n".join(lines) + "\n"


def _worth(parsed: Parsed) -> tuple[int, int]:
    """Return the numbers of notes and of errors."""
    errors = sum(found.severity == "error" for found in check([parsed]))
    return len(parsed.deck.notes), errors


def _offer(outline: Outline, node: Node, heading: Node | None) -> Suggestion | None:
    """Return what *node* looks like, if it looks like anything."""
    if node.kind is NodeKind.PARAGRAPH:
        return None if node.marker else _gap(outline, node)
    looks = _LOOKS.get(node.kind)
    switch, message = (looks(node) or ("", "")) if looks else ("", "")
    if not switch or (heading is None and not outline.header.meta.title):
        return None  # Without a heading or a title a card could not say what it asks for.
    line = heading.end if heading else node.line - 1
    edit = Edit("insert", line, f"<!-- cards: {switch} -->")
    return Suggestion(outline.report.path, node.line, switch, f"this looks like {message}", edit)


def _gap(outline: Outline, node: Node) -> Suggestion | None:
    """Return how the first term that is set bold in a paragraph becomes a gap."""
    if word_count(node.words.text) < FEWEST_WORDS:
        return None
    for piece in node.pieces:
        raw = outline.lines[piece.line - 1]
        masks = mask(raw)
        for match in () if "\t" in raw else _BOLD.finditer(raw, piece.column - 1):
            words = match["words"].strip()
            is_label = words.endswith(":") or _DEFINES.match(raw, match.end())
            if is_label or any(masks[match.start() : match.end()]):
                continue
            line = f"{raw[: match.start()]}=={words}=={raw[match.end() :]}"
            message = f"“{words}” is set bold and could be a gap"
            edit = Edit("replace", piece.line, line)
            return Suggestion(outline.report.path, piece.line, GAP, message, edit)
    return None


def _list(node: Node) -> tuple[str, str] | None:
    entries = [words.text if (words := first_words(item)) else "" for item in node.children]
    count = len(entries)
    terms = sum(split_entry(text) is not None for text in entries)
    if terms > 1:
        return "terms", f"{terms} terms with their meanings"
    lists = [any(part.kind is NodeKind.LIST for part in item.children) for item in node.children]
    if count == SIDES and all(lists):
        return "contrast", "two sides of a contrast"
    if count < FEWEST_ENTRIES or not all(entries) or is_options(node):
        return None
    if sum(map(word_count, entries)) > LONGEST_ENTRY * count:
        return None
    if node.ordered:
        return "steps", f"{count} steps in order"
    return "list", f"a list of {count} entries"


def _table(node: Node) -> tuple[str, str] | None:
    rows, columns = len(node.rows) - 1, len(node.rows[0])
    if rows < FEWEST_ROWS or columns < FEWEST_COLUMNS:
        return None
    return "table", f"a table of {rows} rows to be asked cell by cell"


_LOOKS: dict[NodeKind, Callable[[Node], tuple[str, str] | None]] = {
    NodeKind.LIST: _list,
    NodeKind.TABLE: _table,
}
