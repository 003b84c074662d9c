"""The stretch of a passage that shows why it was found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from typing import NamedTuple

from app.services.search.passages import Passage
from app.services.search.words import words

LENGTH = 240  # characters
BEFORE = 60  # of them before the first mark, where the beginning has to be left out

Span = tuple[int, int]


class Part(NamedTuple):
    """Some of a passage's text, marked where it answers the query."""

    text: str
    marked: bool = False


def snippet(passage: Passage, terms: Container[str]) -> tuple[Part, ...]:
    """Return the part of the text (or else of the cards' questions) with the most of *terms*."""
    spans = _spans(passage.text, terms)
    if spans or not passage.asks:
        return _cut(passage.text, spans)
    return _cut(passage.asks, _spans(passage.asks, terms))


def marked(text: str, terms: Container[str]) -> tuple[Part, ...]:
    """Return the whole of *text* with *terms* marked."""
    return tuple(_parts(text, _spans(text, terms), 0, len(text)))


def _spans(text: str, terms: Container[str]) -> list[Span]:
    """Return where *terms* stand in *text*; what touches or overlaps is one span."""
    spans: list[Span] = []
    for word in words(text):
        if word.folded not in terms:
            continue
        if spans and word.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def _cut(text: str, spans: list[Span]) -> tuple[Part, ...]:
    if len(text) <= LENGTH:
        return tuple(_parts(text, spans, 0, len(text)))
    first = _densest(spans)
    start = _word_start(text, max(0, first - BEFORE)) if first > BEFORE else 0
    end = _word_end(text, min(len(text), start + LENGTH))
    kept = [span for span in spans if span[0] >= start and span[1] <= end]
    parts = list(_parts(text, kept, start, end))
    ahead = [Part("\u2026 ")] if start else []
    behind = [Part(" \u2026")] if end < len(text) else []
    return (*ahead, *parts, *behind)


def _densest(spans: list[Span]) -> int:
    """Return where the stretch begins that holds the most spans; 0 without any."""
    starts = [start for start, _ in spans]
    reach = LENGTH - BEFORE
    return max(
        starts,
        key=lambda start: (bisect_left(starts, start + reach) - bisect_left(starts, start), -start),
        default=0,
    )


def _word_start(text: str, at: int) -> int:
    """Return the start of a word near *at*; in scripts without spaces *at* itself."""
    space = text.find(" ", at, at + BEFORE // 2)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    if at == len(text):
        return at
    space = text.rfind(" ", at - BEFORE // 2, at)
    return at if space < 0 else space


def _parts(text: str, spans: list[Span], start: int, end: int) -> list[Part]:
    parts, at = [], start
    for first, last in spans:
        parts += [Part(text[at:first]), Part(text[first:last], marked=True)]
        at = last
    parts.append(Part(text[at:end]))
    return [part for part in parts if part.text]
