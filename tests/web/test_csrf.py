from __future__ import annotations

import pytest
from flask import Flask

from app.models import Offering
from tests.web.browser import Browser
from tests.web.conftest import LogIn

FORM = {"email": "ann@example.org", "password": "tide lamp orchard"}


def test_a_form_with_its_token_is_taken(visitor: Browser, crm: Offering) -> None:
    assert visitor.send("/login", FORM | {"csrf_token": visitor.token()}).status_code == 303


@pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "0" * 64}])
def test_a_missing_or_wrong_token_is_refused(
    visitor: Browser, crm: Offering, token: dict[str, str]
) -> None:
    visitor.token()
    reply = visitor.send("/login", FORM | token)
    assert reply.status_code == 403
    assert "reload the page" in reply.text
    assert visitor.cookie() is None


@pytest.mark.parametrize("token", ["ü" * 64, "\u2028", "0" * 10_000])
def test_a_token_of_odd_characters_is_refused(ann: Browser, token: str) -> None:
    assert ann.send("/logout", {"csrf_token": token}).status_code == 403


def test_the_token_of_another_visitor_is_refused(app: Flask, crm: Offering) -> None:
    mine, theirs = Browser(app.test_client()), Browser(app.test_client())
    mine.token()
    assert mine.send("/login", FORM | {"csrf_token": theirs.token()}).status_code == 403


def test_the_token_of_another_log_in_of_the_same_account_is_refused(
    crm: Offering, logged_in: LogIn
) -> None:
    first, second = logged_in("ann"), logged_in("ann")
    assert first.send("/logout", {"csrf_token": second.token()}).status_code == 403
    assert first.is_logged_in()


def test_the_token_from_before_the_log_in_ends_with_it(visitor: Browser, crm: Offering) -> None:
    before = visitor.token()
    visitor.log_in("ann@example.org")
    assert visitor.token() != before
    assert visitor.send("/logout", {"csrf_token": before}).status_code == 403


def test_a_planted_cookie_of_before_gives_no_power_over_a_log_in(
    ann: Browser, visitor: Browser
) -> None:
    token, nonce = visitor.token(), visitor.cookie("retain-csrf")
    assert nonce is not None
    ann.client.set_cookie("retain-csrf", nonce)
    assert ann.send("/logout", {"csrf_token": token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_another_site_is_refused_even_with_the_token(ann: Browser, headers: dict[str, str]) -> None:
    reply = ann.post("/logout", None, **headers)
    assert reply.status_code == 403
    assert "sent from another site" in reply.text
    assert ann.is_logged_in()


def test_a_script_without_an_origin_needs_the_token_only(ann: Browser) -> None:
    token = ann.token()
    assert ann.client.post("/logout", data={}).status_code == 403
    assert ann.client.post("/logout", headers={"X-CSRF-Token": token}).status_code == 303


def test_the_api_takes_the_token_as_a_header(ann: Browser) -> None:
    token = ann.get("/api/v1/session").get_json()["csrf"]
    assert token == ann.token()
    refused = ann.client.post("/api/v1/events", json={"events": []})
    assert refused.status_code == 403
    assert refused.content_type == "application/problem+json"
    taken = ann.client.post("/api/v1/events", json={"events": []}, headers={"X-CSRF-Token": token})
    assert taken.status_code == 200


def test_without_a_log_in_the_api_asks_for_one_first(visitor: Browser) -> None:
    assert visitor.client.post("/api/v1/events", json={"events": []}).status_code == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_method_that_may_write_is_checked(ann: Browser, app: Flask, method: str) -> None:
    rules = [r for r in app.url_map.iter_rules() if method in (r.methods or ()) and not r.arguments]
    for rule in rules:
        assert ann.client.open(rule.rule, method=method).status_code == 403, rule.rule


def test_the_cookie_behind_it_is_out_of_scripts_reach(visitor: Browser) -> None:
    (cookie,) = visitor.get("/").headers.getlist("Set-Cookie")
    assert cookie.startswith("retain-csrf=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert visitor.get("/").headers.getlist("Set-Cookie") == []
