"""A log-in on a computer that others use, too: it ends with the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import LoginSession, Offering
from tests.web.browser import Browser
from tests.web.conftest import LogIn


def cookie_header(reply_headers: list[str]) -> str:
    (found,) = [value for value in reply_headers if value.startswith("retain=")]
    return found


def test_its_cookie_ends_with_the_browser_and_an_ordinary_one_does_not(
    visitor: Browser, crm: Offering
) -> None:
    ordinary = visitor.log_in("ann@example.org")
    assert "Max-Age=2592000" in cookie_header(ordinary.headers.getlist("Set-Cookie"))
    shared = visitor.log_in("ann@example.org", shared="y")
    header = cookie_header(shared.headers.getlist("Set-Cookie"))
    assert "Max-Age" not in header
    assert "Expires" not in header
    assert "HttpOnly" in header


@pytest.mark.parametrize(("hours", "alive"), [(11, True), (13, False)])
def test_it_lasts_half_a_day_even_where_the_browser_keeps_the_cookie(
    visitor: Browser, crm: Offering, hours: int, alive: bool
) -> None:
    visitor.log_in("ann@example.org", shared="y")
    with time_machine.travel(utc_now() + timedelta(hours=hours)):
        assert visitor.is_logged_in() is alive


def test_its_pages_say_so_to_the_scripts(logged_in: LogIn, crm: Offering, app: Flask) -> None:
    assert "data-shared" not in logged_in("ann").get("/").text
    browser = Browser(app.test_client())
    browser.log_in("ann@example.org", shared="y")
    assert 'data-shared="true"' in browser.get("/").text


def test_the_row_knows_it(visitor: Browser, crm: Offering, stored: Database) -> None:
    visitor.log_in("ann@example.org", shared="y")
    with stored.transaction(Access.READ) as session:
        assert session.scalars(select(LoginSession.shared)).all() == [True]
