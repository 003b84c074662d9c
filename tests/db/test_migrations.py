"""Every revision goes up and down on both databases, and the models say the same."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.db import Access, Database
from app.models import Base
from app.services import schema


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
