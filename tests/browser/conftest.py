"""A real browser against the real app: the system's Chromium, gunicorn, a migrated SQLite."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, expect
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.config import ROOT
from app.db import Access, Database
from app.models import Deck, Offering, Role, User
from app.services import enrolments, login_sessions, offerings
from app.services.decks.apply import Status
from tests.browser.chromium import DESKTOP, launch_options
from tests.browser.devices import BUSY, Device, NewDevice
from tests.browser.server import Server
from tests.browser.watch import Watch
from tests.factories import make_user
from tests.rendering import kept_sandbox
from tests.waiting import PATIENCE

CHAPTER = ROOT / "content" / "chapter9"
DECKS = Path(__file__).parent / "decks"

expect.set_options(timeout=PATIENCE * 1000)


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


@pytest.fixture(scope="session")
def kept_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of all tests: its application is loaded once, and its worker is each test's."""
    folder = tmp_path_factory.mktemp("server")
    server = Server(f"sqlite:///{folder / 'retain.db'}", folder)
    yield server
    server.stop()


@pytest.fixture
def beginning(course_template: tuple[Path, Offering]) -> Path:
    """The database that a test begins with."""
    return course_template[0]


@pytest.fixture
def database_path(kept_server: Server, beginning: Path) -> Path:
    """The database of the server, put back to its beginning while nobody has it open."""
    kept_server.end_worker()
    path = kept_server.folder / "retain.db"
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return Path(shutil.copy(beginning, path))


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
def server(kept_server: Server, database_path: Path) -> Server:
    """The server on that database."""
    assert str(database_path) in kept_server.database_url
    kept_server.ensure_up()
    return kept_server


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
        context.set_default_timeout(PATIENCE * 1000)
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


@pytest.fixture
def every_kind(stored: Database) -> uuid.UUID:
    """The deck with a card of every kind, beside those of the course."""
    report = apply_path(
        stored, "crm", DECKS, DECKS.parent, utc_now(), confirmed=True, sandbox=kept_sandbox()
    )
    assert report.status is Status.APPLIED, report
    with stored.transaction(Access.READ) as session:
        return session.scalars(select(Deck.id).where(Deck.title == "Every kind")).one()


@pytest.fixture
def typist(stored: Database, offering: Offering) -> User:
    return make_student(stored, offering, preferences={"type_answers": True})


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
