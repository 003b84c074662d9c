"""The end of a term: nobody joins any more, what there is stays readable."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Offering
from app.policy import Actor
from app.services.classes import audit
from app.services.classes.audit import Did


def archive(session: Session, actor: Actor, offering: Offering, now: datetime) -> None:
    """End the offering; one that has ended keeps its date."""
    if offering.archived_at is None:
        offering.archived_at = now
        audit.note(session, actor, offering, Did.ARCHIVED, "", {}, now)


def unarchive(session: Session, actor: Actor, offering: Offering, now: datetime) -> None:
    """Let the offering go on."""
    if offering.archived_at is not None:
        offering.archived_at = None
        audit.note(session, actor, offering, Did.UNARCHIVED, "", {}, now)
