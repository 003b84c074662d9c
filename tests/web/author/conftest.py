from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.config import Config
from app.db import Access, Database
from app.models import Card, CardRevision, Deck, DeckRevision, Note, Offering, Role
from app.sandbox import Sandbox
from app.services.decks.apply import Report
from app.services.rendering import TARGET
from tests.web.author.desk import Desk, text
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.conftest import LogIn


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET, seconds=10) as sandbox:
        yield sandbox


@dataclass
class Folder:
    """The content folder of crm, and its command."""

    database: Database
    content: Path
    sandbox: Sandbox

    def write(self, name: str, text: str) -> None:
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def apply(self) -> Report:
        return apply_path(
            self.database, "crm", self.content, self.content, utc_now(), sandbox=self.sandbox
        )

    def notes(self, *, retired: bool = False) -> dict[str, Note]:
        """Return the notes by the front of their first card."""
        with self.database.transaction(Access.READ) as session:
            found = session.execute(
                select(Note, CardRevision.front)
                .join(Card, Card.note_id == Note.id)
                .join(
                    CardRevision,
                    (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
                )
                .where(Note.retired_at.is_not(None) == retired, Card.position == 0)
            )
            return {front: note for note, front in found}


@pytest.fixture
def folder(app: Flask, crm: Offering, stored: Database, config: Config, sandbox: Sandbox) -> Folder:
    app.extensions["renderer"] = sandbox
    content = config.content_dir / "notes"
    content.mkdir()
    app.extensions["config"] = Config(
        database_url=config.database_url,
        secret_key=config.secret_key,
        content_dir=content,
        base_url=config.base_url,
        instance_dir=config.instance_dir,
    )
    return Folder(stored, content, sandbox)


@pytest.fixture
def tom(stored: Database, crm: Offering, logged_in: LogIn) -> Browser:
    """An assistant of crm."""
    add_person(stored, crm, "tom", Role.ASSISTANT)
    return logged_in("tom")


@pytest.fixture
def desk(folder: Folder, ines: Browser) -> Desk:
    """The editor of a deck that a file holds."""
    folder.write("a.md", text())
    folder.apply()
    with folder.database.transaction(Access.READ) as session:
        deck = session.scalars(select(Deck.id)).one()
    desk = Desk(ines, f"/author/crm/decks/{deck}")
    desk.open()
    return desk


def published(folder: Folder, key: str = "a.md") -> str:
    with folder.database.transaction(Access.READ) as session:
        return session.scalars(
            select(DeckRevision.markdown)
            .join(Deck, (Deck.id == DeckRevision.deck_id) & (Deck.head == DeckRevision.number))
            .where(Deck.key == key)
        ).one()
