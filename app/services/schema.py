"""The database's schema: upgrade, downgrade, and whether it is current (Alembic)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from app.config import ROOT

Followed: TypeAlias = Callable[[Sequence[Any], str], Iterable[Any]]


def _unfollowed(items: Sequence[Any], _: str) -> Iterable[Any]:
    return items


def _configuration(session: Session | None = None) -> AlembicConfig:
    configuration = AlembicConfig()
    configuration.set_main_option("script_location", str(ROOT / "migrations"))
    if session is not None:
        configuration.attributes["connection"] = session.connection()
    return configuration


def newest() -> str:
    """Return the revision that this code needs."""
    head = ScriptDirectory.from_config(_configuration()).get_current_head()
    if head is None:
        raise RuntimeError("migrations/versions holds no revision.")
    return head


def revisions() -> list[str]:
    """Return every revision there is."""
    script = ScriptDirectory.from_config(_configuration())
    return [revision.revision for revision in script.walk_revisions()]


def current(session: Session) -> str | None:
    """Return the revision of the database, None for an empty one."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def upgrade(session: Session, revision: str = "head", followed: Followed = _unfollowed) -> None:
    """Bring the database to *revision*, within the session's transaction.

    A revision that goes through many rows takes them from *followed*, with what it does.
    """
    configuration = _configuration(session)
    configuration.attributes["followed"] = followed
    command.upgrade(configuration, revision)


def downgrade(session: Session, revision: str) -> None:
    """Take the database back to *revision* (``base`` empties it)."""
    command.downgrade(_configuration(session), revision)
