"""The one place that answers "may this actor do this, here?". Pure; services and edges ask it.

An action belongs to one of two kinds: those inside an offering need a role there (an
administrator has every one of them but studying, which needs an enrolment), those outside
need an account.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from app.models.course import Role
from app.wording import say


class Action(StrEnum):
    """What somebody may want to do."""

    VIEW_COURSE = "view course"  # decks and notes
    STUDY = "study"  # queue, answers, own progress
    PREVIEW_DECKS = "preview decks"  # those that students do not see yet
    VIEW_CLASS = "view the class"  # who takes part, exam dates
    CLEAR_WORKLIST = "clear the worklist"  # what students report and suggest
    MANAGE_OFFERING = "manage offering"  # join code, dates, roster, archive
    PUBLISH_DECKS = "publish decks"
    BUILD_EXAMS = "build exams"  # item bank, exams, results: nothing that students may see
    CREATE_COURSE = "create course"


DOING = {  # after "you may not"
    Action.VIEW_COURSE: say("look at this course"),
    Action.STUDY: say("study"),
    Action.PREVIEW_DECKS: say("look at decks before they are published"),
    Action.VIEW_CLASS: say("view the class"),
    Action.CLEAR_WORKLIST: say("clear the worklist"),
    Action.MANAGE_OFFERING: say("change the course"),
    Action.PUBLISH_DECKS: say("publish decks"),
    Action.BUILD_EXAMS: say("build exams"),
    Action.CREATE_COURSE: say("make courses"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. *roles* holds the active enrolments, by offering."""

    user_id: uuid.UUID
    is_admin: bool = False
    roles: dict[uuid.UUID, Role] = field(default_factory=dict)


EVERYBODY_ENROLLED = frozenset(Role)
STAFF = frozenset({Role.ASSISTANT, Role.INSTRUCTOR})

IN_OFFERING: dict[Action, frozenset[Role]] = {
    Action.VIEW_COURSE: EVERYBODY_ENROLLED,
    Action.STUDY: EVERYBODY_ENROLLED,
    Action.PREVIEW_DECKS: STAFF,
    Action.VIEW_CLASS: STAFF,
    Action.CLEAR_WORKLIST: STAFF,
    Action.MANAGE_OFFERING: frozenset({Role.INSTRUCTOR}),
    Action.PUBLISH_DECKS: frozenset({Role.INSTRUCTOR}),
    Action.BUILD_EXAMS: frozenset({Role.INSTRUCTOR}),
}

# Sign-up is open, so whoever has an account may teach (docs/adr/0015).
FOR_EVERY_ACCOUNT = frozenset({Action.CREATE_COURSE})

NOT_FOR_ADMINISTRATORS = frozenset({Action.STUDY})


class Forbidden(Exception):  # noqa: N818 - names the answer, as the HTTP status does
    """The actor may not do this; the message says what is missing."""


class NoPart(Forbidden):
    """The actor takes no part in the offering; its join code would let them in."""


def may(actor: Actor | None, action: Action, offering_id: uuid.UUID | None = None) -> bool:
    """Tell whether *actor* (None: not logged in) may do *action* in the offering, if any."""
    if actor is None:
        return False
    if action not in IN_OFFERING:
        return actor.is_admin or action in FOR_EVERY_ACCOUNT
    if offering_id is None:
        return False
    if actor.is_admin and action not in NOT_FOR_ADMINISTRATORS:
        return True
    return actor.roles.get(offering_id) in IN_OFFERING[action]


def require(actor: Actor | None, action: Action, offering_id: uuid.UUID | None = None) -> None:
    """Raise Forbidden unless ``may`` allows it."""
    if may(actor, action, offering_id):
        return
    if actor is not None and offering_id is not None and offering_id not in actor.roles:
        raise NoPart(
            say("You do not take part in this course. Its instructor has the code to join it.")
        )
    raise Forbidden(say("You may not %(action)s here.", action=DOING[action]))
