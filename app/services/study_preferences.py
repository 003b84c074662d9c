"""What a student sets for studying that needs no column: easy days, breaks, typing, and whether
the class learns from the answers. Kept as JSON in `User.preferences`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models import User
from app.srs.balance import Break, Ease, Week

WEEKDAYS, BREAKS, LEARN = "weekdays", "breaks", "learn_from_answers"
TYPE_ANSWERS = "type_answers"
PRIVATE_IN_EXAMS = "private_in_exams"
MOST_BREAKS, LONGEST_BREAK = 20, 366  # days
DAYS_A_WEEK = 7


class StudyPreferenceError(ValueError):
    """A setting will not do; *field* names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def may_be_learnt_from(preferences: Mapping[str, Any]) -> bool:
    """Return whether the class model may use the student's answers; yes until switched off."""
    return bool(preferences.get(LEARN, True))


def set_learning(session: Session, user: User, *, allowed: bool) -> None:
    """Let the class model use the student's answers, or leave them out from the next refit."""
    _set(session, user, LEARN, allowed)


def types_answers(preferences: Mapping[str, Any]) -> bool:
    """Return whether the student types terms, steps and gaps; no until switched on."""
    return bool(preferences.get(TYPE_ANSWERS, False))


def set_typing(session: Session, user: User, *, wanted: bool) -> None:
    """Let the student type short answers, or recall them in silence, from the next cards on."""
    _set(session, user, TYPE_ANSWERS, wanted)


def mixes_private_cards(preferences: Mapping[str, Any]) -> bool:
    """Return whether private cards come up while an exam is studied for; no until switched on."""
    return bool(preferences.get(PRIVATE_IN_EXAMS, False))


def set_private_in_exams(session: Session, user: User, *, wanted: bool) -> None:
    """Let private cards come up while an exam is studied for, or in schedule mode only."""
    _set(session, user, PRIVATE_IN_EXAMS, wanted)


def week_of(user: User) -> Week:
    """Return the student's easy and free days and breaks; a plain week by default."""
    stored = user.preferences
    weekdays = tuple(Ease[name] for name in stored.get(WEEKDAYS, ()))
    breaks = tuple(
        Break(date.fromisoformat(first), date.fromisoformat(last))
        for first, last in stored.get(BREAKS, ())
    )
    return Week(weekdays or (Ease.NORMAL,) * DAYS_A_WEEK, breaks)


def set_week(
    session: Session, user: User, weekdays: Sequence[Ease], breaks: Sequence[Break]
) -> None:
    """Store easy days and breaks; what is planned from now on goes by them.

    Raises StudyPreferenceError. Due dates that stand already are not moved.
    """
    if len(weekdays) != DAYS_A_WEEK:
        raise StudyPreferenceError(WEEKDAYS, "A week has seven days, Monday first.")
    if all(ease is Ease.FREE for ease in weekdays):
        raise StudyPreferenceError(WEEKDAYS, "Leave at least one day of the week for studying.")
    if len(breaks) > MOST_BREAKS:
        raise StudyPreferenceError(BREAKS, f"There are at most {MOST_BREAKS} breaks.")
    for pause in breaks:
        if not 0 <= (pause.last - pause.first).days < LONGEST_BREAK:
            words = f"The break from {pause.first} must end on that day or within a year after it."
            raise StudyPreferenceError(BREAKS, words)
    _set(session, user, WEEKDAYS, [ease.name for ease in weekdays])
    _set(session, user, BREAKS, [[p.first.isoformat(), p.last.isoformat()] for p in breaks])


def _set(session: Session, user: User, key: str, value: Any) -> None:
    user.preferences = {**user.preferences, key: value}  # a new dict, so that it is written
    session.flush()
