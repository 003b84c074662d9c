"""A class that studies one deck and writes to its staff."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import Card, CardRevision, Deck, DeckRevision, Note, Offering, Role
from tests.web.author.conftest import Folder, folder, sandbox, tom
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.conftest import LogIn

__all__ = ["folder", "sandbox", "tom"]  # fixtures that are the authors', too

CHURN = "Q: Why do satisfied customers leave?\nA: Because someone else offers more.\n"
TERM = "Cross selling\n:   Offering a customer a related product.\n"
SHORT = "Q: What is losing customers called?\nA~ churn\n"
GAP = "A perfect order is the seven R's plus ==the right papers==.\n"
LIST = "/author/crm/worklist"
MINE = "/study/crm/reports"


@dataclass
class Class:
    """The course crm with its deck, and students who can be logged in by name."""

    stored: Database
    offering: Offering
    logged_in: LogIn
    students: dict[str, Browser]

    def student(self, name: str) -> Browser:
        """Return the browser of a student, who is enrolled when first named."""
        if name not in self.students:
            if name != "ann":
                add_person(self.stored, self.offering, name, Role.STUDENT)
            self.students[name] = self.logged_in(name)
        return self.students[name]

    def card(self, front: str, facet: str = "") -> Card:
        """Return the live card that asks *front*."""
        with self.stored.transaction(Access.READ) as session:
            query = (
                select(Card)
                .join(
                    CardRevision,
                    (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
                )
                .where(CardRevision.front.contains(front), Card.retired_at.is_(None))
                .order_by(Card.position)
            )
            if facet:
                query = query.where(Card.facet == facet)
            return session.scalars(query).first() or pytest.fail(f"no card asks {front}")

    def revision(self, card: Card) -> CardRevision:
        with self.stored.transaction(Access.READ) as session:
            return session.get_one(CardRevision, (card.id, session.get_one(Card, card.id).head))

    def send(self, name: str, card: Card, **fields: Any) -> None:
        """Send one event of a student, as the study screen does."""
        browser = self.student(name)
        event = {
            "id": str(uuid.uuid4()),
            "device": str(uuid.UUID(int=1)),
            "seq": 1,
            "type": "review",
            "mode": "schedule",
            "card": str(card.id),
            "version": card.head,
            "rating": 3,
            "target": None,
            "answered_at": utc_now().isoformat(),
            "zone": "Europe/Vienna",
            "elapsed_ms": 2500,
            "detail": {},
        } | fields
        reply = browser.client.post(
            "/api/v1/events",
            base_url=browser.origin,
            json={"events": [event]},
            headers={"X-CSRF-Token": browser.token(), "Origin": browser.origin},
        )
        assert reply.get_json()["results"][0]["status"] == "stored", reply.text

    def report(self, name: str, card: Card, text: str) -> None:
        self.send(name, card, type="report", rating=None, detail={"text": text})

    def overrule(self, name: str, card: Card, typed: str) -> None:
        detail = {"typed": typed, "reason": "different", "marked": False, "override": True}
        self.send(name, card, detail=detail)

    def markdown(self) -> str:
        """Return the published text of the deck."""
        with self.stored.transaction(Access.READ) as session:
            query = select(DeckRevision.markdown).join(
                Deck, (Deck.id == DeckRevision.deck_id) & (Deck.head == DeckRevision.number)
            )
            return session.scalars(query).one()

    def notes_alive(self) -> set[uuid.UUID]:
        with self.stored.transaction(Access.READ) as session:
            return set(session.scalars(select(Note.id).where(Note.retired_at.is_(None))))


@pytest.fixture
def course(folder: Folder, stored: Database, crm: Offering, logged_in: LogIn) -> Class:
    folder.write("churn.md", f"# Churn\n\n{CHURN}\n{TERM}\n{SHORT}\n{GAP}")
    folder.apply()
    return Class(stored, crm, logged_in, {})


def named(card: Card, sort: str, subject: str = "") -> dict[str, str]:
    """Return the fields that name an item."""
    return {"sort": sort, "card": str(card.id), "subject": subject}
