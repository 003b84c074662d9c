from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.db import Database
from app.services import accounts, login_sessions
from app.services.accounts import AccountError, NewAccount

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


def new(email: str = "ann@example.org", name: str = "Ann", zone: str = "UTC") -> NewAccount:
    return NewAccount(email, name, "a hash", zone)


def test_an_account_is_found_by_any_spelling_of_its_address(session: Session) -> None:
    made = accounts.create(session, new("Ann.Straße@Example.org"), NOW)
    assert made.email == "Ann.Straße@example.org"
    for spelling in ("ann.strasse@example.org", " ANN.STRASSE@EXAMPLE.ORG "):
        assert accounts.by_email(session, spelling) is made
    assert accounts.by_email(session, "anna.strasse@example.org") is None


def test_an_address_can_have_one_account_only(session: Session) -> None:
    accounts.create(session, new(), NOW)
    with pytest.raises(AccountError, match="already") as caught:
        accounts.create(session, new("ANN@example.org"), NOW)
    assert caught.value.field == "email"
    assert [user.email for user in accounts.in_order(session)] == ["ann@example.org"]


@pytest.mark.parametrize(
    "email", ["", "ann", "ann@", "@example.org", "a b@example.org", "ann@example", "ann@localhost"]
)
def test_what_is_no_address_is_refused(session: Session, email: str) -> None:
    with pytest.raises(AccountError, match="no e-mail address"):
        accounts.create(session, new(email), NOW)


def outcome(check: Callable[[str], str], text: str) -> str | AccountError:
    try:
        return check(text)
    except AccountError as error:
        return error


@given(st.text())
def test_any_text_is_an_address_or_refused_in_words(text: str) -> None:
    found = outcome(accounts.checked_email, text)
    assert found.field == "email" if isinstance(found, AccountError) else "@" in found


@given(st.text(max_size=200))
def test_any_name_is_kept_readable_or_refused_in_words(text: str) -> None:
    found = outcome(accounts.checked_name, text)
    if isinstance(found, AccountError):
        assert found.field == "name"
    else:
        assert accounts.checked_name(found) == found
        assert found.encode().decode() == found


def test_a_name_loses_its_outer_spaces_only() -> None:
    assert accounts.checked_name("  Ann\t Bergmann ") == "Ann Bergmann"


@pytest.mark.parametrize(
    ("names", "zone"),
    [
        (("Europe/Rome",), "Europe/Rome"),
        (("Mars/Olympus", "Europe/Rome"), "Europe/Rome"),
        (("", None), "UTC"),
        (("../../etc/passwd",), "UTC"),
    ],
)
def test_the_first_zone_that_exists_is_taken(names: tuple[str | None, ...], zone: str) -> None:
    assert accounts.known_zone(*names) == zone


def test_another_password_ends_the_log_ins_of_that_account_only(session: Session) -> None:
    ann = accounts.create(session, new(), NOW)
    bea = accounts.create(session, new("bea@example.org"), NOW)
    tokens = [login_sessions.begin(session, user, NOW) for user in (ann, ann, bea)]
    accounts.set_password(session, ann, "another hash", NOW)
    found = [login_sessions.find(session, token, NOW) is not None for token in tokens]
    assert found == [False, False, True]
    assert accounts.stored_hash(session, "ann@example.org") == "another hash"


def test_a_disabled_account_cannot_log_in(session: Session) -> None:
    ann = accounts.create(session, new(), NOW)
    token = login_sessions.begin(session, ann, NOW)
    accounts.disable(session, ann, NOW)
    assert login_sessions.find(session, token, NOW) is None
    assert accounts.stored_hash(session, ann.email) is None
    assert accounts.with_hash(session, ann.email, "a hash") is None
    assert accounts.by_email(session, ann.email) is ann


def test_a_log_in_begun_before_and_used_after_disabling_is_dead(session: Session) -> None:
    ann = accounts.create(session, new(), NOW)
    ann.disabled_at = NOW
    token = login_sessions.begin(session, ann, NOW)
    assert login_sessions.find(session, token, NOW) is None


def test_a_password_changed_meanwhile_is_not_the_one_just_checked(session: Session) -> None:
    ann = accounts.create(session, new(), NOW)
    assert accounts.with_hash(session, ann.email, "a hash") is ann
    assert accounts.with_hash(session, ann.email, "an older hash") is None
    assert accounts.with_hash(session, "who@example.org", None) is None
