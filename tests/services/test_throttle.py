from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Throttle
from app.services import throttle
from app.services.throttle import Bucket, Limit

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FOUR = Bucket("four an hour", 4)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


def taken(session: Session, count: int, at: datetime = NOW) -> list[float]:
    return [throttle.take(session, FOUR, at) for _ in range(count)]


def test_a_bucket_holds_an_hours_tries(session: Session) -> None:
    assert taken(session, 4) == [0, 0, 0, 0]


def test_an_empty_bucket_says_how_long_to_wait(session: Session) -> None:
    assert taken(session, 5)[-1] == pytest.approx(15 * 60)
    assert taken(session, 1, NOW + 5 * MINUTE) == [pytest.approx(10 * 60)]


def test_being_refused_makes_the_wait_no_longer(session: Session) -> None:
    taken(session, 50)
    assert taken(session, 2, NOW + 15 * MINUTE) == [0, pytest.approx(15 * 60)]


def test_a_bucket_never_holds_more_than_an_hours_tries(session: Session) -> None:
    taken(session, 4)
    later = NOW + timedelta(days=30)
    assert taken(session, 5, later)[:4] == [0, 0, 0, 0]
    assert throttle.wait(session, FOUR, later) > 0


def test_looking_takes_nothing(session: Session) -> None:
    for _ in range(9):
        assert throttle.wait(session, FOUR, NOW) == 0
    assert session.scalars(select(Throttle)).all() == []
    assert taken(session, 4) == [0, 0, 0, 0]
    assert throttle.wait(session, FOUR, NOW) == pytest.approx(15 * 60)


def test_a_clock_that_goes_back_gives_nothing(session: Session) -> None:
    taken(session, 4)
    assert taken(session, 1, NOW - timedelta(days=1))[0] == pytest.approx(15 * 60)


def test_buckets_do_not_share_tokens(session: Session) -> None:
    taken(session, 5)
    assert throttle.take(session, Bucket("another", 4), NOW) == 0


def test_buckets_that_are_full_again_are_cleared_away(session: Session) -> None:
    taken(session, 4)
    later = NOW + timedelta(hours=1, seconds=1)
    throttle.take(session, Bucket("another", 4), later)
    assert session.scalars(select(Throttle.key)).all() == ["another"]


def test_a_key_tells_neither_the_subject_nor_equality_under_another_secret() -> None:
    limit, other = Limit("log-in", 20), Limit("join", 20)
    key = limit.bucket("ann@example.org", "secret").key
    assert "ann" not in key
    assert len(key) <= 120
    assert key == limit.bucket("ann@example.org", "secret").key
    different = {
        limit.bucket("ann@example.org", "another").key,
        limit.bucket("bea@example.org", "secret").key,
        other.bucket("ann@example.org", "secret").key,
    }
    assert len(different | {key}) == 4


def test_many_at_once_get_no_more_than_one_by_one(database: Database) -> None:
    def guess(_: int) -> bool:
        return database.run(lambda session: throttle.take(session, FOUR, NOW)) == 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(16))) == 4


def test_the_limits_are_those_that_the_documentation_names() -> None:
    limits = (
        throttle.LOG_IN_ACCOUNT,
        throttle.LOG_IN_ADDRESS,
        throttle.JOIN_ACCOUNT,
        throttle.SIGN_UP_ADDRESS,
    )
    assert [limit.per_hour for limit in limits] == [20, 100, 30, 600]
