"""Counting the tries of this client, so that nobody guesses passwords or codes at length."""

from __future__ import annotations

from math import ceil

from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from app.services import accounts, throttle
from app.services.throttle import Bucket
from app.web.context import account, config, db, now
from app.web.hosts import client_address

MINUTE = 60  # seconds


def log_in_buckets(email: str) -> tuple[Bucket, ...]:
    """Return the buckets of wrong passwords: for this account, and from this address."""
    secret = config().secret_key
    by_account = throttle.LOG_IN_ACCOUNT.bucket(accounts.email_key(email), secret)
    return by_account, throttle.LOG_IN_ADDRESS.bucket(client_address(), secret)


def sign_up_bucket() -> Bucket:
    """Return the bucket of accounts made from this address."""
    return throttle.SIGN_UP_ADDRESS.bucket(client_address(), config().secret_key)


def join_bucket() -> Bucket:
    """Return the bucket of wrong join codes of this account."""
    return throttle.JOIN_ACCOUNT.bucket(str(account().id), config().secret_key)


def ensure_left(session: Session, *buckets: Bucket) -> None:
    """Raise TooManyRequests (429), saying when to come back, unless each has a token left."""
    _refuse(max(throttle.wait(session, bucket, now()) for bucket in buckets))


def count(*buckets: Bucket) -> None:
    """Use up a token of each; raises TooManyRequests when another request took the last."""
    _refuse(max(throttle.take(db(), bucket, now()) for bucket in buckets))


def _refuse(seconds: float) -> None:
    if seconds <= 0:
        return
    minutes = ceil(seconds / MINUTE)
    raise TooManyRequests(
        ngettext(
            "That was tried too often. Come back in %(num)d minute.",
            "That was tried too often. Come back in %(num)d minutes.",
            minutes,
        ),
        retry_after=ceil(seconds),
    )
