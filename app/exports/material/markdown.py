"""Entries as the text of a deck file (docs/content-format.md), for an author to own.

Lists stand at the end of their section, each under a heading of its own: a switch such as
``cards: list`` holds until the next heading, and nothing else may come under it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.decks.normal import normal_form
from app.exports.material.values import Entry, Shape
from app.exports.readers import escaping
from app.exports.readers.deck_text import NO_WORDS

_BLOCK = re.compile(r"(?:[-*+] |\d+[.)] |> |`{3,}|\||#)")
_OPEN = frozenset({Shape.QUESTION, Shape.BLOCK})
"""What takes prose below it for its own answer, unless a rule stands between."""
_PROSE = frozenset({Shape.CLOZE, Shape.TEXT})
_SWITCH = {Shape.LIST: "list", Shape.STEPS: "steps", Shape.TABLE: "table"}


def deck_markdown(title: str, entries: Iterable[Entry]) -> str:
    """Return a deck of the *entries* that are kept and have what their shape needs."""
    kept = [entry for entry in entries if entry.kept and is_whole(entry)]
    parts = [f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---"] if title else []
    parts += _parts(_qualified(kept))
    return "\n\n".join(parts) + "\n"


def is_whole(entry: Entry) -> bool:
    """Tell whether *entry* has all that a deck needs of it."""
    if entry.shape in {Shape.TEXT, Shape.HEADING, Shape.BLOCK, Shape.CLOZE}:
        return bool(entry.back.strip())
    return bool(entry.front.strip() and entry.back.strip())


def entry_markdown(entry: Entry) -> str:
    """Return one entry's own block."""
    match entry.shape:
        case Shape.TERM:
            return _term(entry)
        case Shape.QUESTION:
            return _question(entry)
        case Shape.LIST | Shape.STEPS | Shape.TABLE:
            return _list(entry)
        case Shape.CLOZE:
            return _cloze(entry)
        case Shape.HEADING:
            return f"# {_line(entry.back)}"
        case _:
            return entry.back.strip()


def _parts(entries: Iterable[Entry]) -> Iterator[str]:
    lists: list[Entry] = []
    before: Shape | None = None
    for entry in entries:
        if entry.shape is Shape.HEADING:
            yield from map(entry_markdown, lists)
            lists = []
        if entry.shape in _SWITCH:
            lists.append(entry)
        else:
            if before in _OPEN and entry.shape in _PROSE:
                yield "---"
            yield entry_markdown(entry)
            before = entry.shape
    yield from map(entry_markdown, lists)


def _qualified(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Tell terms apart that stand there more than once: the author will name them better."""
    counts: Counter[str] = Counter()
    for entry in entries:
        if entry.shape is Shape.TERM:
            form = normal_form(_line(entry.front))
            counts[form] += 1
            if counts[form] > 1:
                attribute = f'{{as="{counts[form]}"}}'
                yield replace(entry, front=f"{_line(entry.front)} {attribute}")
                continue
        yield entry


def _term(entry: Entry) -> str:
    first, *rest = _paragraphs(entry.back)
    if _BLOCK.match(first):
        return _question(entry)
    below = "".join(f"\n\n{_indented(one)}" for one in rest)
    return f"{_with_attributes(_line(entry.front), entry)}\n:   {_indented(first)[4:]}{below}"


def _question(entry: Entry) -> str:
    first, *rest = _paragraphs(entry.front)
    if _BLOCK.match(first):
        first, rest = NO_WORDS, [first, *rest]
    answer = _paragraphs(entry.back)
    start = "A:" if _BLOCK.match(answer[0]) else f"A: {answer[0]}"
    answered = [start, *(answer if start == "A:" else answer[1:])]
    asked = _with_attributes(f"Q: {_last_line_joined(first)}", entry)
    blank = "\n\n" if rest else "\n"
    return blank.join(("\n\n".join((asked, *rest)), "\n\n".join(answered)))


def _list(entry: Entry) -> str:
    texts = [line.strip() for line in entry.back.split("\n") if line.strip()]
    texts = [re.sub(r"^(?:[-*+]|\d+[.)])\s+", "", text) for text in texts]
    marks = (f"{n}." if entry.shape is Shape.STEPS else "-" for n in range(1, len(texts) + 1))
    rows = [f"{mark} {text}" for mark, text in zip(marks, texts, strict=True)]
    if entry.shape is Shape.TABLE:
        rows = entry.back.strip().split("\n")
    heading = _with_attributes(f"## {_line(entry.front)}", entry)
    return "\n".join((heading, f"<!-- cards: {_SWITCH[entry.shape]} -->", "", *rows))


def _with_attributes(text: str, entry: Entry) -> str:
    parts = [f"#{entry.id}"] if entry.id else []
    if entry.tags:
        parts.append(f'tags="{escaping.attribute("; ".join(entry.tags))}"')
    return f"{text} {{{' '.join(parts)}}}" if parts else text


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of *text*: lines are paragraphs, except those of one block."""
    found: list[str] = []
    in_block = False
    for part in re.split(r"\n\s*\n", text.strip()):
        fenced = part.startswith("```")
        in_block = False
        for line in [part] if fenced else part.split("\n"):
            is_block = bool(_BLOCK.match(line)) or line.startswith("    ")
            if found and in_block and is_block:
                found[-1] += f"\n{line}"
            else:
                found.append(line.rstrip())
            in_block = is_block
    return found or [""]


def _cloze(entry: Entry) -> str:
    """Return a text with deletions; its attributes stand at its end, before a remark."""
    text, *rest = _paragraphs(entry.back)
    return "\n\n".join((_with_attributes(text, entry), *rest))


def _indented(paragraph: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in paragraph.split("\n"))


def _last_line_joined(text: str) -> str:
    return " ".join(text.split("\n"))


def _line(text: str) -> str:
    return " ".join(text.split())
