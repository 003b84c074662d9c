from __future__ import annotations

import pytest
from flask import Flask

from app.web.languages import preferred, worded
from app.wording import say
from tests.web.browser import Browser


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ([], "en"),
        (["en-GB", "en"], "en"),
        (["tlh", "*", "x", "no tag at all"], "en"),
        (["\ud800", "a" * 5000], "en"),
    ],
)
def test_the_browser_gets_the_first_language_that_there_is(accepted: list[str], tag: str) -> None:
    assert preferred(accepted) == tag


def test_a_page_says_its_language_and_that_it_depends_on_the_browser(app: Flask) -> None:
    reply = app.test_client().get("/", headers={"Accept-Language": "en-GB"})
    assert '<html lang="en" dir="ltr">' in reply.text
    assert "Accept-Language" in reply.headers["Vary"]
    assert reply.headers["Cache-Control"] == "no-store"


def test_what_is_no_page_does_not_vary(app: Flask) -> None:
    assert "Vary" not in app.test_client().get("/api/v1/openapi.json").headers


def test_an_error_is_worded_by_what_it_says(app: Flask) -> None:
    with app.test_request_context("/"):
        assert worded(ValueError("field", say("At most %(most)d.", most=3))) == "At most 3."
        assert worded(ValueError()) == ""
        assert worded("as it is") == "as it is"
        inner = say("removed %(person)s", person=say("somebody"))
        assert worded(inner) == "removed somebody"


def test_a_language_is_chosen_in_the_settings(ann: Browser) -> None:
    page = ann.get("/settings").text
    assert '<option selected value="">As my browser says</option>' in page
