"""The course's own files, read and parsed as they stand in ``content/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.content import ContentFile, read_files
from app.decks import decode, parse
from app.decks.model import Card, Deck, Facet, Note, Parsed
from app.decks.normal import normal_form

CONTENT = Path(__file__).parents[2] / "content"


@cache
def texts() -> dict[str, str]:
    """Every deck file's text, by its path in the content folder."""
    found: dict[str, str] = {}
    for file in read_files([CONTENT]):
        assert isinstance(file, ContentFile), file
        path = Path(file.path).relative_to(CONTENT).as_posix()
        found[path], faults = decode(file.data, path)
        assert not faults, faults
    return found


@cache
def parsed() -> dict[str, Parsed]:
    """Every deck file parsed, by its path in the content folder."""
    return {path: parse(text, path) for path, text in texts().items()}


def decks(folder: str) -> list[Deck]:
    """The decks of one chapter's folder."""
    return [one.deck for path, one in parsed().items() if path.startswith(f"{folder}/")]


def note(explicit_id: str, path: str = "") -> Note:
    """The note with this explicit id, in the file *path* if one is given."""
    (found,) = [
        note
        for one in parsed().values()
        for note in one.deck.notes
        if note.explicit_id == explicit_id and path in ("", one.deck.path)
    ]
    return found


def cards_of(one: Note, facet: Facet) -> list[Card]:
    """The cards of a note that ask for *facet*."""
    return [card for card in one.cards if card.facet is facet]


def shown(note: Note, card: Card) -> str:
    """Everything a student reads on *card* before and after answering, remark aside."""
    parts = [*note.headings, card.front, card.back, *(item.text for item in card.items)]
    return " \n ".join(normal_form(part) for part in parts)
