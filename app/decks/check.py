"""Checks between cards, of one file or many: same ids, same fronts, same answers."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from app.decks.diagnostics import CODES
from app.decks.model import BLANK_OPEN, Card, Deck, Diagnostic, Item, Kind, Note, Parsed
from app.decks.normal import bare, normal_form

FEWEST_CHOICES = 4
"""Below so many questions with options, the longest being right may be chance."""

_GAP = " \u2581 "


class _Asked(NamedTuple):
    """A card, and where it comes from."""

    deck: Deck
    note: Note
    card: Card

    @property
    def place(self) -> str:
        return f"{self.deck.path}:{self.card.line}"


def check(parsed: Sequence[Parsed]) -> tuple[Diagnostic, ...]:
    """Return every diagnostic of the files: their own, and those between their cards."""
    found = [diagnostic for one in parsed for diagnostic in one.diagnostics]
    decks = [one.deck for one in parsed]
    found += check_between(decks, {deck.path for deck in decks})
    found += (fault for deck in decks for fault in _longest_keys(deck))
    return tuple(sorted(dict.fromkeys(found)))


def check_between(decks: Sequence[Deck], paths: Container[str]) -> list[Diagnostic]:
    """Return what lies between cards of *decks* and concerns a deck with one of *paths*.

    The later of two decks is blamed, so those of *paths* should stand last.
    """
    cards = [
        _Asked(deck, note, card) for deck in decks for note in _notes(deck) for card in note.cards
    ]
    found = [*_same_ids(decks), *_same_fronts(cards)]
    return [f for f in found if f.path in paths] + list(_collisions(cards, paths))


def asked_as(front: str) -> str:
    """Return the form in which two fronts ask the same; a blank is not nothing."""
    return normal_form(front.replace(BLANK_OPEN, _GAP))


def _notes(deck: Deck) -> tuple[Note, ...]:
    """Return all notes of *deck*: an exam must not ask what is answered in the notes, either."""
    return (*deck.notes, *deck.exam_notes)


def _same_ids(decks: Sequence[Deck]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for deck in decks:
        for note in _notes(deck):
            if note.explicit_id is None:
                continue
            first = seen.setdefault(note.explicit_id, f"{deck.path}:{note.line}")
            if first != f"{deck.path}:{note.line}":
                message = f"the id “{note.explicit_id}” is taken by {first}"
                hint = "Give one of the two another id."
                yield _fault(deck, note, note.line, "duplicate-id", message, hint)


def _same_fronts(cards: Sequence[_Asked]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, ...], _Asked] = {}
    for asked in cards:
        front = asked_as(asked.card.front)
        key = (*map(normal_form, asked.note.context), front)
        first = seen.setdefault(key, asked)
        if first is asked or not front:
            continue
        if normal_form(first.card.back) == normal_form(asked.card.back):
            message = f"the same card as {first.place}"
            hint = "Keep one of the two."
            code = "same-content"
        else:
            message = f"asks the same as {first.place}, but has another answer"
            hint = 'Tell the two apart: word the fronts differently, or add {as="…"} to a term.'
            code = "same-front"
        yield _fault(asked.deck, asked.note, asked.card.line, code, message, hint)


def _collisions(cards: Sequence[_Asked], paths: Container[str]) -> Iterator[Diagnostic]:
    accepting = [(a, w, normal_form(w)) for a in cards for w in a.card.accept]
    answers: dict[str, list[_Asked]] = {wanted: [] for _, _, wanted in accepting}
    for asked in cards if accepting else ():
        if not asked.card.items and (back := normal_form(asked.card.back)) in answers:
            answers[back].append(asked)
    for asked, wording, wanted in accepting:
        others = (o for o in answers[wanted] if o.note is not asked.note)
        if asked.deck.path not in paths:
            others = (o for o in others if o.deck.path in paths)
        other = next(others, None)
        if other is not None and wanted != normal_form(asked.card.back):
            message = f"“{wording[:40]}” is accepted here, but is the answer of {other.place}"
            hint = "Remove it from one of the two, or let each name what sets it apart."
            yield _fault(asked.deck, asked.note, asked.card.line, "accept-collision", message, hint)


def _longest_keys(deck: Deck) -> Iterator[Diagnostic]:
    """Yield a fault if the right option gives itself away by its length in every question."""
    choices = [
        (note, card, right[0])
        for note in _notes(deck)
        for card in note.cards
        if card.kind is Kind.CHOICE and len(right := [i for i in card.items if i.right]) == 1
    ]
    if len(choices) >= FEWEST_CHOICES and all(_is_longest(key, card) for _, card, key in choices):
        note, _, key = choices[0]
        message = f"the right option is the longest in all {len(choices)} questions of this file"
        hint = "Shorten some right options, or lengthen wrong ones; students notice."
        yield _fault(deck, note, key.line, "longest-key", message, hint)


def _is_longest(key: Item, card: Card) -> bool:
    others = (len(bare(item.text)) for item in card.items if not item.right)
    return len(bare(key.text)) > max(others)


def _fault(deck: Deck, note: Note, line: int, code: str, message: str, hint: str) -> Diagnostic:
    lines = note.source.split("\n")
    offset = line - note.line
    excerpt = lines[offset].strip()[:100] if 0 <= offset < len(lines) else ""
    return Diagnostic(deck.path, line, 1, code, CODES[code], message, hint, excerpt)
