from __future__ import annotations

import pytest
from flask import Flask, abort

from app.models import Offering
from app.web.access import public
from tests.web.browser import Browser


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "nothing at this address"),
        ("/logout", 405, "cannot be used that way"),
        ("/?x=%00", 400, "characters that cannot be stored"),
    ],
)
def test_an_error_is_a_page_that_says_what_to_do(
    visitor: Browser, path: str, status: int, words: str
) -> None:
    reply = visitor.get(path)
    assert (reply.status_code, reply.mimetype) == (status, "text/html")
    assert words in reply.text
    assert '<main id="main"' in reply.text


@pytest.mark.parametrize("path", ["/logout", "/settings/you", "/?x=%00"])
def test_no_title_is_a_phrase_of_the_protocol(visitor: Browser, path: str) -> None:
    text = visitor.get(path).text
    assert "Method Not Allowed" not in text
    assert "Bad Request" not in text


def test_a_join_code_is_offered_to_who_takes_no_part_and_to_nobody_else(
    crm: Offering, eve: Browser, ann: Browser
) -> None:
    assert "Enter a join code" in eve.get("/courses/crm").text
    assert "Enter a join code" not in ann.get("/classes/crm").text
    stale = eve.send("/settings/looks", {"csrf_token": "stale"})
    assert stale.status_code == 403
    assert "Enter a join code" not in stale.text


def test_an_error_of_the_api_is_a_problem(visitor: Browser) -> None:
    reply = visitor.get("/api/v1/nowhere")
    assert (reply.status_code, reply.content_type) == (404, "application/problem+json")
    assert reply.get_json(force=True) == {
        "type": "about:blank",
        "title": "Nothing here",
        "status": 404,
        "detail": "There is nothing at this address. Check it for a slip.",
    }


def test_a_wrong_method_names_the_right_ones(visitor: Browser) -> None:
    assert set(visitor.get("/logout").headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_a_body_of_more_than_a_megabyte_is_refused(visitor: Browser) -> None:
    token = visitor.token()
    reply = visitor.send("/login", {"csrf_token": token, "email": "a" * 2**20})
    assert reply.status_code == 413
    assert "Send less" in reply.text


def test_a_body_of_more_than_a_megabyte_is_refused_by_the_api(ann: Browser) -> None:
    reply = ann.client.post(
        "/api/v1/events", data=b"[" * 2**21, headers={"X-CSRF-Token": ann.token()}
    )
    assert (reply.status_code, reply.content_type) == (413, "application/problem+json")


def test_an_error_never_repeats_what_was_sent_as_markup(visitor: Browser) -> None:
    assert "<script>x" not in visitor.get("/<script>x").text
    assert "<script>x" not in visitor.get("/login?next=<script>x").text


def test_an_unforeseen_error_tells_nothing_about_its_cause(own_app: Flask) -> None:
    visitor = Browser(own_app.test_client())

    def broken() -> str:
        raise RuntimeError("the password is tide lamp orchard")

    own_app.add_url_rule("/broken", "broken", public(broken))
    own_app.add_url_rule("/api/broken", "api_broken", public(broken))
    for path in ("/broken", "/api/broken"):
        reply = visitor.get(path)
        assert reply.status_code == 500
        assert "tide lamp" not in reply.text
        assert "Traceback" not in reply.text


def test_an_error_with_words_of_its_own_shows_them(own_app: Flask) -> None:
    visitor = Browser(own_app.test_client())
    own_app.add_url_rule("/own", "own", public(lambda: abort(404, "Ask for another deck.")))
    assert "Ask for another deck." in visitor.get("/own").text
