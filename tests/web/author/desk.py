"""An author at the desk: decks begun, texts saved and published as the pages do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.services.decks.course import question
from tests.web.browser import Browser

HIDDEN = re.compile(r'name="(sequence|digest|head)"[^>]*value="([0-9a-f]+)"')
NUMBERS = range(8)


@dataclass
class Desk:
    """The editor of one deck in one browser tab; *sequence* is what the tab knows."""

    browser: Browser
    url: str
    sequence: str = "0"

    def open(self) -> str:
        """Load the page and take over its number."""
        shown = self.browser.get(self.url).text
        self.sequence = dict(HIDDEN.findall(shown))["sequence"]
        return shown

    def send(self, text: str, do: str = "save") -> TestResponse:
        fields = {"text": text, "sequence": self.sequence, "do": do}
        return self.browser.post(self.url, fields)

    def save(self, text: str, do: str = "save") -> TestResponse:
        """Save and go on with the page that comes back."""
        reply = self.send(text, do)
        if reply.status_code == 303:
            self.open()
        return reply

    def plan(self) -> TestResponse:
        return self.browser.get(f"{self.url}/plan")

    def publish(self, *, confirmed: bool = False) -> TestResponse:
        """Look at the plan and publish what it shows."""
        fields = dict(HIDDEN.findall(self.plan().text))
        if confirmed:
            fields["confirmed"] = "y"
        return self.browser.post(f"{self.url}/plan", fields)


def begin(browser: Browser, title: str = "Keeping customers") -> Desk:
    """Begin a deck of crm."""
    reply = browser.post("/author/crm/decks", {"title": title, "with": "text"})
    assert reply.status_code == 303, reply.text
    desk = Desk(browser, reply.location.partition("?")[0])
    desk.open()
    return desk


def text(*changes: tuple[int, str]) -> str:
    """Return a deck of eight questions, some with another answer."""
    said = dict(changes)
    return "".join(
        question(f"What is number {n}?", said.get(n, f"The answer number {n}.")) for n in NUMBERS
    )
