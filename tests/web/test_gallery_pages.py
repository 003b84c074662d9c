"""The list of pages that the gallery and the HTML check go by is that of the routes."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from scripts.pages import NO_PAGES, PAGES, Page, Who, find

OBJECTS = ("attempt", "card", "deck", "done", "exam", "item", "note", "paper", "quiz", "user")
NAMED = {"kind": "term", "own_kind": "term", "sort": "wording", "subject": "churn"}
ARGUMENTS: dict[str, Any] = dict.fromkeys(
    (f"{name}_id" for name in OBJECTS), "8c5e3a52-94a8-4d5d-9b1b-7a0a0c3c6f11"
) | {"slug": "crm", "code": "ABCDEF", **NAMED}


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """One whose list of routes the tests change."""
    return own_app


def test_every_page_of_the_application_has_its_name(app: Flask) -> None:
    found = find(app.url_map, ARGUMENTS)
    assert len({page.name for page in found}) == len(found) > len(PAGES)
    assert Page("course", Who.STUDENT, "/courses/crm") in found
    assert Page("invitation", Who.NEWCOMER, "/join/ABCDEF") in found
    assert {page.who for page in found} == set(Who)


def test_a_route_is_a_page_or_says_what_else_it_is() -> None:
    assert not set(PAGES) & set(NO_PAGES)
    assert all(NO_PAGES.values())


def test_a_new_page_that_is_not_listed_fails_by_its_name(app: Flask) -> None:
    app.add_url_rule("/new", "courses.something_new", lambda: "")
    with pytest.raises(LookupError, match=r"courses\.something_new"):
        find(app.url_map, ARGUMENTS)


def test_a_page_that_is_gone_fails_by_its_name(app: Flask) -> None:
    app.url_map = type(app.url_map)(
        [rule.empty() for rule in app.url_map.iter_rules() if rule.endpoint != "reading.deck"],
        converters=app.url_map.converters,
    )
    with pytest.raises(LookupError, match=r"gone: reading\.deck"):
        find(app.url_map, ARGUMENTS)


def test_an_argument_that_nothing_fills_fails_by_its_name(app: Flask) -> None:
    with pytest.raises(LookupError, match="exam_id"):
        find(app.url_map, {name: ARGUMENTS[name] for name in ARGUMENTS if name != "exam_id"})
