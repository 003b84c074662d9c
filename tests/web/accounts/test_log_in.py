from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import LoginSession, Offering, User
from app.services import accounts, login_sessions, passwords, throttle
from tests.web.browser import PASSWORD, Browser
from tests.web.conftest import LogIn


def test_the_right_password_logs_in_and_goes_on(visitor: Browser, crm: Offering) -> None:
    reply = visitor.log_in("ann@example.org", next="/courses/crm?a=1")
    assert (reply.status_code, reply.location) == (303, "/courses/crm?a=1")
    assert visitor.is_logged_in()


def test_capitals_and_spaces_in_the_address_do_not_matter(visitor: Browser, crm: Offering) -> None:
    assert visitor.log_in("  ANN@Example.org ").status_code == 303


def test_a_wrong_password_and_an_unknown_address_read_the_same(
    visitor: Browser, crm: Offering
) -> None:
    pages = []
    for email in ("ann@example.org", "who@example.org"):
        reply = visitor.log_in(email, "another password")
        assert reply.status_code == 401
        pages.append(re.sub(r"(ann|who)@example\.org|[0-9a-f]{64}", "", reply.text))
    assert "Address and password do not match." in pages[0]
    assert pages[0] == pages[1]


def test_an_unknown_address_costs_a_hash_as_well(
    visitor: Browser, crm: Offering, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    class Watching(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - its name
            checked.append(str(hash).rpartition("$")[0].rpartition("$")[0])
            return super().verify(hash, password)

    watching = Watching(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", watching)
    visitor.log_in("ann@example.org", "another password")
    visitor.log_in("who@example.org", "another password")
    assert checked == ["$argon2id$v=19$m=8,t=1,p=1"] * 2


class Meanwhile(PasswordHasher):
    """Does something else, such as another request's work, while it checks a password."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self._work = work

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - its name
        self._work()
        return super().verify(hash, password)


def test_a_password_changed_during_the_log_in_counts(
    visitor: Browser, crm: Offering, stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        with stored.transaction() as session:
            user = session.scalars(select(User).where(User.email == "ann@example.org")).one()
            accounts.set_password(session, user, passwords.hashed("another lamp"), utc_now())

    monkeypatch.setattr(passwords, "HASHER", Meanwhile(change))
    assert visitor.log_in("ann@example.org").status_code == 401
    assert not visitor.is_logged_in()


def test_guessing_in_parallel_gains_nothing(
    visitor: Browser, crm: Offering, stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def guess_elsewhere() -> None:
        bucket = throttle.LOG_IN_ACCOUNT.bucket("ann@example.org", "a key for tests only")
        with stored.transaction() as session:
            for _ in range(20):
                assert throttle.take(session, bucket, utc_now()) == 0

    monkeypatch.setattr(passwords, "HASHER", Meanwhile(guess_elsewhere))
    assert visitor.log_in("ann@example.org").status_code == 429
    assert not visitor.is_logged_in()


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_log_in_goes_to_no_other_site(visitor: Browser, crm: Offering, wanted: str) -> None:
    assert visitor.log_in("ann@example.org", next=wanted).location == "/"
    assert "evil" not in Browser(visitor.client).get(f"/login?next={wanted}").text


def test_a_log_in_puts_a_new_token_in_place_of_the_old(crm: Offering, logged_in: LogIn) -> None:
    visitor = logged_in("ann")
    before = visitor.cookie()
    visitor.log_in("ann@example.org")
    after = visitor.cookie()
    assert before is not None
    assert before != after
    thief = Browser(visitor.client.application.test_client())
    thief.client.set_cookie("retain", before)
    assert not thief.is_logged_in()


def test_the_database_holds_no_token(ann: Browser, stored: Database) -> None:
    with stored.transaction() as session:
        kept = session.scalars(select(LoginSession.token_hash)).all()
    assert ann.cookie() not in kept
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in kept)


def test_the_cookie_is_for_this_site_and_no_script(visitor: Browser, crm: Offering) -> None:
    reply = visitor.log_in("ann@example.org")
    (cookie,) = reply.headers.getlist("Set-Cookie")
    assert re.match(r"retain=[\w-]{43}; ", cookie)
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=2592000"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Domain" not in cookie


def test_a_log_in_ends_after_thirty_days_of_use(crm: Offering, logged_in: LogIn) -> None:
    start = utc_now()
    with time_machine.travel(start, tick=False) as clock:
        visitor = logged_in("ann")
        for days in (10, 20, 29.9):
            clock.move_to(start + timedelta(days=days))
            assert visitor.is_logged_in()
        clock.move_to(start + login_sessions.LIFETIME)
        assert not visitor.is_logged_in()


def test_another_password_ends_every_log_in(
    crm: Offering, logged_in: LogIn, stored: Database
) -> None:
    browsers = [logged_in("ann"), logged_in("ann")]
    with stored.transaction() as session:
        user = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        accounts.set_password(session, user, passwords.hashed("another lamp"), utc_now())
    assert not any(visitor.is_logged_in() for visitor in browsers)
    assert browsers[0].log_in("ann@example.org").status_code == 401
    assert browsers[0].log_in("ann@example.org", "another lamp").status_code == 303


def test_a_disabled_account_is_out_and_stays_out(ann: Browser, stored: Database) -> None:
    with stored.transaction() as session:
        user = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        accounts.disable(session, user, utc_now())
    assert not ann.is_logged_in()
    assert ann.log_in("ann@example.org").status_code == 401


def test_a_hash_made_with_older_parameters_is_renewed(
    visitor: Browser, crm: Offering, stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", today)
    visitor.log_in("ann@example.org")
    with stored.transaction() as session:
        renewed = accounts.stored_hash(session, "ann@example.org")
    assert renewed is not None
    assert "m=16,t=2" in renewed
    assert passwords.matches(renewed, PASSWORD)


def test_using_the_site_is_noted_on_writes_only(ann: Browser, stored: Database) -> None:
    def seen() -> float:
        with stored.transaction() as session:
            return session.scalars(select(LoginSession.last_seen_at)).one().timestamp()

    first = seen()
    with time_machine.travel(utc_now() + timedelta(hours=1), tick=False):
        ann.get("/")
        assert seen() == first
        ann.post("/join", {"code": ""})
        assert seen() == first  # the form was refused, so nothing was stored
        ann.post("/join/ACDEFGHJ")
        assert seen() == pytest.approx(first + 3600, abs=5)


def test_who_is_logged_in_needs_no_log_in_page(ann: Browser) -> None:
    assert ann.get("/login?next=/courses/crm").location == "/courses/crm"
    assert ann.get("/login?next=//evil.example").location == "/"
