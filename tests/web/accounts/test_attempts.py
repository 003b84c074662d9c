from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.clock import utc_now
from app.config import Config
from app.db import Database
from app.models import Offering, Throttle, User
from tests.web.browser import PASSWORD, Browser
from tests.web.conftest import LogIn, MakeApp, make_account


@pytest.fixture(autouse=True)
def _still_clock() -> Iterator[None]:
    """Buckets refill while a test runs, so that its clock must stand still."""
    with time_machine.travel(utc_now(), tick=False):
        yield


def guesses(browser: Browser, count: int, email: str = "ann@example.org") -> list[int]:
    return [browser.log_in(email, f"a wrong guess {n}").status_code for n in range(count)]


def test_an_account_takes_twenty_wrong_passwords_an_hour(visitor: Browser, crm: Offering) -> None:
    assert guesses(visitor, 21) == [401] * 20 + [429]


def test_after_that_the_right_password_must_wait_too(visitor: Browser, crm: Offering) -> None:
    guesses(visitor, 20)
    reply = visitor.log_in("ann@example.org")
    assert reply.status_code == 429
    assert reply.headers["Retry-After"] == "180"
    assert "Come back in 3 minutes." in reply.text


def test_three_minutes_later_one_try_is_free(visitor: Browser, crm: Offering) -> None:
    guesses(visitor, 21)
    with time_machine.travel(utc_now() + timedelta(minutes=3, seconds=1), tick=False):
        assert guesses(visitor, 2) == [401, 429]


def test_other_spellings_of_the_address_are_the_same_account(
    visitor: Browser, crm: Offering
) -> None:
    guesses(visitor, 20)
    assert guesses(visitor, 1, " ANN@EXAMPLE.org") == [429]


def test_an_unknown_address_is_counted_like_a_known_one(visitor: Browser, crm: Offering) -> None:
    assert guesses(visitor, 21, "who@example.org") == [401] * 20 + [429]


def test_logging_in_costs_nothing(crm: Offering, logged_in: LogIn) -> None:
    for _ in range(25):
        logged_in("ann")


def test_an_address_takes_a_hundred_wrong_passwords_an_hour(
    visitor: Browser, crm: Offering
) -> None:
    replies = [guesses(visitor, 1, f"user{n}@example.org")[0] for n in range(101)]
    assert replies == [401] * 100 + [429]
    visitor.environ["REMOTE_ADDR"] = "192.0.2.7"
    assert visitor.log_in("ann@example.org").status_code == 303


def test_neighbours_in_one_ipv6_network_share_their_tries(visitor: Browser, crm: Offering) -> None:
    for n in range(100):
        visitor.environ["REMOTE_ADDR"] = f"2001:db8::{n + 1:x}"
        guesses(visitor, 1, f"user{n}@example.org")
    visitor.environ["REMOTE_ADDR"] = "2001:db8::ffff"
    assert guesses(visitor, 1) == [429]
    visitor.environ["REMOTE_ADDR"] = "2001:db8:0:1::1"
    assert guesses(visitor, 1) == [401]


def test_behind_a_proxy_the_address_is_that_of_the_visitor(
    config: Config, make_app: MakeApp, crm: Offering
) -> None:
    app = make_app(replace(config, base_url="https://retain.example"))
    visitor = Browser(app.test_client(), "https://retain.example", {"REMOTE_ADDR": "10.0.0.2"})
    for n in range(100):
        fields = {"email": f"user{n}@example.org", "password": "a wrong guess"}
        # The visitor writes what it likes; only the last entry is the proxy's.
        visitor.post("/login", fields, X_Forwarded_For=f"203.0.113.{n}, 192.0.2.1")
    fields = {"email": "ann@example.org", "password": PASSWORD}
    assert visitor.post("/login", fields, X_Forwarded_For="192.0.2.1").status_code == 429
    assert visitor.post("/login", fields, X_Forwarded_For="192.0.2.2").status_code == 303


def test_a_visitor_without_a_proxy_cannot_choose_an_address(
    visitor: Browser, crm: Offering
) -> None:
    for n in range(100):
        fields = {"email": f"user{n}@example.org", "password": "a wrong guess"}
        visitor.post("/login", fields, X_Forwarded_For=f"203.0.113.{n}")
    assert guesses(visitor, 1) == [429]


def test_asking_who_has_an_account_is_counted(visitor: Browser, crm: Offering) -> None:
    replies = [visitor.sign_up("ann@example.org").status_code for _ in range(101)]
    assert replies == [422] * 100 + [429]


def test_a_lecture_hall_can_sign_up_from_one_address(visitor: Browser, stored: Database) -> None:
    for n in range(120):
        assert Browser(visitor.client).sign_up(f"student{n}@example.org").status_code == 303
    with stored.transaction() as session:
        assert len(session.scalars(select(User)).all()) == 120


def test_an_account_takes_thirty_wrong_codes_an_hour(crm: Offering, eve: Browser) -> None:
    replies = [eve.post("/join", {"code": f"AAAA-AA{n:02}"}).status_code for n in range(31)]
    assert replies == [422] * 30 + [429]
    assert eve.get(f"/join/{crm.join_code}").status_code == 429
    assert eve.post(f"/join/{crm.join_code}").status_code == 429


def test_the_table_names_neither_people_nor_addresses(visitor: Browser, stored: Database) -> None:
    guesses(visitor, 1, "who@example.org")
    with stored.transaction() as session:
        keys = session.scalars(select(Throttle.key)).all()
    assert len(keys) == 2
    assert not any("who" in key or "127.0.0.1" in key for key in keys)


def test_everybody_else_is_let_in_meanwhile(
    visitor: Browser, crm: Offering, stored: Database, logged_in: LogIn
) -> None:
    guesses(visitor, 21)
    with stored.transaction() as session:
        make_account(session, "bea@example.org")
    assert logged_in("bea").is_logged_in()
