"""The YAML header of a deck file, read strictly: what is odd becomes a diagnostic.

Unclosed and late headers, lists and scalars, duplicate keys, ``title: Chapter 9: X``,
aliases and huge headers pass python-frontmatter silently or as a stack trace; here each
is reported at its line, with all the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from app.decks.blocks.source import Place
from app.decks.diagnostics import Report, did_you_mean
from app.decks.frontmatter.schema import KEYS
from app.decks.model import FrontMatter

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

MAX_HEADER = 16 * 1024

_FENCE = re.compile(r"-{3,}\s*")
_ENTRY = re.compile(r"[^\s#\-\[\]{}&*!|>'\"%@`,?:][^:]*:(?:\s|$)")

_QUOTE_HINT = "Put a value that holds a colon, # or quotes between straight quotes."


class Header:
    """The front matter, the line its keys stand on, and the line the notes start on."""

    __slots__ = ("first_line", "lines", "meta")

    def __init__(self, meta: FrontMatter, lines: dict[str, int], first_line: int) -> None:
        self.meta = meta
        self.lines = lines
        self.first_line = first_line


def read_header(lines: Sequence[str], report: Report) -> Header:
    """Return the header of a file with these *lines*; without one, the defaults."""
    start = _start(lines, report)
    if start is None:
        return Header(FrontMatter(), {}, 1)
    end = next(
        (n for n in range(start + 1, len(lines) + 1) if _FENCE.fullmatch(lines[n - 1])), None
    )
    if end is None:
        message = "the front matter is never closed"
        hint = "Put a line of three dashes (---) under its last key."
        report.add("front-matter-unclosed", Place(start), message, hint)
        return Header(FrontMatter(), {}, _after_entries(lines, start + 1))
    body = "\n".join(lines[start : end - 1])
    if len(body.encode("utf-8", "replace")) > MAX_HEADER:
        message = f"the front matter is larger than {MAX_HEADER // 1024} kB"
        hint = "Keep keys only; notes stand below the second line of dashes."
        report.add("front-matter-too-large", Place(start), message, hint)
        return Header(FrontMatter(), {}, end + 1)
    places: dict[str, int] = {}
    values = _read_values(body, start + 1, report, places)
    return Header(FrontMatter(**values), places, end + 1)


def _start(lines: Sequence[str], report: Report) -> int | None:
    """Return the line of the header's opening dashes."""
    number = next((n for n, line in enumerate(lines, start=1) if line.strip()), 0)
    if not number or not _FENCE.fullmatch(lines[number - 1]):
        return None
    if number == 1:
        return 1
    if number < len(lines) and _ENTRY.match(lines[number]):
        message = "the front matter must start on the first line"
        report.add("front-matter-late", Place(number), message, "Remove the lines above it.")
        return number
    return None  # a rule between blank lines


def _after_entries(lines: Sequence[str], number: int) -> int:
    """Return the first line from *number* on that cannot belong to an unclosed header."""
    while number <= len(lines) and (
        _ENTRY.match(lines[number - 1]) or lines[number - 1].startswith((" ", "- "))
    ):
        number += 1
    return number


def _read_values(body: str, first: int, report: Report, places: dict[str, int]) -> dict[str, Any]:
    """Return the sound values of the header, whose text *body* starts on line *first*."""
    values: dict[str, Any] = {}
    root, error = _load(body)
    if error is None:
        _read_root(root, first, report, places, values)
        return values
    # One broken entry must not hide the faults of the others: read them one by one.
    for line, entry in _entries(body, first):
        root, error = _load(entry)
        if error is None:
            _read_root(root, line, report, places, values)
        else:
            _report_error(error, line, report)
    return values


def _load(text: str) -> tuple[Node | None, Exception | None]:
    import yaml

    from app.decks.frontmatter.strict_yaml import StrictHandler

    try:
        return StrictHandler().load(text), None
    except yaml.YAMLError as error:
        return None, error


def _entries(body: str, first: int) -> Iterator[tuple[int, str]]:
    """Yield the top-level entries of a header with their first lines."""
    lines = body.split("\n")
    starts = [n for n, line in enumerate(lines) if _ENTRY.match(line)]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield first + start, "\n".join(lines[start:end])


def _report_error(error: Exception, first: int, report: Report) -> None:
    mark = getattr(error, "problem_mark", None)
    place = Place(first + mark.line, mark.column + 1) if mark else Place(first)
    code = getattr(error, "code", "front-matter-syntax")
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    hint = "Write the value out instead." if code == "front-matter-alias" else _QUOTE_HINT
    report.add(code, place, f"the front matter cannot be read: {problem}", hint)


def _read_root(
    root: Node | None, first: int, report: Report, places: dict[str, int], values: dict[str, Any]
) -> None:
    from yaml.nodes import MappingNode

    if root is None:
        return
    if not isinstance(root, MappingNode):
        message = "the front matter must be keys with values"
        place = Place(first + root.start_mark.line, root.start_mark.column + 1)
        report.add("front-matter-shape", place, message, "Write one “key: value” a line.")
        return
    _read_entries(root, first, report, places, values)


def _read_entries(
    root: MappingNode,
    first: int,
    report: Report,
    places: dict[str, int],
    values: dict[str, Any],
) -> None:
    from app.decks.frontmatter.strict_yaml import plain

    for key_node, value_node in root.value:
        key = str(plain(key_node))
        mark = key_node.start_mark
        place = Place(first + mark.line, mark.column + 1)
        if key not in KEYS:
            report.add("unknown-key", place, f"unknown key “{key[:40]}”", _unknown_hint(key))
        elif key in places:
            message = f"“{key}” stands here and in line {places[key]}"
            report.add("duplicate-key", place, message, "Keep one of the two.")
        else:
            places[key] = place.line
            _read_value(key, value_node, first, report, values)


def _read_value(key: str, node: Node, first: int, report: Report, values: dict[str, Any]) -> None:
    from app.decks.frontmatter.strict_yaml import plain

    try:
        values[key] = KEYS[key].read(plain(node))
    except ValueError as error:
        place = Place(first + node.start_mark.line, node.start_mark.column + 1)
        report.add("bad-value", place, f"“{key}” {error}", f"For example: {KEYS[key].example}")


def _unknown_hint(key: str) -> str:
    if key == "content":
        return "The notes themselves stand below the second line of dashes."
    if key == "<<":
        return "Keys cannot be merged in from elsewhere; write them out."
    return did_you_mean(key, KEYS)
