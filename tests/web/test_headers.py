from __future__ import annotations

import re

import pytest
from flask import Flask

from app.web.assets import FOLDER
from app.web.headers import HEADERS
from tests.web.browser import Browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def asset() -> str:
    return next(path for path in sorted(FOLDER.rglob("*.css"))).relative_to(FOLDER).as_posix()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/login", 200),
        ("/join", 303),
        ("/nowhere", 404),
        ("/logout", 405),
        ("/login?next=%00", 400),
        ("/api/v1/session", 401),
        ("/api/v1/openapi.json", 200),
        ("/static/x/none.css", 404),
        ("/static/x/ASSET", 200),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/metrics", 200),
    ],
)
def test_every_kind_of_response_carries_the_headers(
    visitor: Browser, path: str, status: int
) -> None:
    reply = visitor.get(path.replace("ASSET", asset()))
    assert reply.status_code == status
    assert {name: reply.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    reply.close()
    assert re.fullmatch(r"[0-9a-f]{32}", reply.headers["X-Request-ID"])


def test_a_fault_of_ours_carries_them_as_well(own_app: Flask) -> None:
    visitor = Browser(own_app.test_client())
    own_app.add_url_rule("/broken", "broken", lambda: str(1 // 0))
    reply = visitor.get("/broken")
    assert reply.status_code == 500
    assert {name: reply.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_pages_are_kept_by_nobody(visitor: Browser) -> None:
    assert visitor.get("/").headers["Cache-Control"] == "no-store"


def test_no_response_tells_which_software_answers(visitor: Browser) -> None:
    assert "Server" not in visitor.get("/").headers
    assert "X-Powered-By" not in visitor.get("/").headers


def test_a_view_may_be_stricter_for_itself(own_app: Flask) -> None:
    visitor = Browser(own_app.test_client())
    own = {"Content-Security-Policy": "sandbox"}
    own_app.add_url_rule("/media", "media", lambda: ("<svg/>", 200, own))
    reply = visitor.get("/media")
    assert reply.headers.getlist("Content-Security-Policy") == ["sandbox"]
    assert reply.headers["X-Frame-Options"] == HEADERS["X-Frame-Options"]


@pytest.mark.parametrize("path", ["/", "/login", "/signup", "/nowhere"])
def test_no_page_needs_what_the_policy_forbids(visitor: Browser, path: str) -> None:
    page = visitor.get(path).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", page)
    addresses = re.findall(r"(?:src|href|action)=\"([^\"]*)\"", page)
    assert addresses
    assert all(address.startswith(("/", "#")) for address in addresses)
