"""A class with answers drawn from a known truth: cards and students differ, and all forget."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp, log

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Event, EventType, Mode, User
from app.services.events.rows import Receipt, row
from app.services.events.types import NewEvent
from app.srs import fsrs
from app.srs.memory import Rating
from tests.factories import World, enrol, make_course, make_user

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAYS = (0, 2, 5, 9, 14, 20, 27)
NOW = START + timedelta(days=40)


@dataclass(frozen=True, slots=True)
class SimulatedClass:
    """The world, and the truth behind its answers: logits by card and by student."""

    database: Database
    world: World
    students: tuple[uuid.UUID, ...]
    ease: tuple[float, ...]
    ability: tuple[float, ...]


def make(
    database: Database,
    *,
    students: int = 12,
    cards: int = 12,
    weights: Sequence[float] = fsrs.DEFAULT_WEIGHTS,
    **fields: object,
) -> SimulatedClass:
    """Write a class whose members answer every card on each of `DAYS`."""
    rng = random.Random(5)
    ease = tuple(rng.gauss(0, 1.5) for _ in range(cards))
    ability = tuple(rng.gauss(0, 0.7) for _ in range(students))
    with database.transaction() as session:
        world = make_course(session, cards=cards)
        ids = []
        for number in range(students):
            user = make_user(session, f"S{number}", **fields)
            enrol(session, user, world)
            ids.append(user.id)
            events = _answers(user, world, rng, ability[number], ease, weights)
            _insert(session, user, world, events)
    return SimulatedClass(database, world, tuple(ids), ease, ability)


def _answers(
    user: User,
    world: World,
    rng: random.Random,
    ability: float,
    ease: Sequence[float],
    weights: Sequence[float],
) -> list[NewEvent]:
    device = uuid.uuid4()
    events: list[NewEvent] = []
    for number, card in enumerate(world.cards):
        memory: tuple[float, float] | None = None
        last = 0
        for day in DAYS:
            r = 0.3 if memory is None else fsrs.retrievability(day - last, memory[0], weights)
            p = 1 / (1 + exp(-(log(r / (1 - r)) + ability + ease[number])))
            rating = Rating.GOOD if rng.random() < p else Rating.AGAIN
            memory = (
                fsrs.first_memory(rating, weights)
                if memory is None
                else fsrs.next_memory(memory, rating, day - last, weights)
            )
            last = day
            events.append(
                NewEvent(
                    id=uuid.UUID(int=rng.getrandbits(128)),
                    device=device,
                    seq=len(events),
                    type=EventType.REVIEW,
                    mode=Mode.SCHEDULE,
                    card=card,
                    version=1,
                    rating=int(rating),
                    answered_at=START + timedelta(days=day, seconds=number),
                    zone="Europe/Vienna",
                    elapsed_ms=4000,
                )
            )
    return events


def _insert(session: Session, user: User, world: World, events: Sequence[NewEvent]) -> None:
    rows = [
        row(event, user, Receipt(world.offering.id, event.answered_at, None)) for event in events
    ]
    session.execute(insert(Event), rows)
