"""Proving who one is, and becoming somebody. Both hash a password while no lock is held.

The write transaction begins at the first ``db()``; before it, ``reading()`` looks up what
the hash is checked against.
"""

from __future__ import annotations

import re

from flask_babel import gettext as _

from app.models import User
from app.services import accounts, offerings, passwords
from app.services.accounts import AccountError, NewAccount
from app.web.accounts import attempts
from app.web.accounts.forms import LogInForm, SignUpForm
from app.web.context import db, keep, now, reading
from app.web.languages import worded

JOIN_PATH = re.compile(r"/join/([A-Za-z0-9-]+)")


def prove(form: LogInForm) -> User | None:
    """Return the account that address and password belong to; None, and a count, if none.

    No account, a disabled one and a wrong password take the same time. Raises 429.
    """
    email, password = form.email.data or "", form.password.data or ""
    buckets = attempts.log_in_buckets(email)
    with reading() as session:
        attempts.ensure_left(session, *buckets)
        stored = accounts.stored_hash(session, email)
    if passwords.matches(stored, password):
        renewed = passwords.hashed(password) if stored and passwords.is_outdated(stored) else None
        attempts.ensure_left(db(), *buckets)  # others may have guessed meanwhile
        user = accounts.with_hash(db(), email, stored)
        if user is not None:
            user.password_hash = renewed or user.password_hash
            return user
    keep()
    attempts.count(*buckets)
    return None


def become(form: SignUpForm) -> User | None:
    """Return a new account; None, with the error in the form, if the address has one. Or 429."""
    email, name, password = (f.data or "" for f in (form.email, form.name, form.password))
    _of_account, revealing = attempts.log_in_buckets(email)
    with reading() as session:
        attempts.ensure_left(session, revealing, attempts.sign_up_bucket())
        joining = JOIN_PATH.fullmatch(form.next.data or "")
        offering = offerings.by_code(session, joining[1]) if joining else None
    zone = accounts.known_zone(form.zone.data, offering.zone if offering else None)
    new = NewAccount(email, name, passwords.hashed(password), zone)
    try:
        user = accounts.create(db(), new, now())
    except AccountError as error:
        keep()
        attempts.count(revealing)  # the answer tells who has an account
        advice = _("Log in, or use another address.")
        form[error.field].errors = [f"{worded(error)} {advice}"]
        return None
    attempts.count(attempts.sign_up_bucket())
    return user
