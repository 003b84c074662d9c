"""Sixteen writers at once: with the library's defaults updates get lost, with ours none."""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.db import Access, Database, Unavailable
from app.models import CardState
from tests.factories import make_course, make_user

WRITERS, ROUNDS = 16, 12
Key = tuple[uuid.UUID, uuid.UUID]


@pytest.fixture
def key(database: Database) -> Key:
    """The key of a card state that counts from zero."""
    with database.transaction() as session:
        student, world = make_user(session), make_course(session, cards=1)
        session.add(CardState(student_id=student.id, card_id=world.cards[0], parameter_set=1))
        return student.id, world.cards[0]


def count_up(session: Session, key: Key) -> None:
    """Read, then write what was read plus one: what every answer does to its card."""
    state = session.get_one(CardState, key)
    state.repetitions += 1
    session.flush()


def count_together(write: Callable[[], None]) -> int:
    """Let all writers count at once; returns how many writes were acknowledged."""

    def writer(_: int) -> int:
        acknowledged = 0
        for _round in range(ROUNDS):
            try:
                write()
            except (Unavailable, OperationalError):
                continue  # refused openly: the client would send it again
            acknowledged += 1
        return acknowledged

    with ThreadPoolExecutor(WRITERS) as pool:
        return sum(pool.map(writer, range(WRITERS)))


def counted(database: Database, key: Key) -> int:
    with database.transaction(Access.READ) as session:
        return session.get_one(CardState, key).repetitions


def test_no_acknowledged_write_is_lost(database: Database, key: Key) -> None:
    def write() -> None:
        def work(session: Session) -> None:
            # On PostgreSQL the row is locked as `record` locks the student's.
            session.get_one(CardState, key, with_for_update=True)
            count_up(session, key)

        database.run(work)

    acknowledged = count_together(write)
    assert counted(database, key) == acknowledged > WRITERS


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_defaults_would_lose_some(database: Database, database_url: str, key: Key) -> None:
    engine = create_engine(database_url, module=sqlite3)

    def write() -> None:
        with Session(engine) as session:
            count_up(session, key)
            session.commit()

    acknowledged = count_together(write)
    engine.dispose()
    assert counted(database, key) < acknowledged


@contextmanager
def locked(database: Database) -> Iterator[None]:
    with database.transaction():
        yield


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_locked_database_says_so_within_two_seconds(database: Database, key: Key) -> None:
    other = Database(str(database.engine.url))

    with locked(database):
        started = time.monotonic()
        with pytest.raises(Unavailable), other.transaction():
            pass
        assert time.monotonic() - started < 2
        with other.transaction(Access.READ) as session:  # readers go on meanwhile
            assert session.get_one(CardState, key).repetitions == 0
    other.engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_reading_transaction_cannot_write(database: Database, key: Key) -> None:
    with (
        pytest.raises(Unavailable, match="readonly"),
        database.transaction(Access.READ) as session,
    ):
        count_up(session, key)
    assert counted(database, key) == 0
