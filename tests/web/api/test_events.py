"""POST /api/v1/events: facts are taken, faults are named one by one."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from app.db import Access, Database
from app.models import Event
from tests.web.api.conftest import Script

ENVELOPE_FAULTS = {
    "not JSON": b"{",
    "not UTF-8": b'{"events": "\xff"}',
    "nested for ever": b"[" * 100_000,
    "a number of ten thousand digits": b'{"events": ' + b"9" * 10_000 + b"}",
    "a list": b"[]",
    "no events": b"{}",
    "too many": b'{"events": [' + b",".join([b"1"] * 501) + b"]}",
}
EVENT_FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "no rating": ({"rating": None}, "rating"),
    "a rating of five": ({"rating": 5}, "rating"),
    "a rating that is true": ({"rating": True}, "rating"),
    "a rating in words": ({"rating": "good"}, "rating"),
    "no card": ({"card": None}, "card"),
    "a card that is no UUID": ({"card": "7"}, "card"),
    "no mode": ({"mode": None}, "mode"),
    "an unknown mode": ({"mode": "party"}, "mode"),
    "a type of the server's": ({"type": "quiz"}, "type"),
    "an unknown zone": ({"zone": "Mars/Olympus"}, "zone"),
    "a zone with a path": ({"zone": "../../etc/passwd"}, "zone"),
    "a time without a zone": ({"answered_at": "2026-03-01T12:00:00"}, "answered_at"),
    "a time long gone": ({"answered_at": "0001-01-01T00:00:00Z"}, "answered_at"),
    "a time at the end of days": ({"answered_at": "9999-12-31T23:59:59-12:00"}, "answered_at"),
    "a sequence beyond the database": ({"seq": 2**63}, "seq"),
    "a negative time taken": ({"elapsed_ms": -1}, "elapsed_ms"),
    "NUL in the detail": ({"detail": {"typed": "a\x00b"}}, "detail"),
    "a lone surrogate in the detail": ({"detail": {"typed": "\ud800"}}, "detail"),
    "infinity in the detail": ({"detail": {"x": float("inf")}}, "detail"),
    "too much detail": ({"detail": {"typed": "x" * 9000}}, "detail"),
    "a detail that is a list": ({"detail": []}, "detail"),
    "a retract of nothing": ({"type": "retract"}, "target"),
}


def test_answers_are_stored_once(script: Script, database: Database) -> None:
    event = script.answer()
    assert [r["status"] for r in script.send(event, script.answer(1))] == ["stored", "stored"]
    assert [r["status"] for r in script.send(event)] == ["duplicate"]
    with database.transaction(Access.READ) as session:
        assert len(session.scalars(select(Event)).all()) == 2


def test_the_reply_brings_the_server_time(script: Script) -> None:
    reply = script.post("/events", {"events": []}).get_json()
    assert reply["results"] == []
    assert reply["server_time"].endswith("Z")


@pytest.mark.parametrize("fault", EVENT_FAULTS)
def test_a_malformed_event_is_named_and_spoils_no_other(script: Script, fault: str) -> None:
    fields, word = EVENT_FAULTS[fault]
    bad = script.answer(**fields)
    results = script.send(script.answer(1), bad, script.answer(2))
    assert [r["status"] for r in results] == ["stored", "rejected", "stored"]
    assert results[1]["id"] == bad["id"]
    assert word in results[1]["reason"]


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, {"id": [1]}, {"id": "\ud800" * 200}])
def test_junk_in_place_of_an_event_is_rejected(script: Script, junk: object) -> None:
    assert [r["status"] for r in script.send(junk)] == ["rejected"]


@pytest.mark.parametrize("fault", ENVELOPE_FAULTS)
def test_a_wrong_envelope_is_a_problem(script: Script, fault: str) -> None:
    reply = script.post("/events", ENVELOPE_FAULTS[fault])
    assert reply.status_code in {400, 422}
    assert reply.content_type == "application/problem+json"
    assert reply.get_json()["status"] == reply.status_code


def test_unknown_fields_do_no_harm(script: Script) -> None:
    assert script.send(script.answer(future="yes"))[0]["status"] == "stored"


def test_a_card_of_a_course_one_is_not_in_is_rejected(stranger: Script) -> None:
    (result,) = stranger.send(stranger.answer())
    assert result["status"] == "rejected"
    assert "none of your courses" in result["reason"]


def test_undo_takes_the_answer_back(script: Script) -> None:
    event = script.answer(rating=1)
    script.send(event)
    undo = script.answer(
        type="retract", card=None, rating=None, mode=None, version=None, target=event["id"]
    )
    assert script.send(undo)[0]["status"] == "stored"
    counts = script.get("/courses/crm/queue").get_json()["counts"]
    assert counts == {"new": 10, "learning": 0, "review": 0}


def test_writes_need_the_token_and_reads_need_a_login(script: Script) -> None:
    refused = script.post("/events", {"events": []}, **{"X-CSRF-Token": "wrong"})
    assert refused.status_code == 403
    assert refused.content_type == "application/problem+json"
    script.client.delete_cookie("retain")
    for path in ("/session", "/courses/crm/queue"):
        reply = script.get(path)
        assert reply.status_code == 401
        assert reply.content_type == "application/problem+json"
    assert script.post(
        "/events", {"events": [script.answer(id=str(uuid.uuid4()))]}
    ).status_code in {
        401,
        403,
    }
