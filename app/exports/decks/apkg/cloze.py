"""The cards of a cloze note as one text with Anki's deletions: ``{{c1::answer::hint}}``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.exports.decks.values import ExportedCard

MOST = 499  # Anki makes no card of a greater number
_ANSWER = re.compile(r'<mark class="cloze">(.*?)</mark>', re.DOTALL)
_BLANK = re.compile(r'<span class="blank">\[([^<]*)\]</span>')
_NO_HINT = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True, order=True)
class _Span:
    """A deletion: where its answer stands in the text without marks."""

    start: int
    end: int
    number: int
    hint: str


def merged(cards: Sequence[ExportedCard]) -> str | None:
    """Return the text of all *cards*; None where formatting keeps their backs apart."""
    texts: set[str] = set()
    spans: list[_Span] = []
    for card in cards:
        text, found = _spans(card)
        texts.add(text)
        spans += found
    spans.sort()
    overlap = any(one.end > other.start for one, other in pairwise(spans))
    if len(texts) != 1 or overlap or not spans or spans[-1].number > MOST:
        return None
    return _written(texts.pop(), spans)


def _spans(card: ExportedCard) -> tuple[str, list[_Span]]:
    """Return the back of *card* without marks, and where each of them was."""
    hints = _BLANK.findall(card.front)
    pieces: list[str] = []
    spans: list[_Span] = []
    at = length = 0
    for index, found in enumerate(_ANSWER.finditer(card.back)):
        before, answer = card.back[at : found.start()], found[1]
        start = length + len(before)
        hint = hints[index] if index < len(hints) else _NO_HINT
        length, at = start + len(answer), found.end()
        spans.append(_Span(start, length, card.number, "" if hint == _NO_HINT else hint))
        pieces += before, answer
    return "".join((*pieces, card.back[at:])), spans


def _written(text: str, spans: Sequence[_Span]) -> str:
    pieces: list[str] = []
    at = 0
    for span in spans:
        hint = f"::{_inside(span.hint)}" if span.hint else ""
        answer = _inside(text[span.start : span.end])
        pieces += _outside(text[at : span.start]), f"{{{{c{span.number}::{answer}{hint}}}}}"
        at = span.end
    return "".join((*pieces, _outside(text[at:])))


def _inside(html: str) -> str:
    """Return *html* without what would end a deletion or begin its hint."""
    if ":" not in html and "}" not in html:
        return html
    return html.replace(":", "&#58;").replace("}", "&#125;")


def _outside(html: str) -> str:
    """Return *html* without what would begin a deletion."""
    return html.replace("{{", "{&#123;")
