"""The one place that answers "may this actor do this, here?". Pure; services and edges ask it.

An action belongs to one of two kinds: those inside an offering need a role there (an
administrator has every one of them but studying, which needs an enrolment), those outside
need only an account or being an administrator.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from app.models.course import Role


class Action(StrEnum):
    """What somebody may want to do."""

    VIEW_COURSE = "view course"  # decks and notes
    STUDY = "study"  # queue, answers, own progress
    MANAGE_OFFERING = "manage offering"  # join code, roster
    PUBLISH_DECKS = "publish decks"
    CREATE_COURSE = "create course"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. *roles* holds the active enrolments, by offering."""

    user_id: uuid.UUID
    is_admin: bool = False
    roles: dict[uuid.UUID, Role] = field(default_factory=dict)


EVERYBODY_ENROLLED = frozenset(Role)

IN_OFFERING: dict[Action, frozenset[Role]] = {
    Action.VIEW_COURSE: EVERYBODY_ENROLLED,
    Action.STUDY: EVERYBODY_ENROLLED,
    Action.MANAGE_OFFERING: frozenset({Role.INSTRUCTOR}),
    Action.PUBLISH_DECKS: frozenset({Role.INSTRUCTOR}),
}

NOT_FOR_ADMINISTRATORS = frozenset({Action.STUDY})


class Forbidden(Exception):  # noqa: N818 - names the answer, as the HTTP status does
    """The actor may not do this; the message says what is missing."""


def may(actor: Actor | None, action: Action, offering_id: uuid.UUID | None = None) -> bool:
    """Tell whether *actor* (None: not logged in) may do *action* in the offering, if any."""
    if actor is None:
        return False
    if action not in IN_OFFERING:
        return actor.is_admin
    if offering_id is None:
        return False
    if actor.is_admin and action not in NOT_FOR_ADMINISTRATORS:
        return True
    return actor.roles.get(offering_id) in IN_OFFERING[action]


def require(actor: Actor | None, action: Action, offering_id: uuid.UUID | None = None) -> None:
    """Raise Forbidden unless ``may`` allows it."""
    if not may(actor, action, offering_id):
        raise Forbidden(f"You may not {action.value} here.")
