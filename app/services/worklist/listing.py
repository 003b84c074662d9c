"""The worklist: what the class brings up, of all sorts, in one order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Offering, Sort
from app.services.class_leeches import class_leeches
from app.services.worklist.places import places
from app.services.worklist.reports import reports
from app.services.worklist.settled import Settled, settled_items
from app.services.worklist.suggestions import suggestions
from app.services.worklist.values import Item
from app.services.worklist.wordings import wordings

ORDER = tuple(Sort)


def worklist(session: Session, offering: Offering, now: datetime) -> list[Item]:
    """Return every open item, those of most students first; of as many, the oldest first."""
    settled = settled_items(session, offering)
    items = [
        *reports(session, offering, settled),
        *suggestions(session, offering, settled),
        *leeches(session, offering, settled, now),
        *wordings(session, offering, settled),
    ]
    return sorted(
        items,
        key=lambda i: (-i.students, ORDER.index(i.sort), i.newest, i.place.card, i.subject),
    )


def leeches(session: Session, offering: Offering, settled: Settled, now: datetime) -> list[Item]:
    """Return the cards that the class keeps forgetting.

    One that was settled comes back when more students than then keep forgetting it.
    """
    found = [
        card
        for card in class_leeches(session, offering)
        if card.leeches > settled.students(Sort.LEECH, card.card)
    ]
    here = places(session, offering, [card.card for card in found])
    return [
        Item(Sort.LEECH, here[card.card], students=card.leeches, newest=now, of=card.students)
        for card in found
        if card.card in here
    ]
