"""The rules of ``deck fmt``: each takes a file taken apart and returns its lines, as many.

A rule may be simple-minded: `formatting` drops it where it would change what a deck says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.parsing import Outline

Rule = Callable[[Outline], list[str]]

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_QUESTION = re.compile(r" {0,3}(Q:|A[:=~])[ \t]+(?=\S)")
_BULLET = re.compile(r"([ ]*)[*+](?=[ ])")
_NUMBER = re.compile(r"([ ]*)(\d{1,9})(?=[.)][ ])")
_DEFINITION = re.compile(r" {0,3}:[ ]+(?=\S)")
_PIPE = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--[ \t]*(?P<body>(?:#|cards[ \t]*:).*?)[ \t]*-->")
_GROUP = re.compile(
    r"\{[ \t]*(?P<body>#[^{}\"]*|(?:#[\w.:-]+[ \t]+)?[a-z]+=(?:\"[^\"]*\"|[^{}\"])*)\}$"
)
_QUOTED = re.compile(r"(\"[^\"]*\")")
_SPACES = re.compile(r"[ \t]+")


def trailing_spaces(outline: Outline) -> list[str]:
    """Remove spaces at the ends of lines; two stay where they break a line of a paragraph."""
    verbatim, goes_on = _verbatim(outline), _unfinished(outline)
    lines = list(outline.lines)
    for number, line in enumerate(outline.lines, start=1):
        if number not in verbatim:
            breaks = number in goes_on and line.endswith("  ")
            lines[number - 1] = line.rstrip(" \t") + ("  " if breaks else "")
    return lines


def headings(outline: Outline) -> list[str]:
    """Write ``## Heading``: one space, no hashes behind."""
    lines = list(outline.lines)
    for node in outline.blocks:
        match = _HEADING.match(lines[node.line - 1]) if node.kind is NodeKind.HEADING else None
        if match:
            lines[node.line - 1] = f"{match[1]} {match[2]}".rstrip()
    return lines


def questions(outline: Outline) -> list[str]:
    """Write ``Q: words``: one space."""
    lines = list(outline.lines)
    for node in outline.blocks:
        if node.marker[:1] in {"Q", "A"}:
            lines[node.line - 1] = _QUESTION.sub(r"\1 ", lines[node.line - 1])
    return lines


def bullets(outline: Outline) -> list[str]:
    """Write ``-`` for every bullet."""
    lines = list(outline.lines)
    for _, item, _ in _items(outline):
        lines[item.line - 1] = _BULLET.sub(r"\1-", lines[item.line - 1], count=1)
    return lines


def numbers(outline: Outline) -> list[str]:
    """Count the entries of numbered lists up from the first, as long as no number grows."""
    lines = list(outline.lines)
    for node, item, place in _items(outline):
        match = _NUMBER.match(lines[item.line - 1]) if node.ordered else None
        number = str(node.level + place)
        if match and len(match[2]) == len(number):
            rest = lines[item.line - 1][match.end() :]
            lines[item.line - 1] = f"{match[1]}{number}{rest}"
    return lines


def definitions(outline: Outline) -> list[str]:
    """Write ``:   definition``, and what goes on below it behind four spaces."""
    lines = list(outline.lines)
    for entry in outline.blocks:
        for node in entry.children if entry.kind is NodeKind.DEFINITIONS else ():
            if node.kind is not NodeKind.DEFINITION:
                continue
            lines[node.line - 1] = _DEFINITION.sub(":   ", lines[node.line - 1])
            if [child.kind for child in node.children] == [NodeKind.PARAGRAPH]:
                for number in range(node.line + 1, node.end + 1):
                    lines[number - 1] = f"    {lines[number - 1].lstrip(' ')}".rstrip(" ")
    return lines


def tables(outline: Outline) -> list[str]:
    """Write ``| cell | cell |`` and ``|---|---|`` for tables that are not inside anything."""
    lines = list(outline.lines)
    for node in outline.blocks:
        if node.kind is not NodeKind.TABLE:
            continue
        for number in range(node.line, node.end + 1):
            cells = _cells(lines[number - 1])
            if number == node.line + 1:
                lines[number - 1] = f"|{'|'.join(cells)}|"
            else:
                lines[number - 1] = f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in cells)}|"
    return lines


def comments(outline: Outline) -> list[str]:
    """Write ``<!-- cards: list ask="…" -->``: one space between the parts."""
    verbatim = _verbatim(outline, but=NodeKind.COMMENT)
    return [
        line if number in verbatim else _COMMENT.sub(_comment, line)
        for number, line in enumerate(outline.lines, start=1)
    ]


def attributes(outline: Outline) -> list[str]:
    """Write ``{#id hint="…"}`` at the ends of lines: one space before it and between the parts."""
    verbatim = _verbatim(outline)
    lines = list(outline.lines)
    for index, line in enumerate(lines):
        match = _GROUP.search(line) if index + 1 not in verbatim else None
        if match:
            before = line[: match.start()]
            words = before.rstrip(" \t")
            gap = " " if words and words != before else ""
            lines[index] = f"{words or before}{gap}{{{_spaced(match[0][1:-1])}}}"
    return lines


RULES: tuple[Rule, ...] = (
    trailing_spaces,
    headings,
    questions,
    bullets,
    numbers,
    definitions,
    tables,
    comments,
    attributes,
)


def _verbatim(outline: Outline, but: NodeKind | None = None) -> set[int]:
    """Return the numbers of the lines that no rule touches: header, code, comments."""
    found = set(range(1, outline.header.first_line))
    for top in outline.blocks:
        for node in top.walk():
            if node.kind in {NodeKind.CODE, NodeKind.COMMENT} and node.kind is not but:
                found.update(range(node.line, node.end + 1))
    return found


def _unfinished(outline: Outline) -> set[int]:
    """Return the numbers of the lines that their paragraph goes on after."""
    return {
        piece.line
        for top in outline.blocks
        for node in top.walk()
        if node.kind is NodeKind.PARAGRAPH
        for piece in node.pieces[:-1]
    }


def _items(outline: Outline) -> Iterator[tuple[Node, Node, int]]:
    """Yield each list, its entry and that entry's place, for all lists at any depth."""
    for top in outline.blocks:
        for node in top.walk():
            if node.kind is NodeKind.LIST:
                for place, item in enumerate(node.children):
                    yield node, item, place


def _cells(line: str) -> list[str]:
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    parts = [part.strip() for part in _PIPE.split(text)]
    return parts[:-1] if len(parts) > 1 and not parts[-1] else parts


def _comment(match: re.Match[str]) -> str:
    return f"<!-- {_spaced(re.sub(r'^cards[ ]*:[ ]*', 'cards: ', match['body']))} -->"


def _spaced(body: str) -> str:
    """Return *body* with one space where there are several, but for what stands in quotes."""
    parts = _QUOTED.split(body)
    spaced = (part if part.startswith('"') else _SPACES.sub(" ", part) for part in parts)
    return "".join(spaced).strip()
