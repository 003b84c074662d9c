"""The audit log of a class: who did what, as a list for those who run it.

People stand in it by their id, never by name or address, so that deleting an account leaves
nothing of it behind here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AuditEvent, Offering, User
from app.policy import Actor
from app.wording import say

SUBJECT_LENGTH = 300
SHOWN = 30
GONE = say("somebody whose account is deleted")
GONE_FIRST = say("Somebody whose account is deleted")


class Did(StrEnum):
    """What was done; the value is what the table keeps."""

    COURSE_CREATED = "course created"
    DETAILS_CHANGED = "details changed"
    EXAM_ADDED = "exam date added"
    EXAM_CHANGED = "exam date changed"
    EXAM_DELETED = "exam date deleted"
    VISIBILITY_CHANGED = "visible-from date changed"
    CODE_RESET = "join code reset"
    LIST_ENROLLED = "list enrolled"
    ROLE_CHANGED = "role changed"
    TERMS_CHANGED = "own terms changed"
    REMOVED = "person removed"
    RESTORED = "person restored"
    COPIED = "copied to a new term"
    MADE_FROM = "made from an earlier term"
    ARCHIVED = "archived"
    UNARCHIVED = "taken out of the archive"
    PUBLISHED = "decks published"
    MERGED = "cards merged"
    QUIZ_MADE = "quiz made"
    QUIZ_CHANGED = "quiz changed"
    QUIZ_ANNOUNCED = "quiz announced"
    QUIZ_DELETED = "quiz deleted"
    RE_MARKED = "answers marked anew"
    EXAM_RELEASED = "exam released"
    RESULTS_IN = "exam results uploaded"
    RESULTS_DELETED = "exam results deleted"
    ITEM_RESOLVED = "item resolved"
    ITEM_DISMISSED = "item dismissed"
    ITEM_REOPENED = "item opened again"
    EDIT_ACCEPTED = "edit accepted"


# {subject} and {person} are filled in, and whatever else the detail holds.
PHRASES = {
    Did.COURSE_CREATED: say("created the course"),
    Did.DETAILS_CHANGED: say("changed %(subject)s"),
    Did.EXAM_ADDED: say("added the exam date “%(subject)s”"),
    Did.EXAM_CHANGED: say("changed the exam date “%(subject)s”"),
    Did.EXAM_DELETED: say("deleted the exam date “%(subject)s”"),
    Did.VISIBILITY_CHANGED: say("changed from when “%(subject)s” is visible"),
    Did.CODE_RESET: say("reset the join code"),
    Did.LIST_ENROLLED: say("enrolled %(subject)s from a list"),
    Did.ROLE_CHANGED: say("made %(person)s %(role)s, before %(before)s"),
    Did.TERMS_CHANGED: say("changed the extra time or exam date of %(person)s"),
    Did.REMOVED: say("removed %(person)s"),
    Did.RESTORED: say("took %(person)s in again"),
    Did.COPIED: say("copied the course to %(subject)s"),
    Did.MADE_FROM: say("made this course from %(subject)s"),
    Did.ARCHIVED: say("archived the course"),
    Did.UNARCHIVED: say("took the course out of the archive"),
    Did.PUBLISHED: say("published the decks: %(subject)s"),
    Did.MERGED: say("merged two cards into “%(subject)s”"),
    Did.QUIZ_MADE: say("made the quiz “%(subject)s”"),
    Did.QUIZ_CHANGED: say("changed the quiz “%(subject)s”"),
    Did.QUIZ_ANNOUNCED: say("announced the quiz “%(subject)s”"),
    Did.QUIZ_DELETED: say("deleted the quiz “%(subject)s”"),
    Did.RE_MARKED: say("marked the answers to “%(subject)s” anew by the corrected key"),
    Did.EXAM_RELEASED: say("released the exam “%(subject)s”"),
    Did.RESULTS_IN: say("uploaded results of the exam “%(subject)s”"),
    Did.RESULTS_DELETED: say("deleted the results of the exam “%(subject)s”"),
    Did.ITEM_RESOLVED: say("resolved what the class brought up about “%(subject)s”"),
    Did.ITEM_DISMISSED: say("dismissed what the class brought up about “%(subject)s”"),
    Did.ITEM_REOPENED: say("took up again what the class brought up about “%(subject)s”"),
    Did.EDIT_ACCEPTED: say("accepted an edit of “%(subject)s” that the class suggested"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: when, and a sentence without its full stop."""

    at: datetime
    who: str
    did: str


def note(
    session: Session,
    actor: Actor | None,
    offering: Offering,
    action: Did,
    subject: str,
    detail: dict[str, Any],
    now: datetime,
) -> None:
    """Write one row. *actor* is None for a command; ``detail["person"]`` is somebody's id."""
    session.add(
        AuditEvent(
            id=uuid.uuid4(),
            at=now,
            actor_id=actor.user_id if actor else None,
            offering_id=offering.id,
            action=action.value,
            subject=subject[:SUBJECT_LENGTH],
            detail=detail if actor else detail | {"command": True},
        )
    )


def latest(session: Session, offering: Offering, limit: int = SHOWN) -> list[Entry]:
    """Return the newest entries of an offering, the last one first."""
    rows = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.offering_id == offering.id)
        .order_by(AuditEvent.at.desc(), AuditEvent.id)
        .limit(limit)
    ).all()
    names = _names(session, rows)
    return [_entry(row, names) for row in rows]


def _names(session: Session, rows: Iterable[AuditEvent]) -> dict[uuid.UUID, str]:
    wanted = {row.actor_id for row in rows if row.actor_id}
    wanted |= {uuid.UUID(row.detail["person"]) for row in rows if "person" in row.detail}
    found = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {row.id: row.name for row in found}


def _entry(row: AuditEvent, names: dict[uuid.UUID, str]) -> Entry:
    words: dict[str, Any] = {"subject": row.subject} | row.detail
    if "person" in row.detail:
        words["person"] = names.get(uuid.UUID(row.detail["person"]), GONE)
    who = names.get(row.actor_id, GONE_FIRST) if row.actor_id else GONE_FIRST
    if row.detail.get("command"):
        who = say("A command on the server")
    return Entry(row.at, who, say(PHRASES[Did(row.action)].message, **words))
