"""Engine, session and transaction. The only module that knows how SQLite must be started.

The rules (docs/adr/0007): on SQLite the driver's own transaction handling is off and we
send BEGIN ourselves; what writes begins IMMEDIATE, so that a read inside it can never be
stale; what only reads begins DEFERRED and cannot write. Every commit is made here, by
``Database.transaction``, which only the edges (``app.web``, ``app.cli``) call.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import ModuleType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

T = TypeVar("T")

BUSY_SECONDS = 1.5  # a waiting writer gives up in time to answer 503 within two seconds
RETRY_SQLSTATES = frozenset({"40001", "40P01"})  # serialisation failure, deadlock
GONE_SQLSTATES = ("08", "53", "57P")  # connection, resources, administrator shutdown


class Unavailable(Exception):  # noqa: N818 - a state of the service, not a fault in a program
    """The database cannot take this transaction now; nothing was stored, trying later helps."""


def sqlite_driver() -> ModuleType:
    """Return pysqlite3 where its wheel is installed (a newer SQLite), else the built-in."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    return dbapi2


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite is free of the WAL-reset bug (fixed in 3.51.3 and backports)."""
    fixed = version >= (3, 51, 3)
    return (
        fixed
        or (version[:2] == (3, 50) and version >= (3, 50, 7))
        or (version[:2] == (3, 44) and version >= (3, 44, 6))
    )


class Access(StrEnum):
    """What a transaction is for; SQLite begins each kind in its own way."""

    READ = "read"
    WRITE = "write"
    SCHEMA = "schema"  # migrations: rebuilding a table must not fire its children's cascades


class Database:
    """One database, opened from its URL. Sessions come from ``transaction`` alone."""

    def __init__(self, url: str) -> None:
        """Prepare the engine; connects on first use."""
        self.engine = _engine(url)
        self._engines = {a: self.engine.execution_options(access=a) for a in Access}

    @contextmanager
    def transaction(self, access: Access = Access.WRITE) -> Iterator[Session]:
        """Open a transaction; commit at the end, roll back on any exception.

        Raises Unavailable when the database is locked, full, read-only or gone.
        """
        session = Session(self._engines[access], expire_on_commit=False)
        try:
            session.connection()  # BEGIN now, so that every later read sees one state
            yield session
            if access is not Access.READ:
                session.commit()
        except DBAPIError as error:
            if _is_outage(error):
                raise Unavailable(str(error.orig)) from error
            raise
        finally:
            session.close()

    def run(self, work: Callable[[Session], T]) -> T:
        """Run *work* in a write transaction, anew from its start while others are in the way."""

        def attempt() -> T:
            with self.transaction() as session:
                return work(session)

        return retrying(attempt)


def retrying(attempt: Callable[[], T]) -> T:
    """Call *attempt*, which opens its own transaction, anew while others are in the way."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return attempt()
        except Unavailable as error:
            if not _is_conflict(error) or time.monotonic() > deadline:
                raise


def _engine(url: str) -> Engine:
    # Parameters hold passwords' hashes and addresses; an error's message must not repeat them.
    if make_url(url).get_backend_name() == "sqlite":
        driver = sqlite_driver()
        engine = create_engine(url, module=driver, hide_parameters=True)
        version: tuple[int, ...] = driver.sqlite_version_info
        mode = "WAL" if wal_is_safe(version) else "DELETE"
        event.listen(engine, "connect", lambda raw, _record: _start_sqlite(raw, mode))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 2}
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _start_sqlite(raw: Any, journal_mode: str) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    # The journal mode is a property of the file: set it back, too, after a newer library.
    cursor.execute(f"PRAGMA journal_mode={journal_mode}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    access = connection.get_execution_options().get("access", Access.WRITE)
    # Both pragmas are properties of the pooled connection and ignored within a transaction.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={int(access is not Access.SCHEMA)}")
    connection.exec_driver_sql(f"PRAGMA query_only={int(access is Access.READ)}")
    connection.exec_driver_sql("BEGIN DEFERRED" if access is Access.READ else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("access") is Access.READ:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _is_conflict(error: Unavailable) -> bool:
    cause = error.__cause__
    state = getattr(getattr(cause, "orig", None), "sqlstate", None)
    return state in RETRY_SQLSTATES


def _is_outage(error: DBAPIError) -> bool:
    """Tell an outage (try again later) from a fault of ours (a wrong statement)."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in RETRY_SQLSTATES or str(state).startswith(GONE_SQLSTATES)
    return isinstance(error, OperationalError) and "no such" not in str(error.orig)
