from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask, request
from sqlalchemy import text

from app.models import Offering
from app.web.access import public
from app.web.context import db
from tests.web.browser import PASSWORD, Browser

Capture = pytest.CaptureFixture[str]


def lines(capsys: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_every_request_is_one_line_of_json(visitor: Browser, capsys: Capture) -> None:
    reply = visitor.get("/login")
    (line,) = lines(capsys)
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/login", 200)
    assert line["request_id"] == reply.headers["X-Request-ID"]
    assert line["milliseconds"] > 0
    assert line["time"].endswith("+00:00")


def test_requests_have_different_ids(visitor: Browser, capsys: Capture) -> None:
    visitor.get("/")
    visitor.get("/")
    first, second = lines(capsys)
    assert first["request_id"] != second["request_id"]


def test_the_log_names_the_account_by_its_id_only(ann: Browser, capsys: Capture) -> None:
    account = ann.get("/api/v1/session").get_json()["user"]["id"]
    assert lines(capsys)[-1]["account"] == account


def test_the_log_holds_nothing_that_people_typed(
    visitor: Browser, crm: Offering, capsys: Capture
) -> None:
    token = visitor.token()
    visitor.log_in("ann@example.org", "a wrong guess")
    visitor.log_in("ann@example.org")
    visitor.get(f"/join/{crm.join_code}?search=my+secret")
    visitor.get("/no-such-place/my-secret")
    cookie = visitor.cookie()
    assert cookie is not None
    log = capsys.readouterr().err
    assert '"route": "/join/<code>"' in log
    for secret in (PASSWORD, "a wrong", "ann@", crm.join_code, "my", token, cookie):
        assert secret not in log


def test_a_fault_is_logged_with_its_traceback_and_the_number_on_the_page(
    own_app: Flask, capsys: Capture
) -> None:
    visitor = Browser(own_app.test_client())
    own_app.add_url_rule("/broken", "broken", public(lambda: str(1 // 0)))
    reply = visitor.get("/broken")
    fault, request = lines(capsys)
    assert fault["level"] == "error"
    assert "ZeroDivisionError" in fault["traceback"]
    assert fault["request_id"] == request["request_id"] == reply.headers["X-Request-ID"]


def test_a_failed_statement_is_logged_without_its_values(own_app: Flask, capsys: Capture) -> None:
    visitor = Browser(own_app.test_client())

    def broken() -> str:
        db().execute(text("SELECT * FROM nowhere WHERE a = :a"), {"a": request.args["typed"]})
        return "done"

    own_app.add_url_rule("/broken", "broken", public(broken))
    assert visitor.get("/broken?typed=private").status_code == 500
    log = capsys.readouterr().err
    assert "nowhere" in log
    assert "private" not in log
