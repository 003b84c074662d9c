from __future__ import annotations

from flask import Flask

from app.models import Offering
from tests.web.browser import Browser
from tests.web.conftest import LogIn


def test_logging_out_kills_the_token_itself(ann: Browser, app: Flask) -> None:
    token = ann.cookie()
    assert token is not None
    assert ann.is_logged_in()
    reply = ann.post("/logout")
    assert (reply.status_code, reply.location) == (303, "/")
    assert ann.cookie() is None
    thief = Browser(app.test_client())
    thief.client.set_cookie("retain", token)
    assert not thief.is_logged_in()


def test_logging_out_leaves_other_browsers_alone(crm: Offering, logged_in: LogIn) -> None:
    first, second = logged_in("ann"), logged_in("ann")
    first.post("/logout")
    assert second.is_logged_in()


def test_logging_out_twice_is_fine(ann: Browser) -> None:
    ann.post("/logout")
    assert ann.post("/logout").status_code == 303


def test_an_address_alone_logs_nobody_out(ann: Browser) -> None:
    assert ann.get("/logout").status_code == 405
    assert ann.is_logged_in()
