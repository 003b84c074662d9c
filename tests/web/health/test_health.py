from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.config import Config
from app.db import Access, Database
from app.services import schema
from tests.web.browser import Browser
from tests.web.conftest import MakeApp


def test_a_running_process_is_alive(visitor: Browser) -> None:
    assert visitor.get("/healthz").text == "alive\n"


def test_a_migrated_database_is_ready(visitor: Browser) -> None:
    assert visitor.get("/readyz").text == "ready\n"


def test_a_database_without_tables_is_not_ready_but_the_process_is_alive(
    visitor: Browser, stored: Database
) -> None:
    with stored.transaction(Access.SCHEMA) as session:
        schema.downgrade(session, "base")
    reply = visitor.get("/readyz")
    assert reply.status_code == 503
    assert "flask db upgrade" in reply.text
    assert visitor.get("/healthz").status_code == 200


def test_a_database_out_of_reach_is_not_ready(
    config: Config, make_app: MakeApp, tmp_path: Path
) -> None:
    gone = replace(config, database_url=f"sqlite:///{tmp_path / 'gone' / 'retain.db'}")
    visitor = Browser(make_app(gone).test_client())
    reply = visitor.get("/readyz")
    assert reply.status_code == 503
    assert reply.headers["Retry-After"] == "1"
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/metrics").status_code == 200


def test_metrics_count_requests_by_route(own_app: Flask) -> None:
    visitor = Browser(own_app.test_client())
    for path in ("/login", "/login", "/nowhere/a", "/nowhere/b"):
        visitor.get(path)
    text = visitor.get("/metrics").text
    assert 'retain_requests_total{method="GET",route="/login",status="200"} 2.0' in text
    assert 'retain_requests_total{method="GET",route="unknown",status="404"} 2.0' in text
    assert 'retain_request_seconds_count{route="/login"} 2.0' in text


def test_metrics_do_not_grow_with_invented_methods(visitor: Browser) -> None:
    for n in range(20):
        visitor.client.open("/login", method=f"ODD{n}")
    assert "ODD" not in visitor.get("/metrics").text


@pytest.mark.parametrize(
    "seen",
    [{"REMOTE_ADDR": "192.0.2.1"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_FORWARDED": "x"}],
)
def test_metrics_are_not_for_others(visitor: Browser, ann: Browser, seen: dict[str, str]) -> None:
    for browser in (visitor, ann):
        browser.environ.update(seen)
        assert browser.get("/metrics").status_code == 403


def test_an_administrator_sees_metrics_from_anywhere(root: Browser) -> None:
    root.environ["REMOTE_ADDR"] = "192.0.2.1"
    assert root.get("/metrics").status_code == 200
