from __future__ import annotations

from dataclasses import replace

import pytest

from app.config import Config
from app.models import Offering
from tests.web.browser import PASSWORD, Browser
from tests.web.conftest import MakeApp


@pytest.fixture
def secure(config: Config, make_app: MakeApp) -> Browser:
    public = replace(
        config,
        base_url="https://retain.example",
        trusted_hosts=("learn.example", ".uni.example"),
    )
    return Browser(make_app(public).test_client(), "https://retain.example")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:5000", "[::1]:5000"])
def test_this_machine_is_served_over_plain_http(visitor: Browser, host: str) -> None:
    assert visitor.get("/", Host=host).status_code == 200


@pytest.mark.parametrize("host", ["192.168.1.5:5000", "retain.example", "localhost.evil.example"])
def test_other_machines_are_refused_over_plain_http_and_told_what_to_do(
    visitor: Browser, host: str
) -> None:
    reply = visitor.get("/", Host=host)
    assert reply.status_code == 403
    assert "BASE_URL" in reply.text
    assert "retain" not in {
        cookie.partition("=")[0] for cookie in reply.headers.getlist("Set-Cookie")
    }


@pytest.mark.parametrize("host", ["retain.example", "learn.example", "a.uni.example", "localhost"])
def test_a_site_answers_to_its_names(secure: Browser, host: str) -> None:
    assert secure.get("/", Host=host).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "uni.example.evil.example", "a b", "", "[::1"])
def test_a_site_answers_to_no_other_name(secure: Browser, host: str) -> None:
    reply = secure.get("/", Host=host)
    assert reply.status_code == 400
    assert "TRUSTED_HOSTS" in reply.text


def test_load_balancers_may_ask_by_address(secure: Browser) -> None:
    assert secure.get("/healthz", Host="10.0.0.7:8000").status_code == 200
    assert secure.get("/readyz", Host="10.0.0.7:8000").status_code == 200


def test_over_https_cookies_are_bound_to_the_host(secure: Browser, crm: Offering) -> None:
    reply = secure.post("/login", {"email": "ann@example.org", "password": PASSWORD})
    (cookie,) = reply.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-retain=")
    flags = set(cookie.split("; "))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= flags
    assert "Domain" not in cookie
    assert secure.is_logged_in()


def test_over_https_a_cookie_without_the_prefix_is_ignored(secure: Browser, crm: Offering) -> None:
    secure.post("/login", {"email": "ann@example.org", "password": PASSWORD})
    token = secure.cookie("__Host-retain")
    assert token is not None
    secure.client.delete_cookie("__Host-retain", domain="retain.example")
    secure.client.set_cookie("retain", token, domain="retain.example")
    assert not secure.is_logged_in()


def test_over_https_browsers_are_told_to_stay_there(secure: Browser, visitor: Browser) -> None:
    assert secure.get("/").headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Strict-Transport-Security" not in visitor.get("/").headers


def test_a_form_may_come_from_any_of_the_names(secure: Browser, crm: Offering) -> None:
    fields = {"email": "ann@example.org", "password": PASSWORD}
    assert secure.post("/login", fields, Origin="https://evil.example").status_code == 403
    assert secure.post("/login", fields, Origin="http://retain.example").status_code == 403
    assert secure.post("/login", fields, Origin="https://retain.example").status_code == 303
