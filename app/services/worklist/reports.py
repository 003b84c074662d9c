"""Students' "something is wrong with this card", by card."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Event, EventType, Offering, Sort
from app.services.events.states import not_retracted
from app.services.worklist.places import places
from app.services.worklist.settled import Settled
from app.services.worklist.values import Item, Place, Said

LONGEST = 2000  # characters of a report that are shown
MOST_SHOWN = 20  # texts of one card, the newest


def reports(session: Session, offering: Offering, settled: Settled) -> list[Item]:
    """Return an item for every card with a report that is not settled; nobody is named."""
    of_card: dict[UUID, list[Event]] = defaultdict(list)
    for event in session.scalars(reported(offering.id)):
        if event.card_id is not None and not settled.covers(
            Sort.REPORT, event.card_id, "", event.received_at
        ):
            of_card[event.card_id].append(event)
    here = places(session, offering, of_card)
    return [_item(here[card], events) for card, events in of_card.items() if card in here]


def reported(offering_id: UUID) -> Select[Event]:
    """Return the query for the reports of an offering that were not taken back, newest first."""
    return (
        select(Event)
        .where(
            Event.offering_id == offering_id,
            Event.type == EventType.REPORT.value,
            not_retracted(),
        )
        .order_by(Event.received_at.desc(), Event.id)
    )


def text_of(event: Event) -> str:
    """Return what a report says; "" where a client sent nothing that can be read."""
    text = event.detail.get("text")
    return text.strip()[:LONGEST] if isinstance(text, str) else ""


def _item(place: Place, events: Sequence[Event]) -> Item:
    said = [
        Said(
            text_of(event),
            event.received_at,
            earlier=(event.version or place.version) < place.version,
        )
        for event in events
    ]
    return Item(
        Sort.REPORT,
        place,
        students=len({event.student_id for event in events}),
        newest=max(event.received_at for event in events),
        said=tuple(said[:MOST_SHOWN]),
    )
