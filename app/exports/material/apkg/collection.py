"""The database inside an Anki package, read from memory: nothing is written, nothing run.

It is untrusted: a schema with views, triggers or virtual tables is refused, only plain reading of
columns is authorised, and a query that works for too long is stopped.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any

from app.exports.readers.reading import ReadError

MOST_STEPS = 400  # of STEP instructions each; some seconds of work at most
STEP = 100_000
MOST_ROWS = 200_000
MOST_TABLES = 500
MOST_LENGTH = 4 * 2**20  # bytes of a text; SQLite refuses longer ones
_HEAD = b"SQLite format 3\0"
_VERSIONS = slice(18, 20)  # of the file format: 2 is a write-ahead log, which memory cannot have
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
DAMAGED = "The collection in the package is damaged. Export it from Anki once more."


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[sqlite3.Connection]:
    """Yield a connection that can only read *data*; raises ReadError for any fault of it."""
    if not data.startswith(_HEAD):
        raise ReadError("The package holds no collection that can be read: it is no SQLite file.")
    plain = bytearray(data)
    plain[_VERSIONS] = b"\1\1"
    connection = sqlite3.Connection(":memory:")
    try:
        connection.text_factory = lambda found: found.decode("utf-8", "replace")
        connection.deserialize(bytes(plain))
        _restrict(connection)
        yield connection
    except (sqlite3.Error, OverflowError) as error:
        raise ReadError(_named(error)) from error
    finally:
        connection.close()


def rows(connection: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield what *query*, which is ours, finds; raises ReadError for far too much."""
    for number, row in enumerate(connection.execute(query)):
        if number >= MOST_ROWS:
            raise ReadError(f"The collection has more than {MOST_ROWS:,} rows of one kind.")
        yield row


def columns(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether there is such a table."""
    found = connection.execute(
        "select 1 from sqlite_master where type='table' and name=?", (table,)
    )
    return found.fetchone() is not None


def _restrict(connection: sqlite3.Connection) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return int(steps > MOST_STEPS)

    connection.set_progress_handler(count, STEP)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_LENGTH)
    connection.execute("pragma query_only=on")
    connection.execute("pragma trusted_schema=off")
    connection.execute("pragma cell_size_check=on")
    connection.create_collation("unicase", _by_case)
    _refuse_programs(connection)
    connection.set_authorizer(lambda action, *_: int(action not in _ALLOWED))


def _refuse_programs(connection: sqlite3.Connection) -> None:
    """Refuse a schema that would do anything but hold rows."""
    found = connection.execute("select type, name, sql from sqlite_master").fetchmany(MOST_TABLES)
    if len(found) == MOST_TABLES:
        raise ReadError(f"The collection has more than {MOST_TABLES} tables and indexes.")
    for kind, name, sql in found:
        virtual = str(sql or "").lstrip().lower().startswith("create virtual")
        what = "virtual table" if virtual else str(kind)
        if not virtual and kind == "table" and _computes(connection, str(name)):
            what = "column that computes"
        if what not in {"table", "index"}:
            shown = "".join(sign for sign in str(name)[:40] if sign.isprintable())
            raise ReadError(f"The collection has a {what} ({shown}). Such a package is not read.")


def _computes(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether a column is generated: its expression would run whenever it is read."""
    quoted = '"' + table.replace('"', '""') + '"'
    return any(column[-1] for column in connection.execute(f"pragma table_xinfo({quoted})"))


def _by_case(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _named(error: Exception) -> str:
    if "interrupted" in str(error):
        return "Reading the collection takes too long. Such a package is not read."
    return DAMAGED
