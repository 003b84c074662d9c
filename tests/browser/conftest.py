"""A real browser against the real app: the system's Chromium, gunicorn, a migrated SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.config import ROOT
from app.db import Database
from app.models import Offering, Role, User
from app.services import enrolments, login_sessions, offerings
from app.services.decks.apply import Status
from tests.browser.chromium import DESKTOP, launch_options
from tests.browser.devices import BUSY, Device, NewDevice
from tests.browser.server import Server
from tests.browser.watch import Watch
from tests.factories import make_user

CHAPTER = ROOT / "content" / "chapter9"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    options = launch_options()
    if options is None:
        pytest.fail("Browser tests need Chromium or Chrome; CHROMIUM=/path/to/it names one.")
    return options


@pytest.fixture(scope="session")
def course_template(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Offering]:
    """A database with the course ``crm``, which holds chapter 9 as it is published."""
    path = tmp_path_factory.mktemp("course") / "template.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        owner = make_user(session, "Ines")
        offering = offerings.create(session, "crm", "Customer relations", owner, utc_now())
    report = apply_path(database, "crm", CHAPTER, CHAPTER.parent, utc_now(), confirmed=True)
    assert report.status is Status.APPLIED, report
    database.engine.dispose()
    return path, offering


@pytest.fixture
def database_path(course_template: tuple[Path, Offering], tmp_path: Path) -> Path:
    return Path(shutil.copy(course_template[0], tmp_path / "retain.db"))


@pytest.fixture
def offering(course_template: tuple[Path, Offering]) -> Offering:
    return course_template[1]


@pytest.fixture
def stored(database_path: Path) -> Iterator[Database]:
    """What the app has stored, for making accounts and for looking at the log."""
    database = Database(f"sqlite:///{database_path}")
    yield database
    database.engine.dispose()


@pytest.fixture
def server(database_path: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(f"sqlite:///{database_path}", tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def device(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    server: Server,
    tmp_path: Path,
) -> Iterator[NewDevice]:
    """Make devices of students; the test fails if one of their pages complained."""
    made: list[Device] = []

    def make(user: User) -> Device:
        options = browser_type_launch_args | {
            "user_data_dir": tmp_path / f"device-{len(made)}",
            "base_url": server.url,
            "viewport": DESKTOP,
            "locale": "en-GB",
            "timezone_id": "Europe/Vienna",
        }
        made.append(Device(browser_type, options, server))
        made[-1].log_in(user)
        return made[-1]

    yield make
    for one in made:
        one.context.close()
    faults = [fault for one in made for watch in one.watches for fault in watch.faults]
    # Two devices at once may find the database busy; the outbox then tries again.
    assert [fault for fault in faults if not BUSY.match(fault)] == []


Visit = Callable[..., BrowserContext]


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Open watched contexts; the test fails if a page complained or called somebody else."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_context(user: User | None = None, **options: Any) -> BrowserContext:
        values: dict[str, Any] = {
            "base_url": server.url,
            "viewport": DESKTOP,
            "locale": "en-GB",
            "timezone_id": "Europe/Vienna",
            # They hide requests from routes; devices have them.
            "service_workers": "block",
        }
        context = browser.new_context(**(values | options))
        context.set_default_timeout(10_000)
        opened.append((context, Watch(context, server.url)))
        if user is not None:
            log_in(context, server, user)
        return context

    yield open_context
    faults = [fault for _, watch in opened for fault in watch.faults]
    for context, _ in opened:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def student(stored: Database, offering: Offering) -> User:
    """A student of the course, made without the forms."""
    return make_student(stored, offering)


@pytest.fixture
def newcomer(stored: Database) -> User:
    """Somebody with an account who has joined no course yet."""
    with stored.transaction() as session:
        return make_user(session, "Noor")


def make_student(database: Database, offering: Offering, **fields: Any) -> User:
    with database.transaction() as session:
        user = make_user(session, "Kim", **fields)
        enrolments.enrol(session, user, offering, Role.STUDENT, utc_now())
        return user


def log_in(context: BrowserContext, server: Server, user: User) -> None:
    """Give the browser a log-in of its own, without asking for the password."""
    database = Database(server.database_url)
    with database.transaction() as session:
        token = login_sessions.begin(session, user, utc_now())
    database.engine.dispose()
    context.add_cookies([{"name": "retain", "value": token, "url": server.url}])
