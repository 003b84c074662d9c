"""Every revision goes up and down on both databases, and the models say the same."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select

from app.db import Access, Database
from app.models import Base
from app.services import schema
from app.services.events.record import record
from tests.factories import enrol, make_course, make_user
from tests.services.events.conftest import NOW, review


def test_the_migrated_schema_is_what_the_models_say(database: Database) -> None:
    with database.transaction(Access.SCHEMA) as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_down_to_nothing_and_up_again(database: Database) -> None:
    with database.transaction(Access.SCHEMA) as session:
        schema.downgrade(session, "base")
    with database.transaction(Access.READ) as session:
        assert schema.current(session) is None
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    with database.transaction(Access.READ) as session:
        assert schema.current(session) == schema.newest()


def test_an_upgrade_that_dies_leaves_nothing_behind(database: Database) -> None:
    with database.transaction(Access.SCHEMA) as session:
        schema.downgrade(session, "base")
    with pytest.raises(KeyboardInterrupt):
        upgrade_and_die(database)
    with database.transaction(Access.SCHEMA) as session:
        assert schema.current(session) is None
        schema.upgrade(session)
        assert schema.current(session) == schema.newest()


def upgrade_and_die(database: Database) -> None:
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
        raise KeyboardInterrupt


def test_each_step_down_and_up_keeps_what_is_stored(database: Database) -> None:
    with database.transaction() as session:
        student, world = make_user(session), make_course(session, cards=3)
        enrol(session, student, world)
        record(session, student, [review(card) for card in world.cards], NOW)
    before = counted(database)
    assert before["card_state"] == before["event"] == 3
    for revision in reversed(sorted(schema.revisions())[:-1]):
        with database.transaction(Access.SCHEMA) as session:
            schema.downgrade(session, revision)
        assert counted(database).items() <= before.items()
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    assert counted(database) == before


def counted(database: Database) -> dict[str, int]:
    """Return the number of rows of each table there is."""
    with database.transaction(Access.READ) as session:
        there = inspect(session.connection()).get_table_names()
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name in there
        }
