"""Opens blocks: each function tries one kind at the cursor's first character.

A function returns ``Step.TEXT`` if its block does not start there, ``Step.DONE`` if the
block took the line, ``Step.INTO`` if it is a container that the rest of the line fills.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from app.decks.blocks import starts
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.rows import has_pipe, is_delimiter_row, split_row
from app.decks.blocks.source import Piece, Place
from app.decks.blocks.tree import Step, Tree
from app.decks.marks.masks import COMMENT_CLOSE, COMMENT_OPEN

MAX_GAP = 2  # lines from a term's last to its definition: one may be blank

_DIRECTIVE = re.compile(r"<!--\s*[A-Za-z]+\s*:")


def open_block(tree: Tree) -> Step:
    """Try every kind of block that can start with the cursor's character."""
    indent = tree.indent()
    at = tree.at + indent
    if indent >= starts.CODE_INDENT:
        return _open_indented(tree)
    for opener in _OPENERS.get(tree.text[at], ()):
        step = opener(tree, at)
        if step is not Step.TEXT:
            return step
    return Step.TEXT


def _open_indented(tree: Tree) -> Step:
    if tree.leaf is not None and tree.leaf.kind is NodeKind.PARAGRAPH:
        return Step.TEXT
    tree.add_piece(tree.add_leaf(NodeKind.CODE), tree.at + starts.CODE_INDENT)
    return Step.DONE


def _open_quote(tree: Tree, at: int) -> Step:
    if tree.too_deep():
        return Step.TEXT
    node = tree.add(NodeKind.QUOTE)
    tree.at = at + 1
    tree.at += tree.text.startswith(" ", tree.at)
    return tree.enter(node)


def _open_heading(tree: Tree, at: int) -> Step:
    found = starts.heading(tree.text, at)
    if found is None:
        return Step.TEXT
    node = tree.add(NodeKind.HEADING)
    node.level, start, end = found
    node.pieces.append(Piece(tree.number, start + 1, tree.text[start:end]))
    return Step.DONE


def _open_setext(tree: Tree, at: int) -> Step:
    leaf = tree.leaf
    if leaf is None or not tree.leaf_is(NodeKind.PARAGRAPH) or leaf.marker:
        return Step.TEXT
    level = starts.setext_level(tree.text, at)
    if not level:
        return Step.TEXT
    leaf.kind, leaf.level, leaf.end = NodeKind.HEADING, level, tree.number
    tree.leaf = None
    return Step.DONE


def _open_rule(tree: Tree, at: int) -> Step:
    if not starts.is_rule(tree.text, at):
        return Step.TEXT
    tree.add(NodeKind.RULE)
    return Step.DONE


def _open_fence(tree: Tree, at: int) -> Step:
    fence = starts.fence(tree.text, at)
    if fence is None:
        return Step.TEXT
    node = tree.add_leaf(NodeKind.CODE)
    node.marker, tree.fence_indent = fence, at - tree.at
    return Step.DONE


def _open_comment(tree: Tree, at: int) -> Step:
    text = tree.text
    if not text.startswith(COMMENT_OPEN, at):
        return Step.TEXT
    if tree.leaf_is(NodeKind.PARAGRAPH) and not _DIRECTIVE.match(text, at):
        return Step.TEXT  # An id on a line of its own belongs to the paragraph.
    close = text.find(COMMENT_CLOSE, at)
    rest = text[close + len(COMMENT_CLOSE) :].lstrip(" ") if close >= 0 else ""
    if rest and not rest.startswith(("{", COMMENT_OPEN)):
        return Step.TEXT  # Prose that happens to start with a comment.
    node = tree.add_leaf(NodeKind.COMMENT)
    tree.add_piece(node, at)
    if close >= 0:
        tree.leaf = None
    return Step.DONE


def _open_table(tree: Tree, at: int) -> Step:
    leaf = tree.leaf
    if leaf is None or not tree.leaf_is(NodeKind.PARAGRAPH):
        return Step.TEXT
    header, delimiter = leaf.pieces[-1], Piece(tree.number, at + 1, tree.text[at:])
    if not has_pipe(header.text) or not is_delimiter_row(delimiter.text):
        return Step.TEXT
    columns, dashes = len(split_row(header)), len(split_row(delimiter))
    if columns != dashes:
        message = f"the header has {columns} columns, the row of dashes {dashes}"
        hint = "Give every column its own dashes: | --- | --- |."
        tree.report.add("broken-table", Place(tree.number, at + 1), message, hint)
        return Step.TEXT
    _shorten(tree, leaf)
    table = Node(NodeKind.TABLE, header.line, tree.number, pieces=[header, delimiter])
    tree.open[-1].children.append(table)
    tree.leaf = table
    return Step.DONE


def _shorten(tree: Tree, paragraph: Node) -> None:
    """Take the last line, now a table's header, from *paragraph*."""
    paragraph.pieces.pop()
    if paragraph.pieces:
        paragraph.end = paragraph.pieces[-1].line
    elif paragraph.marker:
        paragraph.pieces.append(Piece(paragraph.line, 1, ""))
    else:
        tree.open[-1].children.pop()


def _open_list(tree: Tree, at: int) -> Step:
    marker = starts.list_marker(tree.text, at)
    if marker is None:
        return Step.TEXT
    interrupts = tree.leaf_is(NodeKind.PARAGRAPH)
    if interrupts and (marker.empty or (marker.sign in ".)" and marker.number != 1)):
        return Step.TEXT
    if tree.too_deep():
        return Step.TEXT
    siblings = tree.open[tree.matched - 1].children
    if siblings and siblings[-1].kind is NodeKind.LIST and siblings[-1].marker == marker.sign:
        tree.close()
        owner = siblings[-1]
        owner.loose |= tree.last_blank == tree.number - 1
    else:
        owner = tree.add(NodeKind.LIST)
        owner.marker, owner.level = marker.sign, marker.number
    item = Node(NodeKind.ITEM, tree.number, tree.number)
    item.offset = at - tree.at + marker.width
    owner.children.append(item)
    tree.at = min(at + marker.width, len(tree.text))
    return tree.enter(item)


def _open_definition(tree: Tree, at: int) -> Step:
    width = starts.definition_width(tree.text, at)
    parent = tree.open[tree.matched - 1]
    last = parent.children[-1] if parent.children else None
    if not width or last is None or tree.number - _last_line(last) > MAX_GAP or tree.too_deep():
        return Step.TEXT
    if last.kind is NodeKind.PARAGRAPH and not last.marker:
        entry = _make_terms(parent)
    elif last.kind is NodeKind.DEFINITIONS:
        entry = last
        _check_run_on(tree)
    else:
        return Step.TEXT
    tree.close()
    node = Node(NodeKind.DEFINITION, tree.number, tree.number)
    gap = width if width <= starts.CODE_INDENT + 1 else 2
    node.offset = min(at - tree.at + gap, starts.CODE_INDENT)
    entry.children.append(node)
    tree.at = at + gap
    return tree.enter(node)


def _make_terms(parent: Node) -> Node:
    """Turn the paragraph above a definition into its terms, one a line."""
    paragraph = parent.children.pop()
    entry = Node(NodeKind.DEFINITIONS, paragraph.line, paragraph.end)
    for piece in paragraph.pieces:
        entry.children.append(Node(NodeKind.TERM, piece.line, piece.line, pieces=[piece]))
    parent.children.append(entry)
    return entry


def _check_run_on(tree: Tree) -> None:
    if tree.last_lazy == tree.number - 1:
        message = "this line was read as part of the definition above"
        hint = "Put a blank line before the next term."
        tree.report.add("missing-blank-line", Place(tree.last_lazy), message, hint)


def _open_question(tree: Tree, at: int) -> Step:
    found = starts.question_mark(tree.text, at)
    if found is None or tree.matched > 1:
        return Step.TEXT
    node = tree.add_leaf(NodeKind.PARAGRAPH)
    node.marker, start = found
    node.pieces.append(Piece(tree.number, start + 1, tree.text[start:]))
    return Step.DONE


def _last_line(node: Node) -> int:
    while node.children:
        node = node.children[-1]
    return node.end


_Opener = Callable[[Tree, int], Step]
_OPENERS: dict[str, tuple[_Opener, ...]] = {
    ">": (_open_quote,),
    "#": (_open_heading,),
    "`": (_open_fence,),
    "~": (_open_fence,),
    "<": (_open_comment,),
    "|": (_open_table,),
    ":": (_open_table, _open_definition),
    "=": (_open_setext,),
    "-": (_open_table, _open_setext, _open_rule, _open_list),
    "*": (_open_rule, _open_list),
    "_": (_open_rule,),
    "+": (_open_list,),
    "Q": (_open_question,),
    "A": (_open_question,),
    **dict.fromkeys("0123456789", (_open_list,)),
}
