"""How long the pages about a class and about a student take in a full class.

    python -m bench.insights [OUT.json] [--students 200] [--answers 245000]

A course of 600 cards with an exam three weeks ahead; simulated students of a fixed seed who have
answered on the days of the last eight weeks, cards that are hard for everybody among them. Then
staff's page of insights and its parts are asked for, and one student's own pages. Seconds are
those of the processor: other work on the machine does not count. Each is the middle of several;
the first of a process, which loads what it needs, stands beside it.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import create_app
from app.clock import utc_now
from app.config import Config
from app.db import Access, Database
from app.models import Event, EventType, ExamDate, Mode, Offering, Role, User
from app.services import class_readiness, insights, login_sessions, schema
from app.services.events.refold import refold
from app.services.events.rows import Receipt, row
from app.services.events.types import NewEvent
from tests.factories import World, enrol, make_course, make_user

SEED = 11
CARDS, DAYS, EXAM_IN = 600, 56, 21
ROUNDS = 7
CARDS_AT_ONCE = 20  # of a fold
LIMITS = {"staff: the page": 0.300, "student: front page": 0.100, "student: progress": 0.100}


@dataclass(frozen=True, slots=True)
class School:
    """The class that is measured: the offering, and the tokens of two log-ins."""

    offering: UUID
    staff: str
    student: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/insights.json")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--answers", type=int, default=245_000)
    wanted = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), wanted.students, wanted.answers)
    for name, value in figures.items():
        limit = f"{1000 * LIMITS[name]:8.0f} ms" if name in LIMITS else ""
        print(f"{name:40} {1000 * value:10.1f} ms {limit}")
    out = Path(wanted.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=1) + "\n")


def measure(folder: Path, students: int, answers: int) -> dict[str, float]:
    """Return the processor seconds by name."""
    config = Config(
        database_url=f"sqlite:///{folder / 'retain.db'}",
        secret_key="for measuring only",
        content_dir=folder,
        base_url="http://localhost",
        instance_dir=folder,
    )
    app = create_app(config)
    gc.freeze()  # as wsgi.py does
    database: Database = app.extensions["database"]
    school = prepare(database, students, answers, utc_now())
    staff, student = app.test_client(), app.test_client()
    staff.set_cookie("retain", school.staff)
    student.set_cookie("retain", school.student)
    figures = {"staff: the first page": seconds(partial(_page, staff, "/insights/crm"))}
    figures["staff: the page"] = middle(partial(_page, staff, "/insights/crm"))
    with database.transaction(Access.READ) as session:
        figures |= _parts(session, session.get_one(Offering, school.offering))
    for name, path in (("front page", "/"), ("progress", "/progress/crm")):
        figures[f"student: first {name}"] = seconds(partial(_page, student, path))
        figures[f"student: {name}"] = middle(partial(_page, student, path))
    return figures


def prepare(database: Database, students: int, answers: int, now: datetime) -> School:
    """Make the course, its class and what it has answered."""
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    began = now - timedelta(days=DAYS + 1)
    with database.transaction() as session:
        world = make_course(session, cards=CARDS)
        owner = make_user(session, "Owner")
        enrol(session, owner, world, Role.INSTRUCTOR, enrolled_at=began)
        exam = ExamDate(id=UUID(int=1), offering_id=world.offering.id, title="Final")
        exam.at = now + timedelta(days=EXAM_IN)
        session.add(exam)
        staff = login_sessions.begin(session, owner, now)
    token, met = "", {}
    for number in range(students):
        rng = random.Random(SEED * 1000 + number)
        with database.transaction() as session:
            student = make_user(session, f"Student{number}")
            enrol(session, student, world, enrolled_at=began)
            met[student.id] = answer(session, student, world, answers // students, now, rng)
            token = login_sessions.begin(session, student, now)
    # The states of a class come about day by day, and lie in the database in that order.
    for first in range(0, max(map(len, met.values())), CARDS_AT_ONCE):
        with database.transaction() as session:
            for student_id, cards in met.items():
                student = session.get_one(User, student_id)
                refold(session, student, cards[first : first + CARDS_AT_ONCE])
    return School(world.offering.id, staff, token)


def answer(
    session: Session, student: User, world: World, answers: int, now: datetime, rng: random.Random
) -> list[UUID]:
    """Write so many answers of one student; return the cards that were answered."""
    events = list(_answers(world, answers, now, rng))
    received = [(event, Receipt(world.offering.id, event.answered_at, None)) for event in events]
    session.execute(insert(Event), [row(event, student, receipt) for event, receipt in received])
    return list(dict.fromkeys(event.card for event in events if event.card is not None))


def _answers(world: World, answers: int, now: datetime, rng: random.Random) -> Iterator[NewEvent]:
    """Yield answers to cards in a random order of their own, each again after growing gaps."""
    device, made = UUID(int=rng.getrandbits(128)), 0
    cards = list(enumerate(world.cards))
    rng.shuffle(cards)
    while made < answers:
        place, card = cards.pop()
        hard = place % 10 == 0  # for everybody
        day, gap = rng.randrange(DAYS), 1
        while day < DAYS and made < answers:
            forgotten = rng.random() < (0.6 if hard else 0.12)
            at = now - timedelta(days=DAYS - day, minutes=rng.randrange(200))
            yield NewEvent(
                id=UUID(int=rng.getrandbits(128)),
                device=device,
                seq=made,
                type=EventType.REVIEW,
                answered_at=at,
                zone="Europe/Vienna",
                card=card,
                mode=Mode.SCHEDULE,
                version=1,
                rating=1 if forgotten else 3,
                elapsed_ms=rng.randrange(1500, 12_000),
            )
            made += 1
            gap = 1 if forgotten else gap * 3
            day += gap


def _parts(session: Session, offering: Offering) -> dict[str, float]:
    now = utc_now()
    return {
        "staff: hard cards": middle(lambda: insights.hard_cards(session, offering)),
        "staff: leeches": middle(lambda: insights.leeches(session, offering)),
        "staff: readiness": middle(lambda: class_readiness.class_readiness(session, offering, now)),
    }


def _page(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status}")


def middle(ask: Callable[[], object]) -> float:
    return median(seconds(ask) for _ in range(ROUNDS))


def seconds(ask: Callable[[], object]) -> float:
    began = process_time()
    ask()
    return process_time() - began


if __name__ == "__main__":
    main()
