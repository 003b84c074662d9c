"""Decks for other tools: a course as it is published, or deck files as they stand.

A course's notes have uids that outlive every edit; a file's note has only its explicit id, or
else what it says. Private decks of students and notes kept for exams are never among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.decks import model
from app.decks.identity import fingerprint
from app.decks.model import Facet, Kind
from app.exports.decks.values import (
    STORED,
    Collection,
    DeckPicture,
    Entry,
    ExportedCard,
    ExportedDeck,
    ExportedNote,
    picture_addresses,
)
from app.models import Card, Course, Deck, DeckMedia, Media, Note, Rendering
from app.services.decks.known import CardRows, NoteRows, load_notes
from app.services.decks.shelf import stands_on
from app.services.media.files import Loaded
from app.services.media.store import address_of
from app.services.rendering import RenderedCard, RenderedDeck


@dataclass(frozen=True, slots=True)
class FileDeck:
    """A deck file: parsed, rendered, and when it (or a picture of it) was last changed."""

    deck: model.Deck
    rendered: RenderedDeck
    changed: int


def from_course(session: Session, course: Course) -> Collection:
    """Return the live notes of *course* with their published rendering, its decks in order."""
    return _stored(session, course, None)


def from_student(session: Session, course: Course, student_id: UUID) -> Collection:
    """Return the private notes of a student in *course*, for that student."""
    return _stored(session, course, student_id)


def _stored(session: Session, course: Course, owner_id: UUID | None) -> Collection:
    html = _renderings(session, course.id, owner_id)
    media = _media(session, course.id, html.values()) if owner_id is None else {}
    notes: dict[UUID, list[ExportedNote]] = defaultdict(list)
    for rows in load_notes(session, course.id, owner_id=owner_id).values():
        if rows.note.retired_at is None:
            notes[rows.note.deck_id].append(_stored_note(rows, html, media))
    decks = session.scalars(
        select(Deck)
        .where(stands_on(course.id, owner_id), Deck.retired_at.is_(None))
        .order_by(Deck.position, Deck.key)
    )
    return Collection(
        identity=str(course.id) if owner_id is None else f"{course.id} {owner_id}",
        title=course.title,
        decks=tuple(
            ExportedDeck(d.key, d.title, tuple(notes[d.id]), d.chapter, d.language) for d in decks
        ),
        pictures={
            address_of(one.digest): DeckPicture(one.digest, one.kind, one.data)
            for one in media.values()
        },
    )


def from_files(title: str, files: Sequence[FileDeck], pictures: Iterable[Loaded]) -> Collection:
    """Return the notes of deck *files*, rendered with the stored addresses of *pictures*."""
    seen: Counter[str] = Counter()
    return Collection(
        identity=title,
        title=title,
        decks=tuple(_file_deck(file, seen) for file in files),
        pictures={
            address_of(one.digest): DeckPicture(one.digest, one.kind, one.data) for one in pictures
        },
    )


def _renderings(session: Session, course_id: UUID, owner_id: UUID | None) -> dict[UUID, Rendering]:
    """Return the newest rendering of the published revision of every live card."""
    found = session.scalars(
        select(Rendering)
        .join(Card, (Card.id == Rendering.card_id) & (Card.head == Rendering.number))
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(stands_on(course_id, owner_id), Card.retired_at.is_(None))
        .order_by(Rendering.renderer)  # of several, the last and newest stays in the mapping
    )
    return {rendering.card_id: rendering for rendering in found}


def _media(session: Session, course_id: UUID, html: Iterable[Rendering]) -> dict[str, Media]:
    """Return the pictures that the cards show, by digest."""
    shown = {
        address.removeprefix(STORED)
        for one in html
        for text in _texts(one)
        for address in picture_addresses(text)
    }
    if not shown:
        return {}
    found = session.scalars(
        select(Media)
        .join(DeckMedia, DeckMedia.digest == Media.digest)
        .join(Deck, Deck.id == DeckMedia.deck_id)
        .where(Deck.course_id == course_id, Deck.owner_id.is_(None))
        .options(undefer(Media.data))
    )
    return {media.digest: media for media in found if media.digest in shown}


def _texts(html: Rendering) -> tuple[str, ...]:
    return (html.front, html.back, html.remark, *(item["html"] for item in html.items))


def _stored_note(
    rows: NoteRows, html: Mapping[UUID, Rendering], media: Mapping[str, Media]
) -> ExportedNote:
    live = [rows_ for rows_ in rows.cards if rows_.card.id in html]
    numbers = _numbers(rows.cards)
    shown = [html[one.card.id] for one in live]
    first = live[0].revision if live else None
    return ExportedNote(
        identity=str(rows.note.id),
        kind=Kind(rows.note.kind),
        cards=tuple(_stored_card(one, html[one.card.id], numbers[one.card.id]) for one in live),
        changed=_changed(rows, live, shown, media),
        remark=shown[0].remark if shown else "",
        hint=first.hint if first else "",
        context=tuple(first.context) if first else (),
        tags=tuple(rows.revision.tags),
    )


def _stored_card(rows: CardRows, html: Rendering, number: int) -> ExportedCard:
    pairs = zip(html.items, rows.revision.items, strict=True)
    return ExportedCard(
        identity=str(rows.card.id),
        facet=Facet(rows.card.facet),
        front=html.front,
        back=html.back,
        entries=tuple(Entry(shown["html"], item.get("side", "")) for shown, item in pairs),
        ordered=rows.revision.ordered,
        number=number,
    )


def _numbers(cards: Sequence[CardRows]) -> dict[UUID, int]:
    """Number all cards that a note ever had, the oldest first, so that no number moves."""

    def born(rows: CardRows) -> tuple[datetime, UUID]:
        return (rows.earlier or [rows.revision])[-1].created_at, rows.card.id

    return {rows.card.id: number for number, rows in enumerate(sorted(cards, key=born), 1)}


def _changed(
    rows: NoteRows, live: Iterable[CardRows], html: Iterable[Rendering], media: Mapping[str, Media]
) -> int:
    """Return when the note last changed, in seconds: its text, a card's, or a picture of it.

    A second for each revision before makes two edits within one differ, too.
    """
    shown = (
        a.removeprefix(STORED) for one in html for t in _texts(one) for a in picture_addresses(t)
    )
    times = [rows.revision.created_at, *(one.revision.created_at for one in live)]
    times += [media[digest].created_at for digest in shown if digest in media]
    return int(max(times).timestamp()) + rows.note.head - 1


def _file_deck(file: FileDeck, seen: Counter[str]) -> ExportedDeck:
    meta = file.deck.meta
    name = meta.deck or PurePosixPath(file.deck.path).stem
    return ExportedDeck(
        identity=name,
        title=meta.title or name,
        notes=tuple(
            _file_note(note, html, _identity(name, note, seen), file.changed)
            for note, html in zip(file.deck.notes, file.rendered.cards, strict=True)
        ),
        chapter=meta.chapter,
        language=meta.language,
    )


def _identity(deck: str, note: model.Note, seen: Counter[str]) -> str:
    """Return what a note is known by: its id, else its content; a number if there are several."""
    own = f"#{note.explicit_id}" if note.explicit_id else fingerprint(note).normal
    identity = f"{deck} {own}"
    seen[identity] += 1
    return identity if seen[identity] == 1 else f"{identity} {seen[identity]}"


def _file_note(
    note: model.Note, html: Sequence[RenderedCard], identity: str, changed: int
) -> ExportedNote:
    return ExportedNote(
        identity=identity,
        kind=note.kind,
        cards=tuple(
            _file_card(card, shown, number)
            for number, (card, shown) in enumerate(zip(note.cards, html, strict=True), 1)
        ),
        changed=changed,
        remark=html[0].remark if html else "",
        hint=note.hint,
        context=note.context,
        tags=note.tags,
        lasting=note.explicit_id is not None,
    )


def _file_card(card: model.Card, html: RenderedCard, number: int) -> ExportedCard:
    pairs = zip(html.items, card.items, strict=True)
    return ExportedCard(
        identity=card.key,
        facet=card.facet,
        front=html.front,
        back=html.back,
        entries=tuple(Entry(shown, item.side) for shown, item in pairs),
        ordered=card.ordered,
        number=number,
    )
