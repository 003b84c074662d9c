"""Block trees as nested tuples: ours, and markdown-it-py's, to be compared."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from app.decks.blocks.limits import settle
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.scanner import scan
from app.decks.blocks.source import split_lines
from app.decks.diagnostics import Report

# Raw HTML is text in a deck, and link definitions mean nothing in one block alone.
ORACLE = MarkdownIt("commonmark").enable("table").disable(["html_block", "reference"])

Tree = list[Any]


def ours(text: str) -> Tree:
    lines = split_lines(text)
    report = Report("x.md", lines)
    document = scan(lines, 1, report)
    settle(document, lines, report)
    return [_node(child) for child in document.children]


def theirs(text: str) -> Tree:
    return [_token(child) for child in SyntaxTreeNode(ORACLE.parse(text)).children]


def _words(text: str) -> str:
    return " ".join(text.split())


def _code(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _node(node: Node) -> Any:  # noqa: PLR0911 - one return for each kind of block
    children = [_node(child) for child in node.children]
    text = "\n".join(piece.text for piece in node.pieces)
    match node.kind:
        case NodeKind.PARAGRAPH:
            return ("p", _words(text))
        case NodeKind.HEADING:
            return (f"h{node.level}", _words(text))
        case NodeKind.CODE:
            return ("code", _code(text))
        case NodeKind.RULE:
            return ("hr",)
        case NodeKind.QUOTE:
            return ("quote", children)
        case NodeKind.TABLE:
            return ("table", len(node.pieces) - 1)
        case NodeKind.LIST:
            loose = node.loose if _has_paragraph(children) else False
            return ("ol" if node.ordered else "ul", node.level, loose, children)
        case _:
            return ("li", children)


def _has_paragraph(items: Tree) -> bool:
    return any(child[0] == "p" for item in items for child in item[1])


def _token(node: SyntaxTreeNode) -> Any:  # noqa: PLR0911 - one return for each kind
    match node.type:
        case "paragraph":
            return ("p", _words(node.children[0].content))
        case "heading":
            return (node.tag, _words(node.children[0].content if node.children else ""))
        case "fence" | "code_block":
            return ("code", _code(node.content))
        case "hr":
            return ("hr",)
        case "blockquote":
            return ("quote", [_token(child) for child in node.children])
        case "table":
            return ("table", sum(len(part.children) for part in node.children))
        case "bullet_list" | "ordered_list":
            return _list_token(node)
        case _:
            return ("li", [_token(child) for child in node.children])


def _list_token(node: SyntaxTreeNode) -> Any:
    items = [_token(child) for child in node.children]
    paragraphs = [p for item in node.children for p in item.children if p.type == "paragraph"]
    loose = any(not paragraph.hidden for paragraph in paragraphs)
    ordered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1)) if ordered else 0
    return ("ol" if ordered else "ul", start, loose, items)
