"""The registry of formats for decks, and what such a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.exports.decks.values import Collection
from app.exports.registry import Export, Loss


@dataclass(frozen=True, slots=True)
class DeckFormat:
    """One format; *losses* are of notes, *general* is said of every file.

    *ending* is written without its dot.
    """

    name: str
    label: str
    ending: str
    media_type: str
    write: Callable[[Collection], bytes]
    losses: Callable[[Collection], Iterable[Loss]]
    general: tuple[str, ...] = ()


FORMATS: dict[str, DeckFormat] = {}


def add(made: DeckFormat) -> None:
    """Put a format into the registry."""
    FORMATS[made.name] = made


def losses(made: DeckFormat, collection: Collection) -> tuple[Loss, ...]:
    """Return what *collection* would lose in this format, before anything is written."""
    said = tuple(Loss("", text) for text in made.general)
    return said + tuple(made.losses(collection))


def write(made: DeckFormat, collection: Collection) -> Export:
    """Write *collection*; raises ValueError if it holds no card."""
    if not any(note.cards for _, note in collection.notes()):
        raise ValueError("There is no card to export: what is kept for exams stays here.")
    return Export(made.write(collection), losses(made, collection))
