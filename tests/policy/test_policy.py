from __future__ import annotations

import uuid

import pytest

from app.models import Role
from app.policy import FOR_EVERY_ACCOUNT, IN_OFFERING, Action, Actor, Forbidden, may, require

HERE, ELSEWHERE = uuid.UUID(int=1), uuid.UUID(int=2)

WHO = {
    "nobody": None,
    "student": Actor(uuid.UUID(int=3), roles={HERE: Role.STUDENT}),
    "student elsewhere": Actor(uuid.UUID(int=4), roles={ELSEWHERE: Role.STUDENT}),
    "assistant": Actor(uuid.UUID(int=5), roles={HERE: Role.ASSISTANT}),
    "instructor": Actor(uuid.UUID(int=6), roles={HERE: Role.INSTRUCTOR}),
    "instructor elsewhere": Actor(uuid.UUID(int=7), roles={ELSEWHERE: Role.INSTRUCTOR}),
    "administrator": Actor(uuid.UUID(int=8), is_admin=True),
}
MEMBERS = {"student", "assistant", "instructor"}
STAFF = {"assistant", "instructor", "administrator"}
INSTRUCTORS = {"instructor", "administrator"}

ALLOWED = {
    Action.VIEW_COURSE: MEMBERS | {"administrator"},
    Action.STUDY: MEMBERS,
    Action.PREVIEW_DECKS: STAFF,
    Action.VIEW_CLASS: STAFF,
    Action.CLEAR_WORKLIST: STAFF,
    Action.MANAGE_OFFERING: INSTRUCTORS,
    Action.PUBLISH_DECKS: INSTRUCTORS,
    Action.BUILD_EXAMS: INSTRUCTORS,
    Action.CREATE_COURSE: WHO.keys() - {"nobody"},
}


def test_every_action_is_decided_here() -> None:
    assert ALLOWED.keys() == set(Action)
    assert IN_OFFERING.keys() | FOR_EVERY_ACCOUNT == set(Action)
    assert not IN_OFFERING.keys() & FOR_EVERY_ACCOUNT


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("who", WHO)
def test_each_role_may_what_the_table_says_and_nothing_else(who: str, action: Action) -> None:
    assert may(WHO[who], action, HERE) is (who in ALLOWED[action])


@pytest.mark.parametrize("action", sorted(IN_OFFERING))
@pytest.mark.parametrize("who", WHO)
def test_what_belongs_to_an_offering_needs_one(who: str, action: Action) -> None:
    assert not may(WHO[who], action)


def test_require_is_silent_or_says_what_is_not_allowed() -> None:
    require(WHO["instructor"], Action.MANAGE_OFFERING, HERE)
    with pytest.raises(Forbidden, match="You may not change the course here"):
        require(WHO["assistant"], Action.MANAGE_OFFERING, HERE)


def test_who_takes_no_part_is_told_so_and_not_what_they_may_not_do() -> None:
    stranger = Actor(uuid.uuid4())
    with pytest.raises(Forbidden, match="You do not take part in this course"):
        require(stranger, Action.VIEW_COURSE, HERE)
    with pytest.raises(Forbidden, match="You do not take part in this course"):
        require(stranger, Action.MANAGE_OFFERING, HERE)
