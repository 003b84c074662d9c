"""Answers survive workers that are killed in the middle: none lost, none doubled."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import Event
from app.services import login_sessions
from app.services.doctor import examine
from tests.factories import enrol, make_course, make_user
from tests.faults.serving import Service, serving

ANSWERS = 1000
CLIENTS = 4
KILL_EVERY = 50  # answers


@pytest.mark.timeout(240)
@pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
def test_a_thousand_answers_outlive_killed_workers(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    cards, cookies = make_students(database)
    with serving(database_url, tmp_path) as service, ThreadPoolExecutor(CLIENTS) as pool:
        killer = Killer(service)
        sent = list(pool.map(lambda cookie: answer_all(service, cookie, cards, killer), cookies))
    assert killer.kills >= ANSWERS // KILL_EVERY // 2
    acknowledged = [event for events in sent for event in events]
    assert len(acknowledged) == ANSWERS
    with database.transaction(Access.READ) as session:
        stored = Counter(str(event) for event in session.scalars(select(Event.id)))
        assert stored == Counter(acknowledged)
        assert examine(session).faults == ()


def make_students(database: Database) -> tuple[list[str], list[str]]:
    """Return the ids of the cards, and a log-in's token for each client."""
    with database.transaction() as session:
        world = make_course(session, cards=20)
        tokens = []
        for name in ("Ada", "Bob", "Cy", "Di")[:CLIENTS]:
            student = make_user(session, name)
            enrol(session, student, world)
            tokens.append(login_sessions.begin(session, student, utc_now()))
        return [str(card) for card in world.cards], tokens


class Killer:
    """Kills a worker with SIGKILL after every so many answers, while others are on their way.

    Counting answers, not seconds, makes as many kills on a slow machine as on a fast one.
    """

    def __init__(self, service: Service) -> None:
        self.kills = 0
        self._master = psutil.Process(service.process.pid)
        self._answers = 0
        self._lock = threading.Lock()
        self._rng = random.Random(3)

    def answered(self) -> None:
        with self._lock:
            self._answers += 1
            workers = self._master.children()
            if self._answers % KILL_EVERY == 0 and workers:
                with suppress(psutil.NoSuchProcess):
                    self._rng.choice(workers).kill()
                    self.kills += 1


def answer_all(service: Service, token: str, cards: list[str], killer: Killer) -> list[str]:
    """Send this client's share one by one; each is sent again until it is acknowledged."""
    headers = {"Cookie": f"retain={token}", "Content-Type": "application/json"}
    headers["X-CSRF-Token"] = insist(service, "GET", "/api/v1/session", None, headers)["csrf"]
    device = str(uuid.uuid4())
    acknowledged: list[str] = []
    for seq in range(ANSWERS // CLIENTS):
        event_id = str(uuid.uuid4())
        event = {
            "id": event_id,
            "device": device,
            "seq": seq,
            "type": "review",
            "mode": "schedule",
            "card": cards[seq % len(cards)],
            "version": 1,
            "rating": 1 + seq % 4,
            "answered_at": utc_now().isoformat(),
            "zone": "UTC",
            "elapsed_ms": 1000,
        }
        reply = insist(service, "POST", "/api/v1/events", {"events": [event]}, headers)
        assert reply["results"][0]["status"] in {"stored", "duplicate"}
        acknowledged.append(event_id)
        killer.answered()
    return acknowledged


def insist(
    service: Service, method: str, path: str, body: Any, headers: dict[str, str]
) -> dict[str, Any]:
    """Repeat a call until it is answered with 200, as the study screen's outbox does."""
    for _ in range(200):
        with suppress(OSError):
            status, reply = service.call(method, path, body, headers)
            if status == 200:
                answered: dict[str, Any] = reply
                return answered
            assert status == 503, reply
        time.sleep(0.05)
    raise AssertionError(f"{method} {path} was never answered.")
