"""Anki packages (.apkg): notes of Anki's own kinds, which re-import updates (docs/adr/0032)."""

from __future__ import annotations

from collections.abc import Iterator

from app.decks.model import Kind
from app.exports.decks.apkg.cloze import merged
from app.exports.decks.apkg.package import package
from app.exports.decks.registry import DeckFormat, add
from app.exports.decks.values import Collection, picture_addresses
from app.exports.registry import Loss

_NEW_WHEN_EDITED = (
    "a note without an id of its own comes as a new one once it is edited; "
    "give it {#an-id}, or export the course instead of files"
)
_NO_PICTURE = "a picture that could not be read; its description stands for it"
_APART = "cloze deletions that cross formatting, as cards of their own instead of one cloze note"


def _losses(collection: Collection) -> Iterator[Loss]:
    for _, note in collection.notes():
        if not note.lasting:
            yield Loss(note.identity, _NEW_WHEN_EDITED)
        if note.kind is Kind.CLOZE and merged(note.cards) is None:
            yield Loss(note.identity, _APART)
        sides = (html for card in note.cards for html in (card.front, card.back))
        if any(a not in collection.pictures for html in sides for a in picture_addresses(html)):
            yield Loss(note.identity, _NO_PICTURE)


add(
    DeckFormat(
        name="apkg",
        label="Anki package",
        ending="apkg",
        media_type="application/octet-stream",
        write=package,
        losses=_losses,
        general=(
            "Anki lets students judge their answers themselves: other accepted wordings, points "
            "and the feedback on single options are not in the file, nor is anybody's progress.",
        ),
    )
)
