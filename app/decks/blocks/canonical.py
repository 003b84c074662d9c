"""Writes blocks as the Markdown that Python-Markdown reads the way CommonMark meant them.

Four columns for nested content, a blank line before every block, paragraphs on one line,
numbers with a full stop, cells escaped. Our own marks are gone from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.rows import split_row

INDENT = "    "

_PLAIN = {
    (),
    (NodeKind.PARAGRAPH,),
    (NodeKind.LIST,),
    (NodeKind.PARAGRAPH, NodeKind.LIST),
}

# What starts another block for Python-Markdown although it stands in a paragraph.
_START = re.compile(r"^(?:(?P<sign>#|[-+*>](?=\s|$))|(?P<number>\d+)\.(?=\s|$))", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")


def markdown(nodes: Sequence[Node]) -> str:
    """Return *nodes* as canonical Markdown; comments and blocks over a limit are left out."""
    blocks = [_block(node, nested=False) for node in nodes if not node.fault]
    return "\n\n".join(block for block in blocks if block)


def paragraph(text: str) -> str:
    """Return *text* so that its start is read as words, never as a list or a heading."""
    if text[:1].isalpha() and "\n" not in text:
        return text
    return _START.sub(_escape, text)


def bullets(texts: Sequence[str]) -> str:
    """Return *texts* as a bulleted list."""
    # Right under a second block Python-Markdown takes the next entry for a part of it.
    apart = any("\n\n" in text for text in texts)
    return ("\n\n" if apart else "\n").join(_item("-", text) for text in texts)


def numbered(texts: Sequence[str]) -> str:
    """Return *texts* as a numbered list."""
    return "\n".join(_item(f"{n}.", text) for n, text in enumerate(texts, start=1))


def table(node: Node) -> str:
    """Return a table with every row as long as its header."""
    width = len(node.rows[0])
    rows = [[cell.text for cell in row][:width] for row in node.rows]
    lines = [_row(cells + [""] * (width - len(cells))) for cells in rows]
    lines.insert(1, _row([cell.text for cell in split_row(node.pieces[1])]))
    return "\n".join(lines)


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match["sign"] else f"{match['number']}\\."


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_PIPE.sub(r"\\|", cell) for cell in cells) + " |"


def _block(node: Node, *, nested: bool) -> str:
    if node.kind is NodeKind.CODE:
        return _code(node, nested=nested)
    write = _WRITERS.get(node.kind)
    return write(node) if write else ""  # nothing of comments


def _paragraph(node: Node) -> str:
    return paragraph(node.words.text)


def _heading(node: Node) -> str:
    return f"{'#' * node.level} {node.words.text}".rstrip()


def _rule(_node: Node) -> str:
    return "---"


def _quote(node: Node) -> str:
    return _prefixed(_children(node), "> ", "> ")


def _children(node: Node) -> str:
    """Return what a container holds: a sub-list follows its line, other blocks stand apart."""
    written, before = "", node.kind
    for child in node.children:
        block = _block(child, nested=True)
        tight = child.kind is NodeKind.LIST and before is NodeKind.PARAGRAPH and not node.loose
        gap = "\n" if tight and node.kind is NodeKind.ITEM else "\n\n"
        written += f"{gap if written and block else ''}{block}"
        before = child.kind
    return written


def _list(node: Node) -> str:
    contents: list[str] = []
    items: list[str] = []
    for number, item in enumerate(node.children, start=node.level):
        item.loose = node.loose
        content = _children(item)
        if content:  # an empty entry would underline the line above it
            contents.append(content)
            items.append(_item(f"{number}." if node.ordered else "-", content))
    # Right under code, a quote, a second list or a list with blank lines Python-Markdown takes
    # the next entry for a part of it.
    apart = (
        node.loose
        or any(_kinds(item) not in _PLAIN for item in node.children)
        or any("\n\n" in content for content in contents)
    )
    return ("\n\n" if apart else "\n").join(items)


def _kinds(item: Node) -> tuple[NodeKind, ...]:
    return tuple(child.kind for child in item.children)


def _item(marker: str, content: str) -> str:
    return _prefixed(content, marker.ljust(len(INDENT) - 1) + " ", INDENT)


def _definitions(node: Node) -> str:
    terms = [term_text(child) for child in node.children if child.kind is NodeKind.TERM]
    bodies = [_children(child) for child in node.children if child.kind is NodeKind.DEFINITION]
    return "\n".join([*terms, *(_item(":", body) for body in bodies)])


def term_text(node: Node) -> str:
    """Return a term, with its qualifier in brackets."""
    words = paragraph(node.words.text)
    return f"{words} ({node.qualifier})" if node.qualifier else words


def _code(node: Node, *, nested: bool) -> str:
    lines = [piece.text for piece in node.pieces]
    if nested:  # fenced_code knows fences at the margin only
        return "\n".join(f"{INDENT}{line}" if line.strip() else "" for line in lines)
    fence = "`" * max(3, 1 + max((len(line) - len(line.lstrip("`")) for line in lines), default=0))
    return "\n".join([fence, *lines, fence])


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    rest = (f"{others}{line}".rstrip() if not line else f"{others}{line}" for line in lines[1:])
    return "\n".join([f"{first}{lines[0]}", *rest])


_WRITERS: dict[NodeKind, Callable[[Node], str]] = {
    NodeKind.PARAGRAPH: _paragraph,
    NodeKind.HEADING: _heading,
    NodeKind.RULE: _rule,
    NodeKind.TABLE: table,
    NodeKind.LIST: _list,
    NodeKind.QUOTE: _quote,
    NodeKind.DEFINITIONS: _definitions,
}
