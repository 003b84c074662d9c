"""One transaction around a request, seen from a view and from what is stored afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.clock import utc_now
from app.db import Access, Database
from app.models import Offering, Throttle
from app.web.access import public
from app.web.context import db, keep, now, reading, reads_first
from app.web.context import write as begin_writing
from tests.web.browser import Browser
from tests.web.conftest import MakeApp

Install = Callable[[Callable[[], Any]], None]


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """One that is given a view of the test's."""
    return own_app


@pytest.fixture
def at(app: Flask) -> Install:
    """Serve a function at /here, for GET and POST."""

    def install(view: Callable[[], Any]) -> None:
        app.add_url_rule("/here", "here", public(view), methods=["GET", "POST"])

    return install


def write(reply: Any = "done", *, kept: bool = False) -> Any:
    """Be a view that stores a row and gives this reply."""
    db().add(Throttle(key=f"key {now().timestamp()}", tokens=1.0, updated_at=now()))
    db().flush()
    if kept:
        keep()
    return reply() if callable(reply) else reply


def rows(stored: Database) -> int:
    with stored.transaction(Access.READ) as session:
        return len(session.scalars(select(Throttle)).all())


@contextmanager
def held(stored: Database) -> Iterator[None]:
    """Hold the lock that every writer needs."""
    with stored.transaction():
        yield


def test_what_a_view_wrote_is_stored_when_the_reply_arrives(
    at: Install, visitor: Browser, stored: Database
) -> None:
    at(write)
    assert visitor.post("/here").status_code == 200
    assert rows(stored) == 1


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_a_reply_that_reports_an_error_stores_nothing(
    at: Install, visitor: Browser, stored: Database, status: int
) -> None:
    at(lambda: write(("no", status)))
    assert visitor.post("/here").status_code == status
    assert rows(stored) == 0


def test_a_view_can_keep_what_it_wrote_beside_an_error(
    at: Install, visitor: Browser, stored: Database
) -> None:
    at(lambda: write(("no", 401), kept=True))
    assert visitor.post("/here").status_code == 401
    assert rows(stored) == 1


def test_an_exception_stores_nothing_even_if_it_was_to_be_kept(
    at: Install, visitor: Browser, stored: Database
) -> None:
    at(lambda: write(lambda: str(1 // 0), kept=True))
    reply = visitor.post("/here")
    assert reply.status_code == 500
    assert "nothing was stored" in reply.text
    assert reply.headers["X-Request-ID"] in reply.text
    assert rows(stored) == 0


def test_a_get_that_writes_fails(at: Install, visitor: Browser, stored: Database) -> None:
    refused: list[bool] = []

    def view() -> str:
        with pytest.raises(DatabaseError):
            write()
        refused.append(True)
        return "done"

    at(view)
    visitor.get("/here")
    assert refused == [True]
    assert rows(stored) == 0


def test_no_page_writes_when_it_is_visited(
    app: Flask, crm: Offering, ines: Browser, stored: Database
) -> None:
    def version() -> object:
        with stored.transaction(Access.READ) as session:
            return session.execute(text("PRAGMA data_version")).scalar()

    with stored.transaction(Access.READ):  # data_version tells a connection of others' commits
        pass
    before = version()
    places = {"slug": "crm", "code": crm.join_code}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and set(rule.arguments) <= set(places):
            path = rule.rule
            for name, value in places.items():
                path = path.replace(f"<{name}>", value)
            assert ines.get(path).status_code < 400, path
    assert version() == before


def test_the_lock_is_taken_when_the_database_is_first_needed(
    at: Install, visitor: Browser, stored: Database
) -> None:
    order: list[str] = []

    def view() -> str:
        with held(stored):  # as another request could, while this one hashes a password
            order.append("others")
        write()
        order.append("we")
        return "done"

    at(view)
    assert visitor.post("/here").status_code == 200
    assert order == ["others", "we"]


def test_a_short_read_comes_before_the_transaction_or_not_at_all(
    at: Install, visitor: Browser
) -> None:
    def view() -> str:
        with reading() as session:
            assert session is not db()
        with pytest.raises(RuntimeError, match="before the first"):
            reading()
        return "done"

    at(view)
    assert visitor.post("/here").status_code == 200


def test_all_of_a_request_happens_at_one_instant(at: Install, visitor: Browser) -> None:
    def view() -> str:
        first = now()
        time.sleep(0.01)
        return str(now() == first)

    at(view)
    assert visitor.get("/here").text == "True"


@pytest.mark.parametrize(
    ("path", "kind"), [("/login", "text/html"), ("/api/v1/events", "application/problem+json")]
)
def test_a_locked_database_is_a_503_within_two_seconds(
    ann: Browser, stored: Database, path: str, kind: str
) -> None:
    token = ann.token()
    fields = {"email": "who@example.org", "password": "a wrong guess", "csrf_token": token}
    with held(stored):
        started = time.monotonic()
        reply = ann.send(path, fields, X_CSRF_Token=token)
        seconds = time.monotonic() - started
    assert reply.status_code == 503
    assert seconds < 2
    assert reply.headers["Retry-After"] == "1"
    assert reply.mimetype == kind
    assert "nothing was stored" in reply.text
    assert "Content-Security-Policy" in reply.headers


def test_readers_do_not_wait_for_the_lock(ann: Browser, stored: Database) -> None:
    with held(stored):
        assert ann.get("/").status_code == 200


def test_after_the_lock_all_is_well(ann: Browser, stored: Database) -> None:
    with held(stored):
        ann.send("/logout", {"csrf_token": ann.token()})
    assert ann.is_logged_in()
    assert ann.post("/logout").status_code == 303
    assert not ann.is_logged_in()


@pytest.mark.postgres
def test_a_request_that_met_another_is_done_again_from_its_start(
    make_app: MakeApp, config: Any, postgres_url: str
) -> None:
    app = make_app(replace(config, database_url=postgres_url))
    stored: Database = app.extensions["database"]
    with stored.transaction() as session:
        session.add(Throttle(key="shared", tokens=0.0, updated_at=utc_now()))
    attempts: list[str] = []

    @public
    def view() -> str:
        attempts.append(g.get("left_over", "fresh"))
        g.left_over = "from an attempt that was undone"
        db().execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
        row = db().get_one(Throttle, "shared")
        if len(attempts) == 1:
            with stored.transaction() as other:
                other.get_one(Throttle, "shared").tokens = 10.0
        row.tokens += 1
        db().flush()
        return "done"

    app.add_url_rule("/here", "here", view, methods=["POST"])
    assert Browser(app.test_client()).post("/here").status_code == 200
    assert attempts == ["fresh", "fresh"]
    with stored.transaction() as session:
        assert session.get_one(Throttle, "shared").tokens == 11.0


def test_a_view_that_reads_first_waits_for_nobody_until_it_writes(
    at: Install, visitor: Browser, stored: Database
) -> None:
    def view() -> str:
        found = len(db().scalars(select(Offering)).all())
        if visitor.environ.get("WRITES"):
            begin_writing()
            write()
        return str(found)

    at(reads_first(view))
    with held(stored):
        assert visitor.post("/here").status_code == 200
    visitor.environ["WRITES"] = "yes"
    assert visitor.post("/here").status_code == 200
    assert rows(stored) == 1


def test_a_view_that_reads_first_cannot_write_before_it_says_so(
    at: Install, visitor: Browser, stored: Database
) -> None:
    at(reads_first(write))
    assert visitor.post("/here").status_code >= 500
    assert rows(stored) == 0
