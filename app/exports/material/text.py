"""Pasted text as entries: pairs of lines, lists, questions with answers, clozes, prose.

Every line that is not blank is part of exactly one entry, so that nothing is lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.exports.material import boilerplate, phrases
from app.exports.material.lines import (
    Line,
    is_heading,
    is_prose,
    is_question,
    split,
    where,
    words,
)
from app.exports.material.marked import marked
from app.exports.material.pairing import (
    SURE,
    Couple,
    Direction,
    couples,
    direction,
    lean,
)
from app.exports.material.values import Entry, Material, Shape
from app.exports.readers import escaping
from app.exports.readers.reading import ReadError

UNSURE = "which side is the term is not sure"
BELOW = "the term stands below its meaning in the source"
OTHER_WAY = "the other way round than the pairs around it"
NO_PAIR = "no line belongs to it"
NO_NAME = "a list without a line that says what it lists"
PROSE = "running text"
IS_TITLE = "it is the title"
_STEPS = re.compile(r"\b(?:steps?|stages?|phases?|sequence|order of|procedures?)\b", re.IGNORECASE)
MOST_LINES = 20_000
LONGEST_TITLE = 12  # words

Escape = Callable[[str], str]


def escaped(text: str) -> str:
    """Return a line of plain text as Markdown that says the same."""
    return escaping.line_start(escaping.inline(" ".join(text.split())))


def as_is(text: str) -> str:
    """Return a line that is Markdown already."""
    return text.strip()


def read_text(text: str, escape: Escape = escaped) -> Material:
    """Return what *text* holds; raises ReadError for nothing at all, or far too much."""
    lines = split(text)
    if not lines:
        raise ReadError("There is no text in it.")
    if len(lines) > MOST_LINES:
        raise ReadError(f"It has more than {MOST_LINES:,} lines. Import it in parts.")
    found = sorted(_entries(boilerplate.mark(lines), escape), key=lambda entry: entry.first)
    title = ""
    if found and found[0].shape in {Shape.HEADING, Shape.TEXT} and found[0].kept:
        short = found[0].first == found[0].last and words(found[0].back) <= LONGEST_TITLE
        if short and len(found) > 1:
            title = found[0].back
            found[0] = replace(found[0], kept=False, why=(IS_TITLE,))
    return Material(title, tuple(found))


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines above a list, and the entries of the list (none at the end of a part)."""

    plain: tuple[Line, ...]
    entries: tuple[Line, ...]
    at_start: bool = False


def _entries(lines: Sequence[Line], escape: Escape) -> Iterator[Entry]:
    explicit, rest = marked(lines, escape)
    yield from explicit
    for reason, group in groupby(rest, key=lambda line: line.dropped):
        run = list(group)
        if reason:
            yield _text(run, escape, reason, kept=False)
            continue
        for section in _sections(run):
            yield from _section(section, escape, at_start=section[0] is lines[0])


def _sections(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part the lines before each heading, and where lines are missing between them."""
    section: list[Line] = []
    for line in lines:
        if section and is_heading(line.text) and not line.is_entry:
            yield section
            section = []
        section.append(line)
    if section:
        yield section


def _section(lines: Sequence[Line], escape: Escape, *, at_start: bool) -> Iterator[Entry]:
    blocks = list(_blocks(lines, at_start=at_start))
    paired = {id(block): _couples(block) for block in blocks}
    usual = direction([one for pairs in paired.values() for one in pairs])
    for block in blocks:
        for couple in paired[id(block)]:
            yield _couple(couple, usual, escape)
        if block.entries:
            front = block.plain[-1] if _names_list(block) else None
            yield _list(front, block.entries, escape)


def _blocks(lines: Sequence[Line], *, at_start: bool) -> Iterator[_Block]:
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.is_entry:
            plain.append(line)
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].is_entry:
            end += 1
        yield _Block(tuple(plain), tuple(lines[at:end]), at_start and lines[0] in plain)
        plain, at = [], end
    if plain:
        yield _Block(tuple(plain), (), at_start and lines[0] in plain)


def _names_list(block: _Block) -> bool:
    return bool(block.entries and block.plain) and not is_prose(block.plain[-1].text)


def _couples(block: _Block) -> list[Couple]:
    """Return the pairs of a block's plain lines; lines with both sides are one by themselves."""
    plain = list(block.plain[:-1] if _names_list(block) else block.plain)
    if not plain:
        return []
    if phrases.are_separated([line.text for line in plain]):
        return [Couple(line) for line in plain]
    found: list[Couple] = []
    for tabbed, group in groupby(plain, key=lambda line: phrases.is_tabbed(line.text)):
        run = list(group)
        at_start = block.at_start and not found
        found += [Couple(line) for line in run] if tabbed else _paired(run, at_start=at_start)
    return found


def _paired(plain: Sequence[Line], *, at_start: bool) -> list[Couple]:
    """Return the pairs within each paragraph, or of all lines if each is a paragraph."""
    starts = [at for at, line in enumerate(plain) if at and line.after_blank]
    parts = [plain[a:b] for a, b in zip([0, *starts], [*starts, len(plain)], strict=True)]
    if all(len(part) == 1 for part in parts):
        parts = [plain]
    return [
        couple
        for at, part in enumerate(parts)
        for couple in couples(part, at_start=at_start and at == 0)
    ]


def _couple(couple: Couple, usual: Direction, escape: Escape) -> Entry:
    if couple.lower is None:
        return _alone(couple.upper, escape)
    upper, lower = couple.upper.text, couple.lower.text
    lines = (couple.upper, couple.lower)
    if is_question(upper):
        return _answered(upper, lower, lines, escape)
    leaning, why = lean(upper, lower), []
    own = Direction.TERM_FIRST if leaning > 0 else Direction.TERM_LAST
    chosen = own if abs(leaning) >= SURE else usual
    if abs(leaning) < SURE:
        why.append(UNSURE)
    elif chosen is not usual:
        why.append(OTHER_WAY)
    if chosen is Direction.TERM_LAST:
        upper, lower = lower, upper
        why.append(BELOW)
    return _pair(upper, lower, lines, escape, why)


def _pair(
    term: str, meaning: str, lines: Sequence[Line], escape: Escape, why: Sequence[str] = ()
) -> Entry:
    """Return a term with its meaning, or with the entries that are within one line."""
    if phrases.numbered(meaning)[1] or phrases.bare(term, meaning):
        return _answered(term, meaning, lines, escape, why)
    return _entry(Shape.TERM, escape(term.rstrip(" :=")), escape(meaning.rstrip(" =")), lines, why)


def _answered(
    asked: str, answer: str, lines: Sequence[Line], escape: Escape, why: Sequence[str] = ()
) -> Entry:
    """Return a question with its answer, which may be a list in one line."""
    intro, entries = phrases.numbered(answer)
    if entries:
        shape = Shape.STEPS if _STEPS.search(asked) else Shape.LIST
        front = f"{asked} {intro}".strip()
        return _entry(shape, escape(front), "\n".join(map(escape, entries)), lines, why)
    if bare := phrases.bare(asked, answer):
        return _entry(Shape.LIST, escape(asked), "\n".join(map(escape, bare)), lines, why)
    return _entry(Shape.QUESTION, escape(asked), escape(answer), lines, why)


def _alone(line: Line, escape: Escape) -> Entry:
    if is_heading(line.text):
        return _entry(Shape.HEADING, "", escape(line.text.lstrip("# ")), (line,))
    intro, entries = phrases.numbered(line.text)
    if entries and intro and words(intro) <= LONGEST_TITLE and not is_prose(line.text):
        return _answered(intro, line.text[len(intro) :], (line,), escape)
    sides = phrases.separated(line.text)
    tabbed = phrases.is_tabbed(line.text)
    if sides and (tabbed or (phrases.are_separated([line.text]) and not is_prose(line.text))):
        return _sides(*sides, line, escape)
    reason = PROSE if is_prose(line.text) else NO_PAIR
    return _entry(Shape.TEXT, "", escape(line.text), (line,), (reason,))


def _sides(left: str, right: str, line: Line, escape: Escape) -> Entry:
    if is_question(left):
        return _answered(left, right, (line,), escape)
    if lean(left, right) <= -SURE:
        return _pair(right, left, (line,), escape, (BELOW,))
    return _pair(left, right, (line,), escape)


def _list(front: Line | None, entries: Sequence[Line], escape: Escape) -> Entry:
    texts = [entry.text for entry in entries]
    back = "\n".join(map(escape, texts))
    if front is None:
        if phrases.are_separated(texts) and len(texts) > 1:
            back = "\n".join(f"- {escape(text)}" for text in texts)
        else:
            back = "\n".join(f"- {one}" for one in back.split("\n"))
        return _entry(Shape.TEXT, "", back, entries, (NO_NAME,))
    ordered = entries[0].is_numbered and bool(_STEPS.search(front.text))
    shape = Shape.STEPS if ordered else Shape.LIST
    if len(entries) == 1 and not is_heading(front.text):
        shape = Shape.QUESTION if is_question(front.text) else Shape.TERM
    return _entry(shape, escape(front.text.lstrip("# ").rstrip(" :")), back, (front, *entries))


def _text(lines: Sequence[Line], escape: Escape, reason: str, *, kept: bool) -> Entry:
    back = "\n".join(escape(line.raw) for line in lines)
    return replace(_entry(Shape.TEXT, "", back, lines, (reason,)), kept=kept)


def _entry(
    shape: Shape, front: str, back: str, lines: Sequence[Line], why: Sequence[str] = ()
) -> Entry:
    return Entry(
        shape, front, back, where(lines), lines[0].number, lines[-1].number, why=tuple(why)
    )
