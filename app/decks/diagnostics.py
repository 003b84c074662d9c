"""The diagnostics a deck file can get: their codes, and the report that collects them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from app.decks.blocks.source import Place, raw_column
from app.decks.model import Diagnostic, Severity

MAX_EXCERPT = 100

# Code → severity. An error keeps the file from being published; what was published before
# stays. docs/content-format.md explains every code, and a test compares the two lists.
CODES: dict[str, Severity] = {
    # the file
    "not-utf8": "error",
    "byte-order-mark": "warning",
    "forbidden-character": "error",
    "file-too-large": "error",
    "too-many-blocks": "error",
    "unreadable": "error",
    "lock-damaged": "warning",
    "lock-foreign": "warning",
    # the front matter
    "front-matter-unclosed": "error",
    "front-matter-late": "error",
    "front-matter-shape": "error",
    "front-matter-syntax": "error",
    "front-matter-alias": "error",
    "front-matter-too-large": "error",
    "duplicate-key": "error",
    "unknown-key": "error",
    "bad-value": "error",
    # directives and attributes
    "unknown-directive": "error",
    "unknown-argument": "error",
    "bad-argument": "error",
    "directive-without-target": "error",
    "unknown-attribute": "error",
    "bad-attribute": "error",
    "misplaced-attribute": "error",
    # blocks
    "block-too-large": "error",
    "block-too-deep": "error",
    "too-many-brackets": "error",
    "table-too-large": "error",
    "unclosed-comment": "error",
    "missing-blank-line": "error",
    "broken-table": "error",
    "contrast-shape": "error",
    "inline-list": "warning",
    "list-length": "warning",
    "repeated-entry": "warning",
    "empty-entry": "warning",
    "raw-html": "warning",
    "image-alt": "warning",
    "missing-image": "error",
    "foreign-image": "warning",
    "bad-image": "error",
    "table-total": "warning",
    "broken-tex": "warning",
    "remark-without-card": "warning",
    # questions, terms, clozes
    "question-without-answer": "error",
    "answer-without-question": "error",
    "bad-answer": "error",
    "choice-without-right": "error",
    "choice-without-wrong": "error",
    "repeated-option": "error",
    "longest-key": "warning",
    "empty-definition": "error",
    "term-in-definition": "warning",
    "definition-length": "warning",
    "empty-cloze": "error",
    "unclosed-cloze": "warning",
    "whole-sentence-cloze": "warning",
    "cloze-in-code": "warning",
    "misplaced-cloze": "warning",
    # between cards
    "duplicate-id": "error",
    "same-front": "error",
    "same-content": "warning",
    "accept-collision": "warning",
}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the sentence that offers the known words nearest to *word*, or all of them."""
    names = sorted(known)
    near = difflib.get_close_matches(word.lower(), names, n=2, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(f'“{name}”' for name in near)}?"
    return f"Known here: {', '.join(names)}."


class Report:
    """Collects the diagnostics of one file; every fault is kept, none stops the parsing."""

    __slots__ = ("_found", "_lines", "path")

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        self.path = path
        self._lines = lines
        self._found: list[Diagnostic] = []

    def line(self, number: int) -> str:
        """Return the line of this number, 1-based, as it stands in the file."""
        return self._lines[number - 1]

    def add(self, code: str, place: Place, message: str, hint: str) -> None:
        """Record fault *code* at *place*; the line there becomes the excerpt."""
        line = min(max(place.line, 1), max(len(self._lines), 1))
        raw = self._lines[line - 1] if self._lines else ""
        column = raw_column(raw, place.column)
        self._found.append(
            Diagnostic(
                path=self.path,
                line=line,
                column=column,
                code=code,
                severity=CODES[code],
                message=message,
                hint=hint,
                excerpt=_excerpt(raw, column),
            )
        )

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return what was found, by position; the same fault at one place counts once."""
        return tuple(sorted(dict.fromkeys(self._found)))


def _excerpt(line: str, column: int) -> str:
    start = max(0, min(column - 1 - MAX_EXCERPT // 2, len(line) - MAX_EXCERPT))
    part = line[start : start + MAX_EXCERPT].strip()
    before = "…" if start else ""
    return f"{before}{part}…" if start + MAX_EXCERPT < len(line) else f"{before}{part}"
