"""Three-way merge on lines: a file and the browser's text, both made from the same base.

Edits that touch other lines are taken from both sides; the same edit on both sides counts
once. Where the two changed the same lines, or lines next to each other, differently, that is
a conflict for a person to decide: nothing is chosen silently. Lines end at ``\\n`` and come
out as they went in. Why not a library: docs/adr/0024.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both sides changed, each otherwise. *line* counts in the file, from 1."""

    line: int
    base: Lines
    file: Lines
    browser: Lines


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome: *text* is None if there are *conflicts*.

    *draft* holds everything of both sides; at a conflict the file's lines, then the browser's.
    """

    draft: str
    conflicts: tuple[Conflict, ...]

    @property
    def text(self) -> str | None:
        """The merged text, if it could be made without deciding anything."""
        return None if self.conflicts else self.draft


class _Edit(NamedTuple):
    """The lines *start* … *end* of the base became *lines*."""

    start: int
    end: int
    lines: Lines


def merge(base: str, file: str, browser: str) -> Merge:
    """Return *file* and *browser* as one text, as far as their edits of *base* allow."""
    origin = base.split("\n")
    ours = _edits(origin, file.split("\n"))
    theirs = _edits(origin, browser.split("\n"))
    merged: list[str] = []
    conflicts: list[Conflict] = []
    done, line = 0, 1  # lines of the base taken so far; the next line of the file
    for start, end in _hunks(ours, theirs):
        merged += origin[done:start]
        line += start - done
        one, two = (_replaced(origin, edits, start, end) for edits in (ours, theirs))
        before = tuple(origin[start:end])
        if two in (one, before):
            merged += one
        elif one == before:
            merged += two
        else:
            conflicts.append(Conflict(line, before, one, two))
            merged += (*one, *two)
        done, line = end, line + len(one)
    merged += origin[done:]
    return Merge("\n".join(merged), tuple(conflicts))


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """Return what makes *new* of *old*, in order.

    Lines that occur very often (blank ones) are no anchors in long texts: that keeps a file
    of nothing else from taking minutes.
    """
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    within, other = old[head : len(old) - tail], new[head : len(new) - tail]
    return [
        _Edit(head + start, head + end, tuple(other[first:last]))
        for tag, start, end, first, last in SequenceMatcher(None, within, other).get_opcodes()
        if tag != "equal"
    ]


def _hunks(ours: Sequence[_Edit], theirs: Sequence[_Edit]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the base that edits cover; edits that touch share one."""
    stretches = sorted((edit.start, edit.end) for edit in (*ours, *theirs))
    if not stretches:
        return
    start, end = stretches[0]
    for first, last in stretches[1:]:
        if first > end:
            yield start, end
            start, end = first, last
        else:
            end = max(end, last)
    yield start, end


def _replaced(origin: Sequence[str], edits: Sequence[_Edit], start: int, end: int) -> Lines:
    """Return the lines *start* … *end* of the base as one side has them."""
    lines: list[str] = []
    for edit in edits:
        if start <= edit.start and edit.end <= end:
            lines += origin[start : edit.start]
            lines += edit.lines
            start = edit.end
    return (*lines, *origin[start:end])
