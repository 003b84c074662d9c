"""What somebody sets for themselves: name, language, study day, grades, minutes a day.

Beside this: `study_preferences` (what needs no column), `study_keys`, `looks`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CardState, User
from app.services import enrolments, study_preferences
from app.services.account_lock import lock
from app.services.events.states import refold

LEAST_MINUTES, MOST_MINUTES = 5, 180  # a study day, in one course
LATEST_ROLLOVER = 6  # o'clock
LANGUAGE = "language"  # the key in `User.preferences`
CARDS_AT_ONCE = 500  # databases bound how many values one statement may hold


def set_person(session: Session, user: User, name: str, language: str) -> None:
    """Store the name, and the language of the pages: a tag (BCP 47), "" follows the browser."""
    lock(session, user)
    user.name = name
    user.preferences = _with_language(user.preferences, language)
    session.flush()


def set_day(session: Session, user: User, zone: str, rollover_hour: int, now: datetime) -> None:
    """Store when a study day begins; where that changes, plan every due date anew.

    A job then brings them in line with easy days and breaks once more. The account is locked
    first, as it is for answers, so that none is planned by the old day.
    """
    lock(session, user)
    if (zone, rollover_hour) == (user.zone, user.rollover_hour):
        return
    user.zone, user.rollover_hour = zone, rollover_hour
    session.flush()
    _plan_anew(session, user)
    study_preferences.want_replan(session, user, now)


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


def _plan_anew(session: Session, user: User) -> None:
    """Fold all cards of *user* again: the memory comes out the same, the due dates do not."""
    cards = session.scalars(select(CardState.card_id).where(CardState.student_id == user.id)).all()
    for first in range(0, len(cards), CARDS_AT_ONCE):
        refold(session, user, cards[first : first + CARDS_AT_ONCE])
