"""What the commands on the database share: the transaction, and errors in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app.db import Access, Database, Unavailable
from app.services import schema


class Group(AppGroup):
    """Commands that run in the application and end in a sentence when the database cannot."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an outage of the database becomes exit code 1 and its reason."""
        try:
            return super().invoke(ctx)
        except Unavailable as outage:
            raise click.ClickException(
                f"The database cannot be used now ({outage}). Check DATABASE_URL, and that "
                "nothing else holds it; nothing was changed."
            ) from outage


def database() -> Database:
    """Return the application's database."""
    found: Database = current_app.extensions["database"]
    return found


@contextmanager
def transaction(access: Access = Access.WRITE) -> Iterator[Session]:
    """Open a transaction on a database whose schema is this code's, else say what to run."""
    with database().transaction(access) as session:
        if schema.current(session) != schema.newest():
            raise click.ClickException(
                "The database's tables are not those of this version: run flask db upgrade first."
            )
        yield session
