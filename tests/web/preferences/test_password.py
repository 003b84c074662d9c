from __future__ import annotations

import pytest

from app.db import Database
from app.models import Offering
from app.services import passwords
from app.web.preferences.password import GUESSES
from tests.web.browser import PASSWORD, Browser
from tests.web.conftest import LogIn
from tests.web.preferences.conftest import user

OTHER = "seven quiet herons"


def change(browser: Browser, current: str = PASSWORD, new: str = OTHER) -> tuple[int, str]:
    reply = browser.post("/settings/password", {"current_password": current, "new_password": new})
    return reply.status_code, reply.text


def test_the_new_password_holds_and_the_old_one_does_not(
    ann: Browser, visitor: Browser, stored: Database
) -> None:
    assert change(ann)[0] == 303
    assert visitor.log_in("ann@example.org", PASSWORD).status_code == 401
    assert visitor.log_in("ann@example.org", OTHER).status_code == 303


def test_other_log_ins_end_and_this_one_goes_on(ann: Browser, logged_in: LogIn) -> None:
    phone, before = logged_in("ann"), ann.cookie()
    change(ann)
    assert not phone.is_logged_in()
    assert ann.is_logged_in()
    assert ann.cookie() != before


def test_a_wrong_current_password_changes_nothing(ann: Browser, stored: Database) -> None:
    status, text = change(ann, current="not this one")
    assert status == 422
    assert 'id="current_password-error"' in text
    account = user(stored)
    assert account is not None
    assert passwords.matches(account.password_hash, PASSWORD)


@pytest.mark.parametrize("weak", ["", "short", "password1234", "ann@example.org"])
def test_a_weak_new_password_is_refused_at_its_field(ann: Browser, weak: str) -> None:
    status, text = change(ann, new=weak)
    assert status == 422
    assert 'id="new_password-error"' in text
    assert 'id="current_password-error"' not in text


def test_guessing_at_a_password_ends_soon(ann: Browser) -> None:
    answers = [change(ann, current=f"guess {n}")[0] for n in range(GUESSES.per_hour + 1)]
    assert answers == [422] * GUESSES.per_hour + [429]
    assert change(ann)[0] == 429


def test_logging_out_everywhere_ends_every_log_in(
    crm: Offering, ann: Browser, ines: Browser, logged_in: LogIn
) -> None:
    phone = logged_in("ann")
    reply = ann.post("/settings/log-out-everywhere")
    assert (reply.status_code, reply.location) == (303, "/login")
    assert not ann.is_logged_in()
    assert not phone.is_logged_in()
    assert ines.is_logged_in()


def test_no_lock_is_held_while_a_password_is_hashed(
    ann: Browser, stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    matches = passwords.matches
    wrote: list[bool] = []

    def write_meanwhile(stored_hash: str | None, password: str) -> bool:
        with stored.transaction() as session:
            wrote.append(session.connection().in_transaction())
        return matches(stored_hash, password)

    monkeypatch.setattr(passwords, "matches", write_meanwhile)
    assert change(ann)[0] == 303
    assert wrote == [True]
