"""A real browser against the real app: the system's Chromium, gunicorn, a migrated SQLite."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from app.clock import utc_now
from app.db import Database
from app.models import User
from app.services import login_sessions
from tests.browser.server import Server
from tests.browser.watch import Watch
from tests.factories import World, enrol, make_course, make_user

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# No request of the browser's own may leave the machine while tests watch for such requests.
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    wanted = os.environ.get("CHROMIUM")
    names = (wanted,) if wanted else BROWSERS
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("Browser tests need Chromium or Chrome; CHROMIUM=/path/to/it names one.")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"executable_path": path, "args": [*QUIET, *(["--no-sandbox"] if root else [])]}


@pytest.fixture
def server(sqlite_url: str, tmp_path: Path) -> Iterator[Server]:
    server = Server(sqlite_url, tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def world(sqlite: Database) -> World:
    with sqlite.transaction() as session:
        return make_course(session, cards=12)


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
def student(sqlite: Database, world: World) -> User:
    """A student of the course, made without the forms."""
    with sqlite.transaction() as session:
        user = make_user(session, f"Kim {uuid.uuid4().hex[:4]}")
        enrol(session, user, world)
        return user


def log_in(context: BrowserContext, server: Server, user: User) -> None:
    """Give the browser a log-in of its own, without asking for the password."""
    database = Database(server.database_url)
    with database.transaction() as session:
        token = login_sessions.begin(session, user, utc_now())
    database.engine.dispose()
    context.add_cookies([{"name": "retain", "value": token, "url": server.url}])
