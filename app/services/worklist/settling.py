"""Doing away with an item of the worklist, and taking that back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Offering, Outcome, Settlement, Sort
from app.policy import Actor
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.worklist import corrections
from app.services.worklist.places import places
from app.services.worklist.values import Item, Place

SHOWN = 10
LONGEST_NOTE = 1000  # characters

DID = {
    Outcome.RESOLVED: Did.ITEM_RESOLVED,
    Outcome.DISMISSED: Did.ITEM_DISMISSED,
    Outcome.ACCEPTED: Did.EDIT_ACCEPTED,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody makes of an item, with a note for those who brought it.

    What came after *through* was not seen, and stays open.
    """

    outcome: Outcome
    told: str = ""
    through: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A settled item, for whoever wants to take it back; *place* is None for a card that went."""

    settlement: Settlement
    place: Place | None

    @property
    def can_be_undone(self) -> bool:
        """Whether it may come back: what was accepted is published, and stays."""
        return self.settlement.outcome != Outcome.ACCEPTED.value


def find(items: Iterable[Item], sort: str, card: str, subject: str) -> Item | None:
    """Return the open item of this name; None if it is open no more."""
    name = (sort, card, subject)
    return next((i for i in items if (i.sort.value, str(i.place.card), i.subject) == name), None)


def settle(
    session: Session, actor: Actor, offering: Offering, item: Item, ruling: Ruling, now: datetime
) -> Settlement:
    """Settle *item* as it was seen.

    If its card has another answer by now than those learned who reported it, they are told
    (`corrections`).
    """
    row = Settlement(
        id=uuid.uuid4(),
        offering_id=offering.id,
        card_id=item.place.card,
        sort=item.sort.value,
        subject=item.subject,
        outcome=ruling.outcome.value,
        told=ruling.told.strip()[:LONGEST_NOTE],
        through=min(ruling.through or item.newest, item.newest),
        students=item.students,
        version=item.place.version,
        settled_by=actor.user_id,
        settled_at=now,
    )
    session.add(row)
    session.flush()
    if item.sort is Sort.REPORT and ruling.outcome is Outcome.RESOLVED:
        corrections.note_change(session, offering, row, now)
    _audit(session, actor, offering, DID[ruling.outcome], item.place, row, now)
    return row


def undo(
    session: Session, actor: Actor, offering: Offering, settled: uuid.UUID, now: datetime
) -> bool:
    """Open a resolved or dismissed item again; False if there is none of this id to open."""
    row = session.get(Settlement, settled, with_for_update=True)
    if row is None or row.offering_id != offering.id or row.undone_at is not None:
        return False
    if row.outcome == Outcome.ACCEPTED.value:
        return False
    row.undone_at = now
    session.flush()
    place = places(session, offering, [row.card_id]).get(row.card_id)
    _audit(session, actor, offering, Did.ITEM_REOPENED, place, row, now)
    return True


def lately(session: Session, offering: Offering) -> list[Done]:
    """Return what was settled last, the newest first."""
    rows = session.scalars(
        select(Settlement)
        .where(Settlement.offering_id == offering.id, Settlement.undone_at.is_(None))
        .order_by(Settlement.settled_at.desc(), Settlement.id)
        .limit(SHOWN)
    ).all()
    here = places(session, offering, {row.card_id for row in rows})
    return [Done(row, here.get(row.card_id)) for row in rows]


def _audit(
    session: Session,
    actor: Actor,
    offering: Offering,
    did: Did,
    place: Place | None,
    row: Settlement,
    now: datetime,
) -> None:
    detail: dict[str, Any] = {"sort": row.sort, "settlement": str(row.id)}
    audit.note(session, actor, offering, did, place.question if place else "", detail, now)
