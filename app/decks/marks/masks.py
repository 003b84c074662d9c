"""Which characters of a text are code, formulas, link targets or comments.

Our marks mean nothing there.
"""

from __future__ import annotations

import re
from bisect import bisect_left

CODE, LINK, COMMENT, MATHS = 1, 2, 3, 4

_TICKS = re.compile(r"(?<!\\)`+")
_TARGET = re.compile(r"\]\((?:<[^<>\n]*>|[^\s()<>]*)")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>")
# As in Pandoc: no space inside the single signs, no digit behind them, so that $5 stays money.
FORMULA = re.compile(
    r"(?<!\\)\$\$(?!\$).+?(?<!\\)\$\$|(?<![\\$])\$(?=[^\s$])(?:\\.|[^$\\])*?(?<=[^\s\\])\$(?![\d$])",
    re.DOTALL,
)
COMMENT_OPEN, COMMENT_CLOSE = "<!--", "-->"

Masks = bytearray


def mask(text: str) -> Masks:
    """Return one byte for every character of *text*: CODE, LINK, COMMENT, MATHS or 0.

    Code spans follow CommonMark (a run of backticks closes at the next run as long), and
    the work is linear: runs are looked up by length, never searched for again.
    """
    masks = bytearray(len(text))
    for start, end in _code_spans(text):
        _paint(masks, start, end, CODE)
    for start, end in _comment_spans(text, masks):
        _paint(masks, start, end, COMMENT)
    for pattern in (_AUTOLINK, _TARGET):
        for match in pattern.finditer(text):
            if not masks[match.start()]:
                _paint(masks, match.start() + 1, match.end(), LINK)
    for match in FORMULA.finditer(text) if "$" in text else ():
        start, end = match.span()
        if not any(masks[start:end]):
            _paint(masks, start, end, MATHS)
    return masks


def spans(masks: Masks, kind: int) -> list[tuple[int, int]]:
    """Return where characters of *kind* stand, as half-open ranges."""
    mark = bytes([kind])
    return [m.span() for m in re.finditer(re.escape(mark) + b"+", masks)]


def _paint(masks: Masks, start: int, end: int, kind: int) -> None:
    masks[start:end] = bytes([kind]) * (end - start)


def _code_spans(text: str) -> list[tuple[int, int]]:
    runs = [match.span() for match in _TICKS.finditer(text)]
    starts: dict[int, list[int]] = {}
    for start, end in runs:
        starts.setdefault(end - start, []).append(start)
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in runs:
        if start < at:
            continue
        same = starts[end - start]
        index = bisect_left(same, end)
        if index < len(same):
            at = same[index] + end - start
            found.append((start, at))
    return found


def _comment_spans(text: str, masks: Masks) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = text.find(COMMENT_OPEN)
    while at >= 0:
        if masks[at]:
            at = text.find(COMMENT_OPEN, at + 1)
            continue
        close = text.find(COMMENT_CLOSE, at + len(COMMENT_OPEN))
        if close < 0:
            break
        found.append((at, close + len(COMMENT_CLOSE)))
        at = text.find(COMMENT_OPEN, close)
    return found
