"""From when students see a deck. Staff see it before; answers to its cards always count."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from app.models import Card, Deck, Note, Offering, OfferingDeck, Role
from app.policy import IN_OFFERING, Action, Actor
from app.services.classes import audit


def visible(offering_id: uuid.UUID, at: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a Deck is visible in an offering at an instant.

    None stands for the eyes of staff, who see every deck.
    """
    if at is None:
        return true()
    hidden = select(OfferingDeck.deck_id).where(
        OfferingDeck.offering_id == offering_id, OfferingDeck.visible_from > at
    )
    return Deck.id.not_in(hidden)


def published(offering: Offering, at: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a Deck is the course's own, live, and visible at an instant."""
    return and_(
        Deck.course_id == offering.course_id,
        Deck.owner_id.is_(None),
        Deck.retired_at.is_(None),
        visible(offering.id, at),
    )


def to_study(offering: Offering, student_id: uuid.UUID, at: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a Card, joined with Note and Deck, is one that a student studies.

    That is a live one of a visible deck, the course's or the student's own.
    """
    return and_(
        Deck.course_id == offering.course_id,
        or_(Deck.owner_id.is_(None), Deck.owner_id == student_id),
        Deck.retired_at.is_(None),
        Note.retired_at.is_(None),
        Card.retired_at.is_(None),
        visible(offering.id, at),
    )


def instant_for(role: Role, now: datetime) -> datetime | None:
    """Return the instant that ``visible`` needs for somebody with this role."""
    return None if role in IN_OFFERING[Action.PREVIEW_DECKS] else now


def dates(session: Session, offering: Offering) -> dict[uuid.UUID, datetime]:
    """Return the visible-from date of each deck that has one."""
    rows = session.execute(
        select(OfferingDeck.deck_id, OfferingDeck.visible_from).where(
            OfferingDeck.offering_id == offering.id, OfferingDeck.visible_from.is_not(None)
        )
    )
    return {row.deck_id: row.visible_from for row in rows}


def set_dates(
    session: Session,
    actor: Actor | None,
    offering: Offering,
    wanted: Mapping[uuid.UUID, datetime | None],
    now: datetime,
) -> int:
    """Give decks of the offering's course these dates (None: at once); return how many changed."""
    decks = session.scalars(
        select(Deck).where(
            Deck.course_id == offering.course_id, Deck.owner_id.is_(None), Deck.id.in_(wanted)
        )
    ).all()
    before = dates(session, offering)
    changed = [deck for deck in decks if before.get(deck.id) != wanted[deck.id]]
    for deck in changed:
        session.merge(
            OfferingDeck(offering_id=offering.id, deck_id=deck.id, visible_from=wanted[deck.id])
        )
        audit.note(
            session,
            actor,
            offering,
            audit.Did.VISIBILITY_CHANGED,
            deck.title,
            {"before": _iso(before.get(deck.id)), "after": _iso(wanted[deck.id])},
            now,
        )
    return len(changed)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
