"""Turns the text of a file into a deck and its diagnostics. Pure, total and linear."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from app.decks.blocks.limits import settle
from app.decks.blocks.nodes import Node
from app.decks.blocks.scanner import scan
from app.decks.blocks.source import MAX_FILE, Place, raw_column, split_lines
from app.decks.diagnostics import Report
from app.decks.frontmatter.header import Header, read_header
from app.decks.marks.images import report_images
from app.decks.marks.prepare import inlines, prepare
from app.decks.model import Deck, Formula, FrontMatter, Parsed
from app.decks.sections.directives import for_file
from app.decks.sections.reader import Reader
from app.decks.sections.scope import Scope

# Control characters, our own marks for blanks, and half characters (lone surrogates).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\ue003\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Outline:
    """A file taken apart: its lines, its header and its top blocks, with what was reported."""

    lines: Sequence[str]
    header: Header
    blocks: Sequence[Node]
    report: Report


def parse(text: str, path: str, files: Container[str] | None = None) -> Parsed:
    """Return the deck in *text* and every diagnostic; never raises, whatever the text.

    *path* is relative to the content folder, with forward slashes; so are *files*, which
    pictures are looked for in (None: no picture is missed). Work grows linearly with the
    text; blocks over a hard limit are left out and named.
    """
    outline = outline_of(text, path)
    if outline is None:
        report = Report(path, split_lines(text))
        message = f"the file is larger than {MAX_FILE // 1024} kB"
        report.add("file-too-large", Place(1), message, "Split it into several files.")
        return Parsed(Deck(path, FrontMatter()), report.sorted())
    report = outline.report
    prepare(outline.blocks, report)
    pictures = report_images(outline.blocks, report, files)
    reader = read_outline(outline)
    deck = Deck(
        path=path,
        meta=outline.header.meta,
        notes=tuple(reader.notes),
        blocks=tuple(reader.blocks),
        exam_notes=tuple(reader.exam_notes),
    )
    return Parsed(deck, report.sorted(), _formulas(outline), pictures)


def _formulas(outline: Outline) -> tuple[Formula, ...]:
    """Return the formulas whose braces and commands have their partners, with their places."""
    return tuple(
        Formula(tex, place.line, raw_column(outline.lines[place.line - 1], place.column))
        for node in outline.blocks
        if not node.fault
        for inline in inlines(node)
        for tex, place in inline.formulas
    )


def outline_of(text: str, path: str) -> Outline | None:
    """Return the lines and blocks of *text*, whose words are not read yet; None if too large."""
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > MAX_FILE:
        return None
    lines = split_lines(text)
    report = Report(path, lines)
    clean = lines
    if _FORBIDDEN.search(text):
        clean = [_cleaned(number, line, report) for number, line in enumerate(lines, start=1)]
    header = read_header(clean, report)
    document = scan(clean, header.first_line, report)
    settle(document, clean, report)
    return Outline(lines, header, document.children, report)


def read_outline(outline: Outline) -> Reader:
    """Return the reader of *outline*, whose words were prepared, with all that it found."""
    meta, places = outline.header.meta, outline.header.lines
    scope = Scope(outline.lines, meta, outline.report)
    if "cards" in places:
        directive = for_file(meta.cards, places["cards"], outline.report)
        scope.directives += [directive] if directive else []
    reader = Reader(scope)
    reader.read(outline.blocks)
    return reader


def _cleaned(number: int, line: str, report: Report) -> str:
    match = _FORBIDDEN.search(line)
    if match is None:
        return line
    message = f"the character U+{ord(match[0]):04X} is not allowed"
    hint = "Remove it; it is invisible and often comes from pasted text."
    report.add("forbidden-character", Place(number, match.start() + 1), message, hint)
    return _FORBIDDEN.sub(_REPLACEMENT, line)
