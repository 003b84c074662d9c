"""A script that talks to the API: logged in, with its token, one student of one course."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.clock import utc_now
from app.config import Config
from app.db import Database
from app.models import User
from app.services import login_sessions
from tests.factories import World, enrol, make_course, make_user


@dataclass
class Script:
    """One account's HTTP client."""

    client: FlaskClient
    csrf: str
    world: World

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}")

    def post(self, path: str, body: Any, **headers: str) -> TestResponse:
        sent = {"X-CSRF-Token": self.csrf} | headers
        if isinstance(body, bytes):
            return self.client.post(f"/api/v1{path}", data=body, headers=sent)
        return self.client.post(f"/api/v1{path}", json=body, headers=sent)

    def send(self, *events: Any) -> list[dict[str, Any]]:
        reply = self.post("/events", {"events": list(events)})
        assert reply.status_code == 200, reply.text
        results: list[dict[str, Any]] = reply.get_json()["results"]
        return results

    def answer(self, number: int = 0, **fields: Any) -> dict[str, Any]:
        """Return an event as a client would send it: the card of that number, rated Good."""
        return {
            "id": str(uuid.uuid4()),
            "device": str(uuid.UUID(int=1)),
            "seq": 1,
            "type": "review",
            "mode": "schedule",
            "card": str(self.world.cards[number]),
            "version": 1,
            "rating": 3,
            "target": None,
            "answered_at": utc_now().isoformat(),
            "zone": "Europe/Vienna",
            "elapsed_ms": 2500,
            "detail": {},
        } | fields


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    return Config(
        database_url=database_url,
        secret_key="a key for tests only",
        content_dir=tmp_path,
        base_url="http://localhost",
        instance_dir=tmp_path,
    )


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_course(session, cards=12)


def log_in(app: Flask, database: Database, user: User, world: World) -> Script:
    client = app.test_client()
    with database.transaction() as session:
        token = login_sessions.begin(session, user, utc_now())
    client.set_cookie("retain", token)
    csrf = client.get("/api/v1/session").get_json()["csrf"]
    return Script(client, csrf, world)


@pytest.fixture
def script(app: Flask, database: Database, world: World) -> Script:
    with database.transaction() as session:
        user = make_user(session)
        enrol(session, user, world)
    return log_in(app, database, user, world)


@pytest.fixture
def stranger(app: Flask, database: Database, world: World) -> Script:
    """Somebody with an account who is not in the course."""
    with database.transaction() as session:
        user = make_user(session, "Eve")
    return log_in(app, database, user, world)
