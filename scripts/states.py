"""What one address shows in turn: forms with errors, and the sides of the study page.

The study page is brought to a kind of card by putting such a card first in what the server
sends; everything on the screen is the server's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, Route, expect

from app.services.demo.history import SLUG

QUEUE = f"/api/v1/courses/{SLUG}/queue"
END_AFTER = 6  # cards
MOST = 30  # answers


def forms_with_errors(page: Page) -> Iterator[str]:
    """Send forms as nobody should; for somebody who is not logged in."""
    page.goto("/signup")
    page.locator("main button").click()
    yield "signup-errors"
    page.goto("/login")
    page.locator("input[name=email]").fill("ben@example.org")
    page.locator("input[name=password]").fill("not the password")
    page.locator("main button").click()
    yield "login-errors"


def study(page: Page, decks: list[str]) -> Iterator[str]:
    """Go through question and answer of a card of each kind, the menu, the help and the end."""
    for kind, (deck, card) in one_of_each_kind(page, decks).items():
        _ask(page, deck, card)
        yield f"study-{kind}-question"
        page.keyboard.press("Space")
        expect(page.locator("#answer")).to_be_visible()
        yield f"study-{kind}-answer"
    page.locator("#more summary").click()
    yield "study-menu"
    page.locator("#help-open").click()
    yield "study-help"
    page.keyboard.press("Escape")
    _to_the_end(page)
    yield "study-end"


def one_of_each_kind(page: Page, decks: list[str]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return deck and card, the first of each kind that has been answered before, if any was."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for deck in decks:
        reply = page.request.get(f"{QUEUE}?limit=200&mode=deck:{deck}")
        cards: list[dict[str, Any]] = reply.json()["cards"]
        for card in sorted(cards, key=lambda card: card["state"]["phase"] == "new"):
            found.setdefault(card["kind"], (deck, card))
    return found


def _ask(page: Page, deck: str, wanted: dict[str, Any]) -> None:
    def first(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        body["cards"].sort(key=lambda card: card["card"] != wanted["card"])
        route.fulfill(response=reply, json=body)

    page.unroute_all(behavior="ignoreErrors")
    page.route(f"**{QUEUE}*", first)
    page.goto(f"/study/{SLUG}?mode=deck:{deck}")
    expect(page.locator("#question")).to_be_focused()


def _to_the_end(page: Page) -> None:
    """Answer the first few cards of the day, as if they were all; the first is not known."""
    batches = iter([END_AFTER])

    def few(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        body["cards"] = body["cards"][: next(batches, 0)]
        body["counts"] = {"new": 0, "learning": 0, "review": len(body["cards"])}
        route.fulfill(response=reply, json=body)

    page.unroute_all(behavior="ignoreErrors")
    page.route(f"**{QUEUE}*", few)
    page.goto(f"/study/{SLUG}")
    for key in "1" + "2" * MOST:
        expect(page.locator("#question:focus, #end:focus")).to_be_visible()
        if page.locator("#end").is_visible():
            return
        page.keyboard.press("Space")
        expect(page.locator("#answer")).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator("#answer")).to_be_hidden()
    raise AssertionError(f"there was no end after {MOST} answers")
