"""Finds cloze deletions in prose: ``==text==``, ``==1:text==``, ``==text^hint^==``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.decks.blocks.source import Piece, Place
from app.decks.diagnostics import Report
from app.decks.marks.inline import Cloze, reflow
from app.decks.marks.masks import CODE, MATHS, spans
from app.decks.marks.passage import Passage, Span

MARK = 2  # equals signs
_RUN = re.compile(r"=+")
_LOOKS_LIKE_ONE = re.compile(r"(?<![\w=])==(?=[^\s=])[^=\n]*(?<=[^\s=])==(?![\w=])")
_INNER = re.compile(r"(?:(?P<group>\d{1,3}):)?(?P<text>.*?)(?:\^(?P<hint>[^^]*)\^)?", re.DOTALL)

_HOW = "Write ==the answer==, or ==the answer^hint^==."


def find_clozes(
    passage: Passage, cuts: Sequence[Span], report: Report
) -> tuple[list[tuple[Span, Cloze]], list[Span]]:
    """Return the clozes in *passage* with their spans, and the backslashes that escape one."""
    found: list[tuple[Span, Cloze]] = []
    escapes: list[Span] = []
    opener = -1
    for start, end in _runs(passage, escapes, report):
        text = passage.text
        closes = opener >= 0 and not text[start - 1].isspace()
        if closes:
            cloze = _cloze(passage, (opener, end), cuts, report)
            found.append(((opener, end), cloze))
            opener = -1
        elif end < len(text) and not text[end].isspace():
            _report_unclosed(passage, opener, report)
            opener = start
    _report_unclosed(passage, opener, report)
    _report_in_code(passage, report)
    return [(span, cloze) for span, cloze in found if cloze.text], escapes


def report_clozes_in_code(pieces: Sequence[Piece], report: Report) -> None:
    """Report what looks like a cloze in a block of code, where it makes no card."""
    for piece in pieces:
        match = _LOOKS_LIKE_ONE.search(piece.text)
        if match:
            _in_code(Place(piece.line, piece.column + match.start()), report)


def _runs(passage: Passage, escapes: list[Span], report: Report) -> Iterator[Span]:
    text = passage.text
    for match in _RUN.finditer(text):
        start, end = match.span()
        if passage.masks[start] or end - start not in {MARK, 2 * MARK}:
            continue
        if start and text[start - 1] == "\\":
            escapes.append((start - 1, start))
        elif end - start == MARK:
            yield start, end
        elif text.strip() != match[0]:
            report.add("empty-cloze", passage.place(start), "a cloze without an answer", _HOW)


def _cloze(passage: Passage, span: Span, cuts: Sequence[Span], report: Report) -> Cloze:
    start, end = span
    place = passage.place(start)
    match = _INNER.fullmatch(passage.without(start + MARK, end - MARK, cuts))
    group, text, hint = match.group("group", "text", "hint") if match else ("", "", "")
    cloze = Cloze(reflow(text), reflow(hint or ""), group or "", place)
    if not cloze.key:
        report.add("empty-cloze", place, "a cloze without an answer", _HOW)
    return cloze


def _report_unclosed(passage: Passage, opener: int, report: Report) -> None:
    if opener < 0:
        return
    text = passage.text
    if (opener == 0 or not text[opener - 1].isalnum()) and text[opener + MARK].isalnum():
        message = "“==” opens a cloze that nothing closes"
        hint = "Close it with == in the same paragraph, or write \\== for two equals signs."
        report.add("unclosed-cloze", passage.place(opener), message, hint)


def _report_in_code(passage: Passage, report: Report) -> None:
    for kind, where in ((CODE, "code"), (MATHS, "a formula")):
        for start, end in spans(passage.masks, kind):
            match = _LOOKS_LIKE_ONE.search(passage.text, start, end)
            if match:
                _in_code(passage.place(match.start()), report, where)


def _in_code(place: Place, report: Report, where: str = "code") -> None:
    message = f"a cloze inside {where} makes no card"
    hint = "Take the marks around it away, or the equals signs."
    report.add("cloze-in-code", place, message, hint)
