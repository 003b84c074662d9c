"""Token buckets in the database: how often somebody may still try.

A bucket holds as many tokens as tries are allowed per hour and refills steadily. Keys are
keyed hashes, so that the table tells nobody's address.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Throttle

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is limited, and to how many tries an hour."""

    name: str
    per_hour: int

    def bucket(self, subject: str, secret: str) -> Bucket:
        """Return the bucket of one *subject*, such as an address; *secret* keys its hash."""
        digest = hmac.new(secret.encode(), f"{self.name} {subject}".encode(), hashlib.sha256)
        return Bucket(f"{self.name}:{digest.hexdigest()}", self.per_hour)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One row of the table, and the tokens that it holds when full."""

    key: str
    size: int


LOG_IN_ACCOUNT = Limit("log-in account", 20)
LOG_IN_ADDRESS = Limit("log-in address", 100)
SIGN_UP_ADDRESS = Limit("sign-up address", 600)  # a lecture hall signs up behind one address
JOIN_ACCOUNT = Limit("join account", 30)


def wait(session: Session, bucket: Bucket, now: datetime) -> float:
    """Return the seconds until the next try is allowed; 0 for at once. Reads only."""
    row = session.get(Throttle, bucket.key)
    return 0.0 if row is None else _missing(_level(row, bucket, now), bucket)


def take(session: Session, bucket: Bucket, now: datetime) -> float:
    """Use a token up and return 0; where there is none, return the seconds to wait."""
    row = _locked(session, bucket, now)
    level = _level(row, bucket, now)
    missing = _missing(level, bucket)
    if missing == 0:
        row.tokens, row.updated_at = level - 1, now
    return missing


def put_back(session: Session, bucket: Bucket, now: datetime) -> None:
    """Return a token: the try turned out to be no guess."""
    row = _locked(session, bucket, now)
    row.tokens, row.updated_at = min(bucket.size, _level(row, bucket, now) + 1), now


def clean(session: Session, now: datetime) -> None:
    """Delete the buckets that are full again by now; a bucket without a row is full."""
    session.execute(delete(Throttle).where(Throttle.updated_at < now - HOUR))


def _locked(session: Session, bucket: Bucket, now: datetime) -> Throttle:
    """Return the bucket's row, made if need be, held against other transactions."""
    row = session.get(Throttle, bucket.key, with_for_update=True)
    if row is not None:
        return row
    clean(session, now)
    try:
        with session.begin_nested():
            session.add(Throttle(key=bucket.key, tokens=float(bucket.size), updated_at=now))
    except IntegrityError:
        pass  # another transaction made it between our look and our write
    return session.get_one(Throttle, bucket.key, with_for_update=True)


def _level(row: Throttle, bucket: Bucket, now: datetime) -> float:
    passed = max(timedelta(), now - row.updated_at)
    return min(float(bucket.size), row.tokens + bucket.size * (passed / HOUR))


def _missing(level: float, bucket: Bucket) -> float:
    return 0.0 if level >= 1 else (1 - level) * HOUR.total_seconds() / bucket.size
