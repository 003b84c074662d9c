from __future__ import annotations

import pytest
from sqlalchemy import select

from app.db import Database
from app.models import LoginSession, Offering, User
from tests.web.browser import Browser
from tests.web.conftest import LogIn


def only_user(stored: Database) -> User:
    with stored.transaction() as session:
        return session.scalars(select(User)).one()


def test_signing_up_makes_an_account_and_logs_it_in(visitor: Browser, stored: Database) -> None:
    reply = visitor.sign_up("ann@example.org", zone="Europe/Rome")
    assert (reply.status_code, reply.location) == (303, "/")
    assert visitor.is_logged_in()
    user = only_user(stored)
    assert (user.email, user.name, user.zone) == ("ann@example.org", "Ann Example", "Europe/Rome")
    assert user.password_hash.startswith("$argon2id$")


def test_signing_up_goes_on_to_where_one_came_for(visitor: Browser) -> None:
    reply = visitor.sign_up("ann@example.org", next="/join/ACDE")
    assert reply.location == "/join/ACDE"


def test_signing_up_goes_nowhere_else(visitor: Browser) -> None:
    assert visitor.sign_up("ann@example.org", next="//evil.example").location == "/"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 10_000])
def test_an_unknown_zone_becomes_utc(visitor: Browser, stored: Database, zone: str) -> None:
    assert visitor.sign_up("ann@example.org", zone=zone).status_code == 303
    assert only_user(stored).zone == "UTC"


def test_without_a_zone_an_invited_student_gets_that_of_the_course(
    visitor: Browser, stored: Database, crm: Offering
) -> None:
    visitor.sign_up("new@example.org", next=f"/join/{crm.join_code}")
    with stored.transaction() as session:
        found = session.scalars(select(User).where(User.email == "new@example.org")).one()
        assert found.zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "ann", "no e-mail address"),
        ("email", "ann@localhost", "no e-mail address"),
        ("email", f"{'a' * 250}@example.org", "254"),
        ("email", "", "Fill this in"),
        ("name", "   ", "1 to 120"),
        ("name", "a" * 121, "120"),
        ("name", "a\tb\x07", "cannot be seen"),
        ("password", "short", "8 to 1,024 characters"),
        ("password", "x" * 1025, "8 to 1,024 characters"),
        ("password", "password123", "first that a guesser tries"),
        ("password", "ann@example.org", "first that a guesser tries"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(
    visitor: Browser, stored: Database, field: str, value: str, words: str
) -> None:
    fields = {"email": "ann@example.org"} | {field: value}
    reply = visitor.sign_up(**fields)
    assert reply.status_code == 422
    assert f'id="{field}-error"' in reply.text
    assert words in reply.text
    with stored.transaction() as session:
        assert session.scalars(select(User)).all() == []


def test_what_was_typed_is_still_there_but_not_the_password(visitor: Browser) -> None:
    page = visitor.sign_up("ann@example", password="tide lamp orchard 2").text
    assert 'value="ann@example"' in page
    assert "tide lamp orchard" not in page


def test_an_address_in_other_capitals_is_the_same(visitor: Browser, crm: Offering) -> None:
    reply = visitor.sign_up("ANN@Example.ORG")
    assert reply.status_code == 422
    assert "There is an account with this address already" in reply.text
    assert not visitor.is_logged_in()


def test_who_is_logged_in_needs_no_sign_up_page(ann: Browser) -> None:
    assert ann.get("/signup?next=/courses/crm").location == "/courses/crm"


def test_signing_up_again_in_the_same_browser_ends_the_first_log_in(
    crm: Offering, logged_in: LogIn, stored: Database
) -> None:
    visitor = logged_in("ann")
    visitor.sign_up("new@example.org")
    with stored.transaction() as session:
        ended = session.scalars(select(LoginSession.revoked_at)).all()
        assert [instant is not None for instant in ended].count(True) == 1
