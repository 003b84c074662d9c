"""Marking a typed list: each line is assigned to at most one entry, order only if declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.quiz.marking.folding import folded
from app.quiz.marking.verdicts import Marked, Reason, Verdict
from app.quiz.marking.wordings import Course, mark


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to recall: its wording and the other wordings that count."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedList:
    """The outcome. *lines* goes with the typed lines; *entry_of* says which entry each hit.

    *credit* is the matched share of the entries less the share of the lines too many, within
    [0, 1]; *in_order* whether what was matched came in the list's order.
    """

    lines: tuple[Marked, ...]
    entry_of: tuple[int | None, ...]
    missing: tuple[int, ...]
    credit: float
    in_order: bool


def mark_list(
    typed: Sequence[str], entries: Sequence[Entry], course: Course, *, ordered: bool = False
) -> MarkedList:
    """Mark the *typed* lines by *entries*; empty lines are skipped and get no row.

    Where order counts, only the longest run of hits in the right order is credited. Lines
    beyond the number of entries cost as much as an entry each, so that guessing does not pay.
    """
    said = [line for line in typed if folded(line)]
    table = [[mark(line, (e.text, *e.accept), course) for e in entries] for line in said]
    entry_of = _assigned(table, len(entries))
    lines = tuple(_outcome(row, hit) for row, hit in zip(table, entry_of, strict=True))
    hits = [hit for hit in entry_of if hit is not None]
    counted = _longest_rise(hits) if ordered else len(hits)
    extras = max(0, len(said) - len(entries))
    credit = max(0.0, (counted - extras) / len(entries)) if entries else 0.0
    missing = tuple(n for n in range(len(entries)) if n not in set(hits))
    return MarkedList(lines, tuple(entry_of), missing, credit, hits == sorted(hits))


def _assigned(table: list[list[Marked]], entries: int) -> list[int | None]:
    """Return the entry of each line in a largest matching, better reasons first.

    Augmenting paths (Kuhn 1955): every line that can be placed is, even when the entry that it
    took first has to be given to another line.
    """
    line_of: dict[int, int] = {}

    def place(line: int, tried: set[int]) -> bool:
        for entry in sorted(range(entries), key=lambda n: _quality(table[line][n])):
            if entry in tried or not table[line][entry].counts:
                continue
            tried.add(entry)
            if entry not in line_of or place(line_of[entry], tried):
                line_of[entry] = line
                return True
        return False

    for line in sorted(range(len(table)), key=lambda n: min(map(_quality, table[n]), default=9)):
        place(line, set())
    found: list[int | None] = [None] * len(table)
    for entry, line in line_of.items():
        found[line] = entry
    return found


_QUALITY = (Reason.EXACT, Reason.ACCEPTED, Reason.SAME_WORDS, Reason.SPELLING)


def _quality(marked: Marked) -> int:
    return _QUALITY.index(marked.reason) if marked.reason in _QUALITY else len(_QUALITY)


def _outcome(row: list[Marked], hit: int | None) -> Marked:
    if hit is not None:
        return row[hit]
    if any(marked.counts for marked in row):  # right, but its entry was said already
        return Marked(Verdict.WRONG, Reason.DIFFERENT, "")
    return min(row, key=lambda marked: marked.reason is not Reason.OTHER_TERM, default=_NOTHING)


_NOTHING = Marked(Verdict.WRONG, Reason.DIFFERENT)


def _longest_rise(hits: Sequence[int]) -> int:
    """Return the length of the longest strictly rising subsequence."""
    best: list[int] = []
    for position, hit in enumerate(hits):
        before = [best[n] for n in range(position) if hits[n] < hit]
        best.append(max(before, default=0) + 1)
    return max(best, default=0)
