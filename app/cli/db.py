"""``flask db …``: the tables of the database that DATABASE_URL names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic.util import CommandError

from app.cli.deck_report import as_text
from app.cli.deck_store import index_for_search, renew_renderings
from app.cli.group import Group, database
from app.cli.progress import with_progress
from app.clock import utc_now
from app.db import Access
from app.services import schema

db = Group("db", help="Bring the database's tables up to date, or back.")


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Make the tables, or change them to those of this version (or of REVISION).

    Cards that an older version rendered are rendered again, and decks that it did not index
    for searching are indexed.

    \b
    Example:
      flask db upgrade
    """
    _make_folder()
    with _in_words(), database().transaction(Access.SCHEMA) as session:
        schema.upgrade(session, revision, followed=with_progress)
        now_at = schema.current(session)
    click.echo(f"The database is at revision {now_at}.", err=True)
    if now_at == schema.newest():
        for report in renew_renderings(database(), utc_now()):
            click.echo(f"Rendered again. {as_text(report)}", err=True)
        if indexed := index_for_search(database()):
            click.echo(f"Indexed for searching: {indexed} decks.", err=True)


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the tables back to REVISION; "base" removes them with all they hold.

    \b
    Example:
      flask db downgrade 0001
    """
    with _in_words(), database().transaction(Access.SCHEMA) as session:
        schema.downgrade(session, revision)
        now_at = schema.current(session)
    click.echo(f"The database is at revision {now_at or 'base'}.", err=True)


@db.command()
def current() -> None:
    """Print the revision of the tables ("base": there are none).

    \b
    Example:
      flask db current
    """
    _make_folder()
    with database().transaction(Access.READ) as session:
        found = schema.current(session)
    click.echo(found or "base")
    if found != schema.newest():
        click.echo(f"This version needs {schema.newest()}: run flask db upgrade.", err=True)


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn Alembic's complaint, such as an unknown revision, into a sentence."""
    try:
        yield
    except CommandError as error:
        raise click.ClickException(f"{error}. flask db current prints the one in use.") from error


def _make_folder() -> None:
    """Make the folder of an SQLite file, so that a fresh checkout needs no other command."""
    url = database().engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise click.ClickException(f"The database's folder cannot be made: {error}") from error
