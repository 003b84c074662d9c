"""What was settled before, and up to when: the list leaves it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Offering, Settlement, Sort

Key = tuple[str, UUID, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """The last settlement of each item of an offering."""

    last: Mapping[Key, Settlement]

    def covers(self, sort: Sort, card: UUID, subject: str, at: datetime) -> bool:
        """Tell whether what came *at* an instant is part of what was settled."""
        found = self.last.get((sort.value, card, subject))
        return found is not None and at <= found.through

    def students(self, sort: Sort, card: UUID) -> int:
        """Return how many students an item had when it was settled; 0 if it never was."""
        found = self.last.get((sort.value, card, ""))
        return found.students if found else 0


def settled_items(session: Session, offering: Offering) -> Settled:
    """Return what was settled in *offering* and not undone."""
    rows = session.scalars(
        select(Settlement)
        .where(Settlement.offering_id == offering.id, Settlement.undone_at.is_(None))
        .order_by(Settlement.through, Settlement.settled_at, Settlement.id)
    )
    return Settled({(row.sort, row.card_id, row.subject): row for row in rows})
