"""A course with a content folder, for tests that take files in and look at what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.cli.deck_store import apply_path, plan_path
from app.db import Access, Database
from app.models import (
    Base,
    Card,
    CardRevision,
    CardState,
    Course,
    Deck,
    DeckRendering,
    DeckRevision,
    Event,
    Note,
    NoteRevision,
    Rendering,
    User,
)
from app.sandbox import Sandbox
from app.services import accounts, offerings
from app.services.decks.apply import Report, Status, apply
from app.services.decks.drafts import Prepared, render_draft
from app.services.decks.sources import text_hash
from app.services.decks.store import Store, course_of, read_store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TABLES: tuple[type[Base], ...] = (
    Course,
    Deck,
    DeckRevision,
    DeckRendering,
    Note,
    NoteRevision,
    Card,
    CardRevision,
    Rendering,
    Event,
    CardState,
)
SLUG = "crm"


@dataclass(slots=True)
class Classroom:
    """An offering and the content folder that is taken into it."""

    database: Database
    content: Path
    sandbox: Sandbox
    instructor: UUID
    now: datetime = NOON

    def write(self, name: str, text: str) -> Path:
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def remove(self, name: str) -> None:
        (self.content / name).unlink()

    def plan(self, path: Path | None = None) -> Report:
        return plan_path(self.database, SLUG, path or self.content, self.content)

    def try_apply(self, path: Path | None = None, *, confirmed: bool = False) -> Report:
        self.now += timedelta(hours=1)
        return apply_path(
            self.database,
            SLUG,
            path or self.content,
            self.content,
            self.now,
            confirmed=confirmed,
            sandbox=self.sandbox,
        )

    def apply(self, path: Path | None = None, *, confirmed: bool = False) -> Report:
        report = self.try_apply(path, confirmed=confirmed)
        assert report.status is Status.APPLIED, report
        return report

    def decks(self) -> dict[str, Deck]:
        with self.database.transaction(Access.READ) as session:
            return {deck.key: deck for deck in session.scalars(select(Deck))}

    def notes(self) -> dict[str, Note]:
        """Return the live notes by the front of their first card."""
        with self.database.transaction(Access.READ) as session:
            found = session.execute(
                select(Note, CardRevision.front)
                .join(Card, Card.note_id == Note.id)
                .join(
                    CardRevision,
                    (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
                )
                .where(Note.retired_at.is_(None), Card.position == 0)
            )
            return {front: note for note, front in found}

    def cards(self) -> dict[tuple[str, str], Card]:
        """Return all cards, retired ones too, by their front and facet."""
        with self.database.transaction(Access.READ) as session:
            found = session.execute(
                select(Card, CardRevision.front).join(
                    CardRevision,
                    (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
                )
            )
            return {(front, card.facet): card for card, front in found}

    def revision(self, card: Card) -> CardRevision:
        with self.database.transaction(Access.READ) as session:
            return session.get_one(CardRevision, (card.id, card.head))

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of every table concerned, for comparing before and after."""
        with self.database.transaction(Access.READ) as session:
            return {
                kind.__tablename__: sorted(
                    (tuple(row) for row in session.execute(select(kind.__table__))), key=repr
                )
                for kind in TABLES
            }

    def store(self) -> Store:
        with self.database.transaction(Access.READ) as session:
            return read_store(session, course_of(session, SLUG).id)

    def finish(self, prepared: Prepared, *, confirmed: bool = False) -> Report:
        """Render and write what was prepared, as whoever publishes does."""
        self.now += timedelta(hours=1)
        html = [render_draft(draft, self.sandbox) for draft in prepared.drafts]
        with self.database.transaction() as session:
            return apply(session, prepared, html, self.now, confirmed=confirmed)

    def edit_in_browser(self, key: str, markdown: str) -> None:
        """Publish another text as the browser's editor will: a new head, the same base."""
        with self.database.transaction() as session:
            deck = session.scalars(select(Deck).where(Deck.key == key)).one()
            deck.head += 1
            session.add(
                DeckRevision(
                    deck_id=deck.id,
                    number=deck.head,
                    markdown=markdown,
                    content_hash=text_hash(markdown),
                    origin="browser",
                    created_at=self.now,
                )
            )


def open_classroom(database: Database, content: Path, sandbox: Sandbox) -> Classroom:
    with database.transaction() as session:
        new = accounts.NewAccount("ines@example.org", "Ines", "!", zone="Europe/Vienna")
        instructor: User = accounts.create(session, new, NOON)
        offerings.create(session, SLUG, "Customer relationships", instructor, NOON)
    content.mkdir(parents=True)
    return Classroom(database, content, sandbox, instructor.id)


def question(asked: str, answer: str, mark: str = "") -> str:
    return f"Q: {asked}{f' {mark}' if mark else ''}\nA: {answer}\n\n"


def term(name: str, definition: str) -> str:
    return f"{name}\n:   {definition}\n\n"
