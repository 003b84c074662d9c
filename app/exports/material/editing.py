"""What an author does to entries in the preview: flip, merge, split, drop, and duplicates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.decks import parse
from app.decks.identity.fingerprint import normal_hash
from app.exports.material.markdown import entry_markdown, is_whole
from app.exports.material.values import TWO_SIDED, Entry, Shape

IN_CLASS = "the course has this card already"


class Act(StrEnum):
    """What is to be done with an entry."""

    KEEP = "keep"
    DROP = "drop"
    FLIP = "flip"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Marked:
    """An entry with what is to be said of it besides its own reasons."""

    entry: Entry
    duplicate_of: str = ""  # a place, or IN_CLASS
    is_incomplete: bool = False


def carry_out(entries: Sequence[Entry], acts: Mapping[int, Act]) -> tuple[Entry, ...]:
    """Return *entries* with what *acts* wants, by their places from 0."""
    made: list[Entry] = []
    at = 0
    while at < len(entries):
        entry, act = entries[at], acts.get(at, Act.KEEP)
        while act is Act.MERGE and at + 1 < len(entries):
            at += 1
            entry, act = merged(entry, entries[at]), acts.get(at, Act.KEEP)
        made += _done(entry, act)
        at += 1
    return tuple(made)


def flipped(entry: Entry) -> Entry:
    """Return *entry* with its sides exchanged; lists become questions, since terms have none."""
    if entry.shape not in TWO_SIDED:
        return entry
    lines = entry.back.strip().split("\n")
    shape = Shape.QUESTION if len(lines) > 1 else entry.shape
    if entry.shape in {Shape.LIST, Shape.STEPS, Shape.TABLE}:
        shape = Shape.QUESTION
    return replace(entry, shape=shape, front=entry.back, back=entry.front)


def merged(entry: Entry, other: Entry) -> Entry:
    """Return one entry with the front of the first and everything else below it."""
    back = [entry.back, other.front, other.back]
    whole = "\n".join(part for part in back if part.strip())
    front = entry.front
    if not front.strip() and entry.shape is not Shape.CLOZE:
        front, _, whole = whole.partition("\n")
    shape = entry.shape if entry.shape in TWO_SIDED else Shape.TERM
    return replace(
        entry,
        shape=Shape.QUESTION if shape is Shape.TABLE else shape,
        front=front,
        back=whole,
        where=_span(entry, other),
        last=max(entry.last, other.last),
        kept=True,
        why=(),
    )


def split(entry: Entry) -> tuple[Entry, ...]:
    """Return *entry* as two, parted at the first blank line, else after the first line below.

    A list gives its last entry away: that is where the next term was taken for one.
    """
    lines = entry.back.strip().split("\n")
    if len(lines) < 2:  # noqa: PLR2004 - one line is not parted
        return (entry,)
    if entry.shape in {Shape.LIST, Shape.STEPS}:
        upper, lower = lines[:-1], lines[-1:]
    else:
        cut = lines.index("") if "" in lines else 1
        upper, lower = lines[:cut], [line for line in lines[cut:] if line]
    front, *back = lower
    shape = Shape.TERM if back else Shape.TEXT
    other = replace(
        entry,
        shape=shape,
        front=front if back else "",
        back="\n".join(back or [front]),
        id="",
        why=(),
    )
    return replace(entry, back="\n".join(upper), why=()), other


def marked(entries: Sequence[Entry], known: Collection[str] = ()) -> tuple[Marked, ...]:
    """Return *entries*, each with what it repeats: an earlier one, or *known* (normal hashes)."""
    seen: dict[str, str] = {}
    found = []
    for entry in entries:
        if not entry.makes_cards:
            found.append(Marked(entry, is_incomplete=not is_whole(entry)))
            continue
        hashes = hashes_of(entry) if is_whole(entry) else ()
        same = next((seen[one] for one in hashes if one in seen), "")
        if any(one in known for one in hashes):
            same = IN_CLASS
        found.append(Marked(entry, same, not is_whole(entry)))
        if entry.kept:
            seen |= {one: entry.where or "an earlier entry" for one in hashes if one not in seen}
    return tuple(found)


def without_duplicates(entries: Sequence[Entry], known: Collection[str] = ()) -> tuple[Entry, ...]:
    """Return *entries* with those dropped that say what stands elsewhere already."""
    return tuple(
        replace(one.entry, kept=False, why=(*one.entry.why, _same_as(one.duplicate_of)))
        if one.duplicate_of and one.entry.kept
        else one.entry
        for one in marked(entries, known)
    )


def hashes_of(entry: Entry) -> tuple[str, ...]:
    """Return the normal hashes of the notes that *entry* becomes."""
    parsed = parse(f"{entry_markdown(replace(entry, id='', tags=()))}\n", "entry.md")
    return tuple(normal_hash(note) for note in parsed.deck.notes)


def _done(entry: Entry, act: Act) -> Sequence[Entry]:
    if act is Act.SPLIT:
        return split(entry)
    if act is Act.FLIP:
        return (replace(flipped(entry), kept=True),)
    return (replace(entry, kept=act is not Act.DROP),)


def _same_as(place: str) -> str:
    return place if place == IN_CLASS else f"the same as {place}"


def _span(entry: Entry, other: Entry) -> str:
    if entry.first and other.last and entry.where.split(" ")[0].rstrip("s") == "line":
        return f"lines {entry.first}\N{EN DASH}{max(entry.last, other.last)}"
    return ", ".join(dict.fromkeys(filter(None, (entry.where, other.where))))
