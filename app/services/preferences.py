"""What somebody sets for themselves: name, study day, grades, keys, minutes a day."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CardState, User
from app.services import enrolments
from app.services.events.states import refold

LEAST_MINUTES, MOST_MINUTES = 5, 180  # a study day, in one course
LATEST_ROLLOVER = 6  # o'clock
LANGUAGE = "language"  # the key in `User.preferences`
CARDS_AT_ONCE = 500  # databases bound how many values one statement may hold


@dataclass(frozen=True, slots=True)
class Preferences:
    """All of it. *minutes* is a study day's, by offering; *zone* an IANA name.

    *language* is the tag of the pages' language (BCP 47); "" follows the browser.
    """

    name: str
    zone: str
    rollover_hour: int
    four_grades: bool
    single_keys: bool
    minutes: Mapping[uuid.UUID, int]
    language: str = ""


def save(session: Session, user: User, wanted: Preferences) -> None:
    """Store what is *wanted*; where the study day changes, plan every due date anew.

    The account is locked first, as it is for answers, so that none is planned by the old day.
    Minutes of an offering in which *user* does not take part now are left out.
    """
    session.refresh(user, with_for_update=True)
    day = (user.zone, user.rollover_hour)
    user.name = wanted.name
    user.zone, user.rollover_hour = wanted.zone, wanted.rollover_hour
    user.four_grades, user.single_keys = wanted.four_grades, wanted.single_keys
    user.preferences = _with_language(user.preferences, wanted.language)
    for enrolment in enrolments.of_user(session, user.id):
        enrolment.minutes_cap = wanted.minutes.get(enrolment.offering_id, enrolment.minutes_cap)
    session.flush()
    if day != (user.zone, user.rollover_hour):
        _plan_anew(session, user)


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
