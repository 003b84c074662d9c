"""Browsers with a folder of their own, which can be closed and opened again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from app.clock import utc_now
from app.db import Database
from app.models import User
from app.services import login_sessions
from tests.browser.pages import study
from tests.browser.server import Server
from tests.browser.watch import Watch
from tests.waiting import PATIENCE, eventually

BUSY = re.compile("503 for .*/api/v1/events$")
WEEK = 7 * 24 * 3600  # seconds

KEPT = """async (mode) => {
  const user = document.querySelector("#study").dataset.user;
  const opening = indexedDB.open(`retain-${user}`);
  await new Promise((resolve) => { opening.onsuccess = resolve; });
  const shelves = opening.result.transaction(["queues", "facts"]);
  const queue = shelves.objectStore("queues").get(`crm ${mode}`);
  const fetched = shelves.objectStore("facts").get("fetched");
  await new Promise((resolve) => { fetched.onsuccess = resolve; });
  opening.result.close();
  const worker = (await navigator.serviceWorker.getRegistration())?.active?.state;
  return fetched.result && worker === "activated" ? queue.result?.reply.cards.length ?? 0 : 0;
}"""


class Device:
    """A browser with a folder of its own, which can be closed and opened again."""

    def __init__(self, browsers: BrowserType, options: dict[str, Any], server: Server) -> None:
        self.browsers, self.options, self.server = browsers, options, server
        self.watches: list[Watch] = []
        self.context = self._opened()

    def _opened(self) -> BrowserContext:
        context = self.browsers.launch_persistent_context(**self.options)
        context.set_default_timeout(PATIENCE * 1000)
        self.watches.append(Watch(context, self.server.url))
        return context

    def open_again(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Close the browser, and start it on the same folder."""
        self.context.close()
        meanwhile()
        self.context = self._opened()

    def log_in(self, user: User) -> None:
        """Log in without the form, for longer than the browser is open."""
        database = Database(self.server.database_url)
        with database.transaction() as session:
            token = login_sessions.begin(session, user, utc_now())
        database.engine.dispose()
        expires = utc_now().timestamp() + WEEK
        cookie = {"name": "retain", "value": token, "url": self.server.url, "expires": expires}
        self.context.add_cookies([cookie])  # type: ignore[list-item] # - a plain dict has its keys

    def prepared(self, mode: str = "schedule") -> Page:
        """Open the study page and wait until the day's cards are kept."""
        page = self.context.new_page()
        study(page, mode)
        eventually(lambda: page.evaluate(KEPT, mode) > 0)
        return page


NewDevice = Callable[[User], Device]
