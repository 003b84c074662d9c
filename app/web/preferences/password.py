"""Asking for the password again, while no lock is held.

Hashing takes as long as many writes, and the marker ``signed_in`` begins the transaction in
which nobody else writes. So ``asks_password`` stands outside it, and looks up in a
transaction of its own whose password it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import TooManyRequests

from app.services import login_sessions, passwords, throttle
from app.services.throttle import Bucket
from app.web.access import View
from app.web.context import account, config, db, keep, now, reading
from app.web.login import cookie_token
from app.web.preferences.forms import CurrentPasswordForm, PasswordForm

GUESSES = throttle.Limit("password account", 20)
MINUTE = 60  # seconds

MakeForm = Callable[[tuple[str, ...]], CurrentPasswordForm]


def asks_password(make_form: MakeForm) -> Callable[[View], View]:
    """Read a form and check its password before the view's transaction begins.

    *make_form* gets the words that describe the account. The view gets ``form``, valid but
    for its password, and asks ``is_right(form)`` for that; or 429 for who guesses.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def asked(**arguments: Any) -> Any:
            return view(form=_checked_form(make_form), **arguments)

        return asked

    return mark


def is_right(form: CurrentPasswordForm) -> bool:
    """Tell whether the form will do and its password is still the account's; else say so in it."""
    if not g.form_is_valid:
        return False
    bucket = _bucket(str(account().id))
    if g.password_hash is not None and account().password_hash == g.password_hash:
        return True
    keep()
    _refuse(throttle.take(db(), bucket, now()))
    form.current_password.errors = [_("This is not your password.")]
    return False


def new_hash() -> str:
    """Return the hash of the new password, which the view's form asked for."""
    found: str = g.new_hash
    return found


def _checked_form(make_form: MakeForm) -> CurrentPasswordForm:
    """Return the form; ``g.password_hash`` is the hash that its password was found to match."""
    stored, words = _whose()
    form = make_form(words)
    g.password_hash = None
    g.form_is_valid = form.validate()
    if g.form_is_valid and passwords.matches(stored, form.current_password.data or ""):
        g.password_hash = stored
        if isinstance(form, PasswordForm):
            g.new_hash = passwords.hashed(form.new_password.data or "")
    return form


def _whose() -> tuple[str | None, tuple[str, ...]]:
    """Return hash and describing words of the account; nothing of it where nobody is logged in."""
    token = cookie_token()
    with reading() as session:
        found = login_sessions.find(session, token, now()) if token else None
        if found is None:
            return None, ()
        user = found[1]
        _refuse(throttle.wait(session, _bucket(str(user.id)), now()))
        return user.password_hash, (user.name, user.email)


def _bucket(user_id: str) -> Bucket:
    return GUESSES.bucket(user_id, config().secret_key)


def _refuse(seconds: float) -> None:
    if seconds > 0:
        minutes = ceil(seconds / MINUTE)
        raise TooManyRequests(
            ngettext(
                "That was tried too often. Come back in %(num)d minute.",
                "That was tried too often. Come back in %(num)d minutes.",
                minutes,
            ),
            retry_after=ceil(seconds),
        )
