"""What a student keeps missing in a list: each entry's fate in the last answers to its card."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Event, EventType
from app.services.events.states import not_retracted

LOOKED_BACK = 5  # answers to the card; what was learned since is not held against anybody


@dataclass(frozen=True, slots=True)
class Recalled:
    """How often an entry was asked for in the answers looked at, and how often it was missed."""

    asked: int
    missed: int


def item_memory(session: Session, student_id: UUID, cards: Collection[UUID]) -> dict[str, Recalled]:
    """Return by item id what the last answers to each of *cards* say of its entries."""
    if not cards:
        return {}
    rows = session.execute(
        select(Event.card_id, Event.detail)
        .where(
            Event.student_id == student_id,
            Event.card_id.in_(cards),
            Event.type == EventType.REVIEW.value,
            not_retracted(),
        )
        .order_by(Event.answered_at.desc(), Event.seq.desc(), Event.id)
    )
    answers: dict[UUID | None, list[dict[str, bool]]] = defaultdict(list)
    for card, detail in rows:
        ticks = detail.get("items")
        if isinstance(ticks, dict) and len(answers[card]) < LOOKED_BACK:
            answers[card].append(ticks)
    asked, missed = Counter[str](), Counter[str]()
    for ticks in (one for of_card in answers.values() for one in of_card):
        asked.update(ticks.keys())
        missed.update(item for item, recalled in ticks.items() if recalled is False)
    return {item: Recalled(asked[item], missed[item]) for item in asked}
