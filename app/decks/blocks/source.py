"""A file's text as numbered lines, and the pieces of lines that blocks are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

MAX_FILE = 512 * 1024  # bytes of UTF-8
TAB = 4

_LINE_END = re.compile(r"\r\n|\n|\r")


def split_lines(text: str) -> list[str]:
    """Return the lines of *text* without their ends.

    Only ``\\n``, ``\\r\\n`` and ``\\r`` end a line (CommonMark 0.31, section 2.1);
    ``str.splitlines`` would also split at form feeds and Unicode separators, and every
    line number after one would be wrong.
    """
    lines = _LINE_END.split(text)
    if lines[-1] == "":
        lines.pop()
    return lines


def expand_tabs(line: str) -> str:
    """Return *line* with every tab filled up to the next stop of four columns."""
    return line.expandtabs(TAB) if "\t" in line else line


def raw_column(line: str, column: int) -> int:
    """Return the 1-based column in *line* of what stands at *column* once tabs are expanded."""
    if "\t" not in line:
        return column
    width = 0
    for index, char in enumerate(line, start=1):
        width += TAB - width % TAB if char == "\t" else 1
        if width >= column:
            return index
    return len(line) + 1


class Piece(NamedTuple):
    """A part of one line: its line and column (1-based, tabs expanded) and its text."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: line and column, 1-based, tabs expanded."""

    line: int
    column: int = 1
