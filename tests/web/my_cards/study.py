"""What the tests of private cards and notes share: studying as the screen does."""

from __future__ import annotations

import uuid
from typing import Any

from app.clock import utc_now
from tests.web.browser import Browser

CHURN = {"front": "Churn", "back": "The share of customers who leave."}


def queue(browser: Browser, mode: str = "schedule") -> list[dict[str, Any]]:
    reply = browser.get(f"/api/v1/courses/crm/queue?mode={mode}")
    assert reply.status_code == 200, reply.text
    cards: list[dict[str, Any]] = reply.get_json()["cards"]
    return cards


def send(browser: Browser, card: str, did: str = "review", **fields: Any) -> dict[str, Any]:
    """Send an event on *card*, and return what became of it, with its id."""
    event = {
        "id": str(uuid.uuid4()),
        "device": str(uuid.UUID(int=1)),
        "seq": fields.pop("seq", 1),
        "type": did,
        "mode": "schedule",
        "card": card,
        "version": 1,
        "rating": 3 if did == "review" else None,
        "target": None,
        "answered_at": utc_now().isoformat(),
        "zone": "Europe/Vienna",
        "elapsed_ms": 2500,
        "detail": {},
    } | fields
    csrf = browser.get("/api/v1/session").get_json()["csrf"]
    reply = browser.client.post(
        "/api/v1/events",
        json={"events": [event]},
        base_url=browser.origin,
        headers={"X-CSRF-Token": csrf, "Origin": browser.origin},
    )
    assert reply.status_code == 200, reply.text
    result: dict[str, Any] = reply.get_json()["results"][0]
    return result
