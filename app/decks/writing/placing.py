"""Putting a written note into a deck's text, and making sure that it is read as it was meant."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from app.decks import parse
from app.decks.blocks.nodes import NodeKind
from app.decks.blocks.source import split_lines
from app.decks.check import check
from app.decks.model import Deck, Diagnostic, Note
from app.decks.parsing import outline_of
from app.decks.writing.blocks import write
from app.decks.writing.entry import IN_SECTIONS, Entry, UnwritableError
from app.wording import say

ABOVE_HEADINGS = -1
"""In place of a heading's line: above the first, where a note belongs to no section."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text: its line, and its words."""

    line: int
    words: str


def headings(text: str) -> tuple[Heading, ...]:
    """Return the headings of *text*, under which a note may be put."""
    outline = outline_of(text, "")
    if outline is None:
        return ()
    lines = [node.line for node in outline.blocks if node.kind is NodeKind.HEADING]
    return tuple(Heading(line, outline.lines[line - 1].strip("# ")) for line in lines)


def placed(
    text: str, path: str, entry: Entry, under: int = 0, files: Container[str] | None = None
) -> str:
    """Return *text* with *entry* at its end, or at the end of the section of the heading *under*.

    The result is read again: it has one note more, of the kind that was meant, all others are as
    they were, and there is no new error. Raises UnwritableError if it cannot be had. *under* is
    a line (0: none), or ABOVE_HEADINGS; *files* are the pictures that may be shown.
    """
    block = write(entry)
    before = parse(text, path, files).deck
    known = len(_errors(text, path, files))
    faults: tuple[Diagnostic, ...] = ()
    for candidate in _candidates(text, block, _place(text, entry, under)):
        parsed = parse(candidate, path, files)
        found = _errors(candidate, path, files)
        if len(found) <= known and _is_one_more(before, parsed.deck, entry):
            return candidate
        faults = faults or tuple(found[known:])
    raise UnwritableError(say("This would not be read as it is meant."), faults)


def _errors(text: str, path: str, files: Container[str] | None) -> list[Diagnostic]:
    found = check([parse(text, path, files)])
    return [fault for fault in found if fault.severity == "error"]


def _place(text: str, entry: Entry, under: int) -> int:
    """Return below which line the block goes: the last of a section, or of the text."""
    lines = split_lines(text)
    known = [heading.line for heading in headings(text)]
    later = [line for line in known if line > under]
    within = under in (ABOVE_HEADINGS, *known) and entry.kind not in IN_SECTIONS
    end = later[0] - 1 if within and later else len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _candidates(text: str, block: str, end: int) -> Iterator[str]:
    lines = split_lines(text)
    above, below = "\n".join(lines[:end]), "\n".join(lines[end:]).strip("\n")
    for between in ("", "---\n\n"):
        parts = [above, between + block, below]
        yield "\n\n".join(part for part in parts if part.strip()) + "\n"


def _is_one_more(before: Deck, after: Deck, entry: Entry) -> bool:
    """Tell whether *after* has one note more, of this kind, and all others as they were."""
    old = [_said(note) for note in before.notes]
    new = [_said(note) for note in after.notes]
    if len(new) != len(old) + 1 or before.exam_notes != after.exam_notes:
        return False
    at = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    place = len(old) if at is None else at
    return new[:place] + new[place + 1 :] == old and after.notes[place].kind is entry.kind


def _said(note: Note) -> tuple[object, ...]:
    """Return what a note is but for its place."""
    cards = tuple((c.kind, c.facet, c.key, c.front, c.back, c.accept) for c in note.cards)
    return (note.kind, note.source.strip(), note.remark, cards)
