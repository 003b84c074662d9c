"""Which decks this request may see, for every feature that shows some."""

from __future__ import annotations

from datetime import datetime

from app import policy
from app.models import Offering
from app.policy import Action
from app.web.context import actor, now


def visible_at(offering: Offering) -> datetime | None:
    """Return the instant that students look at; None for staff, who see every deck."""
    return None if policy.may(actor(), Action.PREVIEW_DECKS, offering.id) else now()
