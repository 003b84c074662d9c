"""What somebody sets for themselves: name, language, study day, grades, minutes a day.

Beside this: `study_preferences` (what needs no column), `study_keys`, `looks`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CardState, User
from app.services import enrolments
from app.services.account_lock import lock
from app.srs.memory import Phase
from app.srs.study_days import day_start, study_day

LEAST_MINUTES, MOST_MINUTES = 5, 180  # a study day, in one course
LATEST_ROLLOVER = 6  # o'clock
LANGUAGE = "language"  # the key in `User.preferences`


def set_person(session: Session, user: User, name: str, language: str) -> None:
    """Store the name, and the language of the pages: a tag (BCP 47), "" follows the browser."""
    lock(session, user)
    user.name = name
    user.preferences = _with_language(user.preferences, language)
    session.flush()


def set_day(session: Session, user: User, zone: str, rollover_hour: int) -> None:
    """Store when a study day begins; where that changes, every card stays due on its study day.

    The account is locked first, as it is for answers, so that none is planned by the old day.
    """
    lock(session, user)
    if (zone, rollover_hour) == (user.zone, user.rollover_hour):
        return
    before = ZoneInfo(user.zone), user.rollover_hour
    user.zone, user.rollover_hour = zone, rollover_hour
    session.flush()
    _move_plans(session, user, before)


def set_minutes(session: Session, user: User, minutes: Mapping[uuid.UUID, int]) -> None:
    """Store the minutes of a study day, by offering; those *user* is not in are left out."""
    for enrolment in enrolments.of_user(session, user.id):
        enrolment.minutes_cap = minutes.get(enrolment.offering_id, enrolment.minutes_cap)
    session.flush()


def language_of(user: User) -> str:
    """Return the tag of the language that *user* asked for, "" where the browser decides."""
    found = user.preferences.get(LANGUAGE, "")
    return found if isinstance(found, str) else ""


def _with_language(stored: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the preferences with *language*; a column of JSON notices no change in place."""
    others = {key: value for key, value in stored.items() if key != LANGUAGE}
    return others | {LANGUAGE: language} if language else others


def _move_plans(session: Session, user: User, before: tuple[ZoneInfo, int]) -> None:
    """Let due dates begin with the study day that now is, and not with that of *before*.

    Planning anew would take cards to other days, free ones and days that are over among them.
    What is in a learning step is due after minutes, wherever that is.
    """
    now = ZoneInfo(user.zone), user.rollover_hour
    planned = session.scalars(
        select(CardState).where(
            CardState.student_id == user.id,
            CardState.phase == Phase.REVIEW,
            CardState.due.is_not(None),
        )
    )
    for state in planned:
        if state.due is not None:
            state.due = day_start(study_day(state.due, *before), *now)
    session.flush()
