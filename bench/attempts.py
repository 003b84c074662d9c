"""How long a class waits for an answer to be saved: everybody at once in one long quiz.

    python -m bench.attempts [OUT.json] [--students 50] [--questions 60] [--pause 2.0]

A real gunicorn with two workers on SQLite in a temporary folder, the course's own content, and
a thread for each student, who saves every answer after *pause* seconds on average. Prints
the median, the 99th percentile and the longest time of a save; the limit is 300 ms at p99.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.config import ROOT
from app.db import Access, Database
from app.models import Attempt, Offering, QuizMode, Role, User
from app.services import enrolments, login_sessions, offerings, schema
from app.services.attempts.pool import pool
from app.services.attempts.start import Scope, Wanted, start
from tests.factories import make_user
from tests.faults.serving import serving

LIMIT = 0.3  # seconds at the 99th percentile
SAVED = 200
CONTENT = ROOT / "content"


@dataclass(frozen=True, slots=True)
class Seat:
    """A student with a log-in and a running attempt."""

    token: str
    attempt: UUID


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/attempts.json")
    parser.add_argument("--students", type=int, default=50)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--pause", type=float, default=2.0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder), wanted.students, wanted.questions, wanted.pause)
    figures = {
        "saves": len(times),
        "median": percentile(times, 0.5),
        "p99": percentile(times, 0.99),
        "longest": max(times),
        "limit of p99": LIMIT,
    }
    for name, value in figures.items():
        print(f"{name:14} {value:.3f}")
    out = Path(wanted.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=1) + "\n")


def measure(folder: Path, students: int, questions: int, pause: float) -> list[float]:
    """Return the seconds that each save took."""
    url = f"sqlite:///{folder / 'retain.db'}"
    seats = prepare(Database(url), students, questions)
    times: list[float] = []
    with serving(url, folder, workers=2) as service:
        threads = [
            threading.Thread(target=take, args=(service.port, seat, questions, pause, times))
            for seat in seats
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return times


def prepare(database: Database, students: int, questions: int) -> list[Seat]:
    """Make the course, the students and an attempt for each."""
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    with database.transaction() as session:
        owner = make_user(session, "Ines")
        offering = offerings.create(session, "crm", "Customer relations", owner, utc_now())
        people = [make_user(session, f"Student{number}") for number in range(students)]
        for student in people:
            enrolments.enrol(session, student, offering, Role.STUDENT, utc_now())
    apply_path(database, "crm", CONTENT, CONTENT, utc_now(), confirmed=True)
    seats = [seat(database, student.id, questions) for student in people]
    database.engine.dispose()
    return seats


def seat(database: Database, student_id: UUID, questions: int) -> Seat:
    with database.transaction() as session:
        student = session.get_one(User, student_id)
        offering = session.scalars(select(Offering)).one()
        wanted = Wanted(uuid4(), QuizMode.PRACTICE, Scope.ALL, "", questions, judged=True)
        attempt: Attempt = start(
            session, student, offering, wanted, pool(session, offering, None), utc_now()
        )
        return Seat(login_sessions.begin(session, student, utc_now()), attempt.id)


def take(port: int, seat: Seat, questions: int, pause: float, times: list[float]) -> None:
    """Save an answer to every question; a time ends with the answer stored, tries included."""
    rng = random.Random(seat.attempt.int)
    headers = {"Cookie": f"retain={seat.token}"}
    csrf = json.loads(call(port, "GET", "/api/v1/session", "", headers)[1])["csrf"]
    headers |= {"X-CSRF-Token": csrf, "Content-Type": "application/x-www-form-urlencoded"}
    path = f"/api/v1/courses/crm/attempts/{seat.attempt}/answers"
    for number in range(1, questions + 1):
        time.sleep(rng.uniform(0, 2 * pause))
        fields = {"position": number, "number": number, f"q{number}": "1"}
        body = urllib.parse.urlencode(fields)
        began = time.perf_counter()
        while call(port, "POST", path, body, headers)[0] != SAVED:
            time.sleep(1)  # as the page does
        times.append(time.perf_counter() - began)


def call(
    port: int, method: str, path: str, body: str, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Make one request on a connection of its own; returns status and content."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body or None, headers)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def percentile(times: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
