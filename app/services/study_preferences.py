"""What a student sets for studying that needs no column: easy days, breaks, typing, what goes on
after the last exam, and whether the class learns from the answers. Kept as JSON in
`User.preferences`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Session

from app.models import User
from app.services.account_lock import lock
from app.services.jobs.wanted import want
from app.srs.balance import Break, Ease, Week
from app.wording import say

WEEKDAYS, BREAKS, LEARN = "weekdays", "breaks", "learn_from_answers"
TYPE_ANSWERS = "type_answers"
KEEP_REMEMBERING = "keep_remembering"  # since when, by the ids of offerings
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


def lets_learn() -> ColumnElement[bool]:
    """Return the same as `may_be_learnt_from` as the condition of a user."""
    return func.coalesce(User.preferences[LEARN].as_boolean(), True)


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


def set_weekdays(session: Session, user: User, weekdays: Sequence[Ease], now: datetime) -> None:
    """Store the easy and free days of the week; raises StudyPreferenceError.

    What is planned from now on goes by them, and a job plans the due dates ahead anew.
    """
    if len(weekdays) != DAYS_A_WEEK:
        raise StudyPreferenceError(WEEKDAYS, say("A week has seven days, Monday first."))
    if all(ease is Ease.FREE for ease in weekdays):
        words = say("Leave at least one day of the week for studying.")
        raise StudyPreferenceError(WEEKDAYS, words)
    _set_week(session, user, WEEKDAYS, [ease.name for ease in weekdays], now)


def add_break(session: Session, user: User, pause: Break, now: datetime) -> None:
    """Add a break; raises StudyPreferenceError. Due dates are planned anew by a job."""
    lock(session, user)
    known = week_of(user).breaks
    _set_week(session, user, BREAKS, _stored(_checked(known, pause, now)), now)


def remove_break(session: Session, user: User, pause: Break, now: datetime) -> bool:
    """Take a break away; tells whether there was one. Due dates are planned anew by a job."""
    lock(session, user)
    known = week_of(user).breaks
    kept = [each for each in known if each != pause]
    if len(kept) < len(known):
        _set_week(session, user, BREAKS, _stored(kept), now)
    return len(kept) < len(known)


def keeps_remembering(preferences: Mapping[str, Any], offering_id: UUID) -> bool:
    """Return whether a course is studied on after its last exam; no until asked for."""
    return str(offering_id) in preferences.get(KEEP_REMEMBERING, ())


def remembers_since(preferences: Mapping[str, Any], offering_id: UUID) -> datetime | None:
    """Return when the student asked to study a course on, None for who lets it rest.

    Where it was stored without an instant, that is the earliest that there is.
    """
    if not keeps_remembering(preferences, offering_id):
        return None
    since = _since(preferences)[str(offering_id)]
    return datetime.fromisoformat(since) if since else datetime.min.replace(tzinfo=UTC)


def set_remembering(
    session: Session, user: User, offering_id: UUID, *, wanted: bool, now: datetime
) -> None:
    """Study a course on after its last exam, or let it rest; asking again changes nothing."""
    lock(session, user)
    known, course = _since(user.preferences), str(offering_id)
    others = {each: since for each, since in known.items() if each != course}
    own = {course: known.get(course, now.isoformat())} if wanted else {}
    _set(session, user, KEEP_REMEMBERING, others | own)


def _since(preferences: Mapping[str, Any]) -> dict[str, str | None]:
    """Return since when each course is studied on; at first only their ids were stored."""
    stored = preferences.get(KEEP_REMEMBERING, {})
    return dict(stored) if isinstance(stored, dict) else dict.fromkeys(stored)


def _checked(known: Sequence[Break], pause: Break, now: datetime) -> list[Break]:
    """Return the breaks with *pause*, in order, without those that ended a year ago."""
    if not 0 <= (pause.last - pause.first).days < LONGEST_BREAK:
        words = say(
            "The break from %(first)s must end on that day or within a year after it.",
            first=pause.first.isoformat(),
        )
        raise StudyPreferenceError(BREAKS, words)
    if any(each.first <= pause.first and pause.last <= each.last for each in known):
        raise StudyPreferenceError(BREAKS, say("These days are within a break already."))
    kept = [each for each in known if (now.date() - each.last).days < LONGEST_BREAK]
    if len(kept) >= MOST_BREAKS:
        words = say("There are at most %(most)d breaks; take one away first.", most=MOST_BREAKS)
        raise StudyPreferenceError(BREAKS, words)
    return sorted([*kept, pause], key=lambda each: (each.first, each.last))


def _stored(breaks: Sequence[Break]) -> list[list[str]]:
    return [[pause.first.isoformat(), pause.last.isoformat()] for pause in breaks]


def _set_week(session: Session, user: User, key: str, value: Any, now: datetime) -> None:
    """Store a part of the week, and want the job that plans by it, if anything changes."""
    if user.preferences.get(key) == value:
        return
    _set(session, user, key, value)
    want(session, "replan", f"replan:{user.id}:{now.isoformat()}", now, {"student": str(user.id)})


def _set(session: Session, user: User, key: str, value: Any) -> None:
    lock(session, user)  # another request may have set another key
    user.preferences = {**user.preferences, key: value}  # a new dict, so that it is written
    session.flush()
