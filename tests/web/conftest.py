"""The real application on a real database, and browsers that behave as browsers do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from app.clock import utc_now
from app.config import Config
from app.db import Database
from app.models import Offering, Role, User
from app.services import accounts, enrolments, offerings, passwords
from app.services.accounts import NewAccount
from tests.application import application
from tests.web.browser import PASSWORD, Browser


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with the least memory and time: tests make many accounts."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", quick)


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> Config:
    return Config(
        database_url=sqlite_url,
        secret_key="a key for tests only",
        content_dir=tmp_path,
        base_url="http://localhost",
        instance_dir=tmp_path,
    )


MakeApp = Callable[[Config], Flask]


@pytest.fixture
def make_app() -> Iterator[MakeApp]:
    """Build applications whose unforeseen errors become the page that users would see."""
    made: list[Flask] = []

    def make(config: Config) -> Flask:
        app = create_app(config)
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["database"].engine.dispose()


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application that all tests share, on this test's database."""
    with application(config) as app:
        yield app


@pytest.fixture
def own_app(make_app: MakeApp, config: Config) -> Flask:
    """An application that a test may change; its module says ``app = own_app``."""
    return make_app(config)


@pytest.fixture
def stored(app: Flask) -> Database:
    """The application's database, for looking at what a request left there."""
    database: Database = app.extensions["database"]
    return database


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """A browser in which nobody is logged in."""
    return Browser(app.test_client())


def make_account(session: Session, email: str, *, is_admin: bool = False) -> User:
    hashed = passwords.hashed(PASSWORD)
    new = NewAccount(email, email.partition("@")[0].title(), hashed, "Europe/Berlin", is_admin)
    return accounts.create(session, new, utc_now())


@pytest.fixture
def crm(stored: Database) -> Offering:
    """The course ``crm`` of ines@, with the student ann@."""
    with stored.transaction() as session:
        ines = make_account(session, "ines@example.org")
        offering = offerings.create(session, "crm", "Customer relations", ines, utc_now())
        ann = make_account(session, "ann@example.org")
        enrolments.enrol(session, ann, offering, Role.STUDENT, utc_now())
    return offering


@pytest.fixture
def art(stored: Database) -> Offering:
    """Another course, ``art`` of otto@, with the student eve@."""
    with stored.transaction() as session:
        otto = make_account(session, "otto@example.org")
        offering = offerings.create(session, "art", "History of art", otto, utc_now())
        eve = make_account(session, "eve@example.org")
        enrolments.enrol(session, eve, offering, Role.STUDENT, utc_now())
    return offering


LogIn = Callable[[str], Browser]


@pytest.fixture
def logged_in(app: Flask) -> LogIn:
    """Return a new browser in which ``NAME@example.org`` is logged in."""

    def log_in(name: str) -> Browser:
        browser = Browser(app.test_client())
        reply = browser.log_in(f"{name}@example.org")
        assert reply.status_code == 303, reply.text
        return browser

    return log_in


@pytest.fixture
def ann(crm: Offering, logged_in: LogIn) -> Browser:
    """A student of crm."""
    return logged_in("ann")


@pytest.fixture
def ines(crm: Offering, logged_in: LogIn) -> Browser:
    """The instructor of crm."""
    return logged_in("ines")


@pytest.fixture
def eve(art: Offering, logged_in: LogIn) -> Browser:
    """A student of another course."""
    return logged_in("eve")


@pytest.fixture
def otto(art: Offering, logged_in: LogIn) -> Browser:
    """The instructor of another course."""
    return logged_in("otto")


@pytest.fixture
def root(stored: Database, logged_in: LogIn) -> Browser:
    """An administrator who is in no course."""
    with stored.transaction() as session:
        make_account(session, "root@example.org", is_admin=True)
    return logged_in("root")
