"""An attempt outlives a server that is killed: nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import urllib.parse
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from uuid import UUID, uuid4

import psutil
import pytest
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.db import Access, Database
from app.models import Attempt, AttemptItem, Marking, Offering, QuizMode, Response, Role
from app.services import enrolments, login_sessions, offerings
from app.services.attempts.pool import pool
from app.services.attempts.start import Scope, Wanted, start
from tests.factories import make_user
from tests.faults.serving import Service, serving

QUESTIONS = 12
KILL_AFTER = (3, 7, 11)  # questions


@pytest.mark.timeout(180)
def test_a_quiz_goes_on_after_its_server_was_killed(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    token, attempt_id, items = begin(database, tmp_path)
    place = f"crm/attempts/{attempt_id}/answers"
    waiting, kills = list(range(1, QUESTIONS + 1)), set(KILL_AFTER)
    while waiting:
        with serving(sqlite_url, tmp_path, workers=1) as service:
            csrf = service.call("GET", "/api/v1/session", headers=cookie(token))[1]["csrf"]
            while waiting:
                position = waiting[0]
                fields = {"position": position, "number": position, f"q{position}": items[position]}
                if position in kills:
                    kills.remove(position)
                    send_and_kill(service, token, csrf, place, fields)
                    break  # whether it was stored is not known: it is sent again
                status = send(service, token, csrf, place, fields)
                assert status == 200
                waiting.pop(0)
    with serving(sqlite_url, tmp_path, workers=1) as service:
        csrf = service.call("GET", "/api/v1/session", headers=cookie(token))[1]["csrf"]
        assert send(service, token, csrf, f"/quizzes/crm/{attempt_id}", {"do": "submit"}) == 303
    with database.transaction(Access.READ) as session:
        saved = session.scalars(select(Response)).all()
        assert {one.position for one in saved} == set(range(1, QUESTIONS + 1))
        marks = session.scalars(select(Marking)).all()
        assert [one.credit for one in marks] == [1.0] * QUESTIONS
        attempt = session.scalars(select(Attempt)).one()
        assert attempt.submitted_at is not None
    database.engine.dispose()


def begin(database: Database, folder: Path) -> tuple[str, UUID, dict[int, str]]:
    """Make a course of short questions with a student's attempt; return the right answers."""
    decks = folder / "decks"
    decks.mkdir()
    text = "\n".join(f"Q: What is thing {n}?\nA~ answer number {n}\n" for n in range(QUESTIONS))
    (decks / "one.md").write_text(text)
    with database.transaction() as session:
        owner, student = make_user(session, "Ines"), make_user(session, "Ann")
        offering = offerings.create(session, "crm", "Customer relations", owner, utc_now())
        enrolments.enrol(session, student, offering, Role.STUDENT, utc_now())
        token = login_sessions.begin(session, student, utc_now())
    apply_path(database, "crm", decks, decks, utc_now(), confirmed=True)
    with database.transaction() as session:
        session.add(student)
        offering = session.scalars(select(Offering)).one()
        wanted = Wanted(uuid4(), QuizMode.PRACTICE, Scope.ALL, "", QUESTIONS)
        found = pool(session, offering, None)
        attempt = start(session, student, offering, wanted, found, utc_now())
        items = session.scalars(select(AttemptItem)).all()
        answers = {item.position: item.snapshot["body"]["wordings"][0] for item in items}
        return token, attempt.id, answers


def cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"retain={token}"}


def send(service: Service, token: str, csrf: str, place: str, fields: dict[str, object]) -> int:
    """Send a form; returns the status."""
    path = place if place.startswith("/") else f"/api/v1/courses/{place}"
    connection = HTTPConnection("127.0.0.1", service.port, timeout=10)
    try:
        headers = cookie(token) | {
            "X-CSRF-Token": csrf,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", path, urllib.parse.urlencode(fields), headers)
        reply = connection.getresponse()
        body = reply.read()
        assert reply.status != 409, json.loads(body)
        return reply.status
    finally:
        connection.close()


def send_and_kill(
    service: Service, token: str, csrf: str, place: str, fields: dict[str, object]
) -> None:
    """Send an answer and kill the whole server with SIGKILL before the reply is read."""
    master = psutil.Process(service.process.pid)
    everybody = [master, *master.children(recursive=True)]
    connection = HTTPConnection("127.0.0.1", service.port, timeout=10)
    with suppress(OSError, HTTPException):
        headers = cookie(token) | {
            "X-CSRF-Token": csrf,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        path = f"/api/v1/courses/{place}"
        connection.request("POST", path, urllib.parse.urlencode(fields), headers)
    for process in everybody:
        process.kill()
    service.process.wait()
    connection.close()
