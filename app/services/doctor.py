"""The doctor: is every card state what the log says, and is the database sound?

It names each fault. Repair rewrites caches from the log and never touches the log itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.db import sqlite_driver, wal_is_safe
from app.models import Card, CardRevision, CardState, Event, Rendering, User
from app.services import fsrs_sets, schema
from app.services.events.merged import with_survivors
from app.services.events.refold import refold
from app.services.events.states import Folded, folded, memory_of
from app.services.media import store as pictures
from app.srs.due import permitted_window
from app.srs.flags import Flags
from app.srs.memory import Parameters, Phase
from app.srs.study_days import study_day
from app.srs.tally import Tally

# A plan made for the zone or the rollover of then may fall a day beside that of now.
ZONE_SLACK = timedelta(days=1)
NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong. *repairable*: a cache that ``repair`` rewrites from the log."""

    code: str
    message: str
    repairable: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """The faults found, and how much was looked at."""

    faults: tuple[Fault, ...]
    students: int
    events: int
    states: int


def examine(session: Session) -> Examination:
    """Look at everything; changes nothing. Returns at once when the schema is not current."""
    found = schema.current(session)
    if found != schema.newest():
        advice = f"The schema is at {found}, this code needs {schema.newest()}: flask db upgrade."
        return Examination((Fault("schema", advice),), 0, 0, 0)
    faults = [*_library(session), *_integrity(session), *_unrendered(session), *_pictures(session)]
    students = _students(session)
    for student in students:
        faults += _drift(session, student)
    return Examination(
        tuple(faults),
        students=len(students),
        events=session.scalar(select(func.count()).select_from(Event)) or 0,
        states=session.scalar(select(func.count()).select_from(CardState)) or 0,
    )


def repair(session: Session) -> int:
    """Fold the log anew for every card state that differs; returns how many there were."""
    repaired = 0
    for student in _students(session):
        wrong = {card for card, _ in _differences(session, student)}
        refold(session, student, wrong)
        repaired += len(wrong)
    return repaired


def _students(session: Session) -> list[User]:
    """Return everybody with events or states."""
    with_events = select(Event.student_id).union(select(CardState.student_id)).subquery()
    return list(session.scalars(select(User).where(User.id.in_(select(with_events)))))


def _library(session: Session) -> Iterator[Fault]:
    if session.connection().dialect.name != "sqlite":
        return
    version = sqlite_driver().sqlite_version
    mode = session.scalar(text("PRAGMA journal_mode"))
    if mode == "wal" and not wal_is_safe(tuple(int(part) for part in version.split("."))):
        yield Fault("wal-reset", f"SQLite {version} can lose writes in WAL mode; update it.")


def _integrity(session: Session) -> Iterator[Fault]:
    if session.connection().dialect.name != "sqlite":
        return
    for line in session.scalars(text("PRAGMA integrity_check")):
        if line != "ok":
            yield Fault("integrity", f"SQLite's integrity check: {line}")
    for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield Fault("orphan", f"Row {row} of {table} names a row of {parent} that is missing.")


def _unrendered(session: Session) -> Iterator[Fault]:
    """Find live cards that no student can be shown."""
    cards = session.scalars(
        select(Card.id)
        .outerjoin(
            CardRevision,
            (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
        )
        .outerjoin(Rendering, (Rendering.card_id == Card.id) & (Rendering.number == Card.head))
        .where(Card.retired_at.is_(None), Rendering.card_id.is_(None))
    )
    for card in cards:
        yield Fault("unrendered", f"Card {card} has no rendered content: apply its deck again.")


def _pictures(session: Session) -> Iterator[Fault]:
    for digest in pictures.damaged(session):
        yield Fault("picture", f"Picture {digest} is damaged: apply the decks that show it again.")


def _drift(session: Session, student: User) -> Iterator[Fault]:
    for card, what in _differences(session, student):
        yield Fault(
            "drift",
            f"Student {student.id}, card {card}: the stored {what} is not what the log says.",
            repairable=True,
        )


def _differences(session: Session, student: User) -> Iterator[tuple[UUID, str]]:
    """Yield each card whose stored state is not the fold of the log, with what differs."""
    stored = {
        state.card_id: state
        for state in session.scalars(select(CardState).where(CardState.student_id == student.id))
    }
    logged = session.scalars(
        select(Event.card_id)
        .where(Event.student_id == student.id, Event.card_id.is_not(None))
        .distinct()
    )
    answered = with_survivors(session, {card for card in logged if card is not None})
    cards = set(stored) | answered
    sets = _sets(session, student, stored, cards)
    for card, expected in folded(session, student.id, cards, sets).items():
        what = _difference(stored.get(card), expected, student, sets[card])
        if what is not None:
            yield card, what


def _sets(
    session: Session, student: User, stored: Mapping[UUID, CardState], cards: Collection[UUID]
) -> dict[UUID, Parameters]:
    """Return the set that each state names: one under an older set is stale, and no drift."""
    known = fsrs_sets.by_number(session)
    current = fsrs_sets.of_cards(session, student.id, cards)
    named = {card: known.get(state.parameter_set) for card, state in stored.items()}
    return {card: named.get(card) or current[card] for card in cards}


def _difference(
    state: CardState | None, expected: Folded, student: User, parameters: Parameters
) -> str | None:
    """Name what differs; memory, flags and tally are compared exactly, the plan by its window."""
    if state is None:
        return "state (missing)"
    if memory_of(state) != expected.memory:
        return "memory"
    if Flags(state.suspended, state.buried_until, state.flagged) != expected.flags:
        return "flags"
    if Tally(state.tests, state.recalled) != expected.tally:
        return "tally"
    if not _due_is_permitted(state.due, expected, student, parameters):
        return "due date"
    return None


def _due_is_permitted(
    due: datetime | None, expected: Folded, student: User, parameters: Parameters
) -> bool:
    if expected.memory.phase is Phase.NEW or due is None:
        return due is None and expected.memory.phase is Phase.NEW
    earliest, latest = permitted_window(expected.memory, parameters)
    if expected.missed_on is not None:  # a wrong answer in a quiz pulled it forward
        latest = min(latest, expected.missed_on + NEXT_DAY)
        earliest = min(earliest, latest)
    planned = study_day(due, ZoneInfo(student.zone), student.rollover_hour)
    return earliest - ZONE_SLACK <= planned <= latest + ZONE_SLACK
