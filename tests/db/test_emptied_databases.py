"""What tests leave in PostgreSQL is gone at the next test; the fixture is tried by hand here."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import func, select, text

from app.db import Access, Database
from app.models import Base
from tests.factories import enrol, make_course, make_user
from tests.postgres import Postgres

pytestmark = pytest.mark.postgres


def left(url: str) -> dict[str, int]:
    """Return the number of rows of each of our tables that has any."""
    database = Database(url)
    with database.transaction(Access.READ) as session:
        counts = {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }
    database.engine.dispose()
    return {name: count for name, count in counts.items() if count}


def test_the_next_test_finds_no_row(postgres: Postgres) -> None:
    with postgres.database() as url:
        database = Database(url)
        with database.transaction() as session:
            enrol(session, make_user(session), make_course(session))
        database.engine.dispose()
        assert {"user", "card", "enrolment"} <= left(url).keys()
    with postgres.database() as following:
        assert following == url
        assert left(following) == {}


def test_nor_does_it_wait_for_a_transaction_that_was_left_open(postgres: Postgres) -> None:
    with postgres.database() as url:
        connection = psycopg.connect(url.replace("+psycopg", ""))
        connection.execute('DELETE FROM "user"')
    with postgres.database() as following:
        assert left(following) == {}
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        'ALTER TABLE "user" ADD COLUMN odd INTEGER',
        'ALTER TABLE "user" ALTER COLUMN name DROP NOT NULL',
        "CREATE TABLE odd (number INTEGER)",
        "DROP TABLE alembic_version",
    ],
)
def test_after_a_change_of_the_tables_it_gets_new_ones(postgres: Postgres, change: str) -> None:
    with postgres.database() as url:
        database = Database(url)
        with database.engine.begin() as connection:
            connection.execute(text(change))
        database.engine.dispose()
    with postgres.database() as following:
        assert following != url
        assert left(following) == {}
