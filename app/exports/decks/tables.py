"""Plain text of cards in columns: TSV for Quizlet and the like, CSV for spreadsheets."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from app.decks.model import Facet, Kind
from app.decks.rendering import plain_text
from app.exports.csv_file import defused
from app.exports.decks.registry import DeckFormat, add
from app.exports.decks.values import Collection, ExportedCard, ExportedNote
from app.exports.registry import Loss

COLUMNS = (
    "deck", "chapter", "kind", "facet", "context",
    "front", "back", "remark", "hint", "tags", "note",
)  # fmt: skip
BOM = b"\xef\xbb\xbf"
_PICTURE = "pictures; their descriptions stand for them"
_SPACE = re.compile(r"[\t ]+")


def _tsv(collection: Collection) -> bytes:
    """Return a line a card: what is asked, a tab, the answer; lines within become semicolons."""
    lines = [
        f"{_on_a_line(note, card, front=True)}\t{_on_a_line(note, card, front=False)}\n"
        for _, note in collection.notes()
        for card in _once(note)
    ]
    return "".join(lines).encode()


def _once(note: ExportedNote) -> Iterator[ExportedCard]:
    """Yield the cards that do not only turn another round, as such tools do by themselves."""
    forward = any(card.facet is Facet.FORWARD for card in note.cards)
    for card in note.cards:
        if not (forward and card.facet is Facet.REVERSE):
            yield card


def _on_a_line(note: ExportedNote, card: ExportedCard, *, front: bool) -> str:
    text = text_of(card.front) if front else _answer(note, card)
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "; ".join(line for line in lines if line)


def _csv(collection: Collection) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for deck, note in collection.notes():
        for card in note.cards:
            texts = (
                deck.title, deck.chapter, note.kind, card.facet, note.context_text,
                text_of(card.front), _answer(note, card), text_of(note.remark), note.hint,
                " ".join(note.tags), note.identity,
            )  # fmt: skip
            writer.writerow([defused(text) for text in texts])
    return out.getvalue().encode()


def _answer(note: ExportedNote, card: ExportedCard) -> str:
    """Return the answer; of a cloze deletion what is hidden, not the sentence around it."""
    if note.kind is Kind.CLOZE:
        return "; ".join(map(text_of, re.findall(r'<mark class="cloze">(.*?)</mark>', card.back)))
    return text_of(card.back)


def text_of(html: str) -> str:
    """Return the plain text of *html*; without tags and entities it is that already."""
    return plain_text(html) if "<" in html or "&" in html else html


def _losses(collection: Collection) -> Iterator[Loss]:
    for _, note in collection.notes():
        if any("<img" in html for card in note.cards for html in (card.front, card.back)):
            yield Loss(note.identity, _PICTURE)


def _losses_of_tsv(collection: Collection) -> Iterator[Loss]:
    yield from _losses(collection)
    for _, note in collection.notes():
        if note.remark or note.hint:
            yield Loss(note.identity, "its remark and its hint")


add(
    DeckFormat(
        name="tsv",
        label="Tab-separated text",
        ending="tsv",
        media_type="text/tab-separated-values; charset=utf-8",
        write=_tsv,
        losses=_losses_of_tsv,
        general=(
            "formatting: texts are plain and each on one line; a term and its definition stand "
            "there once, for Quizlet and others ask both ways by themselves.",
        ),
    )
)
add(
    DeckFormat(
        name="csv",
        label="CSV",
        ending="csv",
        media_type="text/csv; charset=utf-8",
        write=_csv,
        losses=_losses,
        general=(
            "formatting: texts are plain; what a spreadsheet would take for a formula begins "
            "with an apostrophe.",
        ),
    )
)
