"""Taking deck files into the database: the transactions around ``app.services.decks``.

``apply_path`` is what ``deck apply`` and ``demo`` do: read the store, prepare and render
without holding anybody up, then write all in one transaction; anew if somebody else wrote
the course's decks in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy.orm import Session

from app.cli.progress import with_progress
from app.config import ConfigError, from_environment
from app.db import Access, Database, Unavailable
from app.sandbox import Sandbox
from app.services import schema
from app.services.decks.apply import Report, Stale, Status, apply, report
from app.services.decks.decide import decide
from app.services.decks.drafts import Prepared, render_draft
from app.services.decks.paths import knows_path, record_path
from app.services.decks.prepare import prepare, prepare_renewal
from app.services.decks.renew import outdated
from app.services.decks.sources import read_sources
from app.services.decks.store import Store, UnknownOffering, course_of, read_store
from app.services.rendering import TARGET, RenderedDeck
from app.services.search import stored as search_indexes

ATTEMPTS = 3
INDEXED_AT_ONCE = 25  # decks, while nobody else can write


def open_database() -> Database:
    """Return the database that DATABASE_URL names, once its tables are this version's.

    Raises click.ClickException, which says what to run, otherwise.
    """
    database = Database(from_environment().database_url)
    with database.transaction(Access.READ) as session:
        if schema.current(session) != schema.newest():
            raise click.ClickException(
                "The database's tables are not those of this version: run flask db upgrade first."
            )
    return database


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the person at the terminal can mend into a sentence and exit code 1."""
    try:
        yield
    except (UnknownOffering, Stale, ConfigError) as error:
        raise click.ClickException(str(error)) from error
    except Unavailable as outage:
        raise click.ClickException(
            f"The database cannot be used now ({outage}). Check DATABASE_URL, and that nothing "
            "else holds it; nothing was changed."
        ) from outage


def plan_path(database: Database, offering: str, path: Path, content_dir: Path) -> Report:
    """Return what applying *path* to *offering* would do; writes nothing.

    Raises UnknownOffering and Unavailable.
    """
    sources = read_sources(path, content_dir)
    return _looked_at(database, prepare(_read(database, offering), sources))


def apply_path(
    database: Database,
    offering: str,
    path: Path,
    content_dir: Path,
    now: datetime,
    *,
    confirmed: bool = False,
    sandbox: Sandbox | None = None,
) -> Report:
    """Take the deck files of *path* into the course of *offering*, all or none.

    *confirmed* answers the guard beforehand; *sandbox* (which runs ``TARGET``) is one that
    the caller has at hand. Raises what ``plan_path`` raises, and Stale when others kept
    writing the same decks.
    """
    with _opened(sandbox) as worker:
        done = _write(
            database,
            # Files are read anew, too: what another has applied meanwhile may be newer.
            lambda: prepare(_read(database, offering), read_sources(path, content_dir)),
            worker,
            now,
            confirmed=confirmed,
        )
    if done.status in {Status.APPLIED, Status.NOTHING_TO_DO}:
        _record_path(database, offering, path, content_dir)
    return done


def _record_path(database: Database, offering: str, path: Path, content_dir: Path) -> None:
    """Remember which files the course is made of, so that the browser may take them in too."""
    with database.transaction(Access.READ) as session:
        course = course_of(session, offering)
    if not knows_path(course, path, content_dir):
        database.run(lambda session: record_path(session, course.id, path, content_dir))


def renew_renderings(
    database: Database, now: datetime, sandbox: Sandbox | None = None
) -> list[Report]:
    """Render again what an older renderer made, course by course; old HTML serves until then.

    A deck that today's parser reads so differently that the guard asks stays as it is; the
    report of its course says so.
    """
    with database.transaction(Access.READ) as session:
        courses = outdated(session)
    with _opened(sandbox) as worker:
        return [
            _write(database, _renewal(database, course, decks), worker, now)
            for course, decks in courses.items()
        ]


def index_for_search(database: Database) -> int:
    """Index the decks whose words an older version did not keep; return how many there were.

    Until then a search reads their text, which is slower.
    """
    with database.transaction(Access.READ) as session:
        decks = search_indexes.unwritten(session)
    for first in with_progress(range(0, len(decks), INDEXED_AT_ONCE), "Indexing for searching"):
        some = decks[first : first + INDEXED_AT_ONCE]
        database.run(partial(_index, some))
    return len(decks)


def _index(decks: Sequence[UUID], session: Session) -> None:
    search_indexes.write(session, decks)


def _renewal(database: Database, course: UUID, decks: frozenset[UUID]) -> Callable[[], Prepared]:
    def prepared() -> Prepared:
        with database.transaction(Access.READ) as session:
            store = read_store(session, course)
        return prepare_renewal(store, decks)

    return prepared


def _write(
    database: Database,
    prepared_now: Callable[[], Prepared],
    sandbox: Sandbox,
    now: datetime,
    *,
    confirmed: bool = False,
) -> Report:
    """Prepare and apply; anew while others are faster, at most ATTEMPTS times."""
    attempt = 1
    while True:
        prepared = prepared_now()
        if not prepared.is_applicable:
            return _looked_at(database, prepared)
        html = _render(prepared, sandbox)
        try:
            return database.run(partial(_apply, prepared, html, now, confirmed=confirmed))
        except Stale:
            attempt += 1
            if attempt > ATTEMPTS:
                raise


def _apply(
    prepared: Prepared,
    html: Sequence[RenderedDeck],
    now: datetime,
    session: Session,
    *,
    confirmed: bool,
) -> Report:
    return apply(session, prepared, html, now, confirmed=confirmed)


def _looked_at(database: Database, prepared: Prepared) -> Report:
    with database.transaction(Access.READ) as session:
        return report(prepared, decide(session, prepared))


def _render(prepared: Prepared, sandbox: Sandbox) -> list[RenderedDeck]:
    drafts = with_progress(prepared.drafts, "Rendering")
    return [render_draft(draft, sandbox) for draft in drafts]


@contextmanager
def _opened(sandbox: Sandbox | None) -> Iterator[Sandbox]:
    """Give the caller's sandbox, or one of our own that ends with the block."""
    if sandbox is not None:
        yield sandbox
        return
    with Sandbox(TARGET) as own:
        yield own


def _read(database: Database, offering: str) -> Store:
    with database.transaction(Access.READ) as session:
        return read_store(session, course_of(session, offering).id)
