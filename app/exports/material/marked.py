"""Questions and clozes that a text marks itself: ``Q:`` and ``A:``, ``C:``, ``{{c1::…}}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from app.exports.material.lines import Line, where
from app.exports.material.values import Entry, Shape

NO_ANSWER = "a question without an answer"
_ASKED = re.compile(r"(?:Q|Question|Front)\s*\d*\s*:\s*(.*)", re.IGNORECASE)
_ANSWER = re.compile(r"(?:A|Answer|Back)\s*\d*\s*:\s*(.*)", re.IGNORECASE)
_CLOZE = re.compile(r"C:\s*(.*)")
_BRACKETS = re.compile(r"(?<!!)\[([^\[\]]+)\](?!\()")
_ANKI = re.compile(r"\{\{c(\d{1,3})::(.*?)(?:::(.*?))?\}\}", re.DOTALL)

Escape = Callable[[str], str]


def marked(lines: Sequence[Line], escape: Escape) -> tuple[list[Entry], list[Line]]:
    """Return the entries that *lines* mark, and the lines that are part of none."""
    found: list[Entry] = []
    rest: list[Line] = []
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        if lines[at].dropped or end == at:
            rest.append(lines[at])
            at += 1
            continue
        found.append(_entry(lines[at:end], escape))
        at = end
    return found, rest


def cloze(text: str, escape: Escape) -> str:
    """Return a text with Anki's deletions as one with ours; the rest is escaped."""
    parts, at = [], 0
    for match in _ANKI.finditer(text):
        hint = f"^{escape(match[3])}^" if match[3] else ""
        parts += [escape(text[at : match.start()]) if text[at : match.start()].strip() else ""]
        parts += [f"=={match[1]}:{escape(match[2])}{hint}=="]
        at = match.end()
    tail = escape(text[at:]) if text[at:].strip() else ""
    return _joined(text, [*parts, tail])


def _joined(text: str, parts: Sequence[str]) -> str:
    """Join *parts* with spaces where the *text* around its deletions had some."""
    edges = [True]
    for match in _ANKI.finditer(text):
        edges += [text[: match.start()][-1:].isspace(), text[match.end() :][:1].isspace()]
    made = ""
    for number, part in enumerate(parts):
        made += (" " if number and edges[number] else "") + part
    return made.strip()


def _end(lines: Sequence[Line], at: int) -> int:
    """Return where the marked entry that begins at *at* ends, *at* if none does."""
    line = lines[at].raw.strip()
    if _CLOZE.fullmatch(line) and _BRACKETS.search(line):
        return at + 1
    if _ANKI.search(line):
        return at + 1
    if not _ASKED.fullmatch(line):
        return at
    end = at + 1
    answered = False
    while end < len(lines) and not lines[end].dropped:
        text = lines[end].raw.strip()
        if _ASKED.fullmatch(text) or _CLOZE.fullmatch(text) or text.startswith(("#", "---")):
            break
        if answered and lines[end].after_blank and not lines[end].is_entry:
            break
        answered = answered or bool(_ANSWER.fullmatch(text))
        end += 1
    return end if any(_ANSWER.fullmatch(one.raw.strip()) for one in lines[at:end]) else at + 1


def _entry(lines: Sequence[Line], escape: Escape) -> Entry:
    first = lines[0].raw.strip()
    if (match := _CLOZE.fullmatch(first)) and _BRACKETS.search(first):
        return _made(Shape.CLOZE, "", _bracketed(match[1], escape), lines)
    if _ANKI.search(first):
        return _made(Shape.CLOZE, "", cloze(first, escape), lines)
    sides = _sides(lines)
    front, back = (_paragraphs(side, escape) for side in sides)
    if not back:
        return _made(Shape.TEXT, "", front, lines, (NO_ANSWER,))
    return _made(Shape.QUESTION, front, back, lines)


def _sides(lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    sides: tuple[list[str], list[str]] = ([], [])
    now = 0
    for number, line in enumerate(lines):
        text = line.raw.strip()
        match = _ASKED.fullmatch(text) if number == 0 else _ANSWER.fullmatch(text)
        now = now if match is None or number == 0 else 1
        kept = match[1] if match else f"- {line.text}" if line.is_entry else text
        if kept.strip():
            sides[now].append(kept)
    return sides


def _paragraphs(texts: Sequence[str], escape: Escape) -> str:
    return "\n".join(f"- {escape(t[2:])}" if t.startswith("- ") else escape(t) for t in texts)


def _bracketed(text: str, escape: Escape) -> str:
    return "".join(_pieces(text, escape)).strip()


def _pieces(text: str, escape: Escape) -> Iterator[str]:
    at = 0
    for match in _BRACKETS.finditer(text):
        yield _spaced(text[at : match.start()], escape)
        yield f"=={escape(match[1])}=="
        at = match.end()
    yield _spaced(text[at:], escape)


def _spaced(text: str, escape: Escape) -> str:
    if not text.strip():
        return " " if text else ""
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{escape(text)}{' ' * after}"


def _made(
    shape: Shape, front: str, back: str, lines: Sequence[Line], why: tuple[str, ...] = ()
) -> Entry:
    return Entry(shape, front, back, where(lines), lines[0].number, lines[-1].number, why=why)
