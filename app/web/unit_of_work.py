"""One transaction per request, around everything from the first hook to the finished response.

It begins when a view first asks for ``db()``, so that a view can hash a password before it
holds the lock that all writers share. GET, HEAD and OPTIONS get a transaction that cannot
write. The response leaves only after the commit; a response that reports an error (status
400 or higher) rolls back, unless the view said ``keep()``. A view that is marked with
``reads_first`` gets one that cannot write until it calls ``write()``: what it looks up before,
its log-in among it, holds nobody up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from typing import Any

from flask import Response, current_app, g, request
from sqlalchemy.orm import Session

from app.db import Access, Database, retrying

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIRST_ERROR_STATUS = 400


View = Callable[..., Any]


class _Discard(Exception):  # noqa: N818 - an instruction to the transaction, not a fault
    """Roll back although the view returned."""


class UnitOfWork:
    """The transaction of one attempt at a request; begun by the first use of ``session``."""

    def __init__(self, database: Database, access: Access) -> None:
        self.access = access
        self.kept = False
        self.ended = False
        self._database = database
        self._stack = ExitStack()
        self._session: Session | None = None

    @property
    def begun(self) -> bool:
        """Whether somebody asked for the session."""
        return self._session is not None

    def session(self) -> Session:
        """Return the session of the transaction, which begins now if it has not."""
        if self._session is None:
            transaction = self._database.transaction(self.access)
            self._session = self._stack.enter_context(transaction)
        return self._session

    def pause(self) -> None:
        """Commit what was done so far; the next ``session`` begins another transaction."""
        self._stack.close()
        self._session = None

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Commit at the end of the block; roll back on an exception, which passes on."""
        try:
            with self._stack:
                yield
        finally:
            self.ended = True


def run(handle: Callable[[], Response]) -> Response:
    """Return what *handle* responds, after its transaction is committed or rolled back.

    Repeats the whole of *handle* when another transaction was in the way. Raises Unavailable
    when the database cannot take the transaction.
    """
    return retrying(lambda: _attempt(handle))


def _attempt(handle: Callable[[], Response]) -> Response:
    for name in list(g):
        g.pop(name)  # what an earlier attempt remembered came from a transaction that is gone
    reads = request.method in SAFE_METHODS or _reads_first()
    access = Access.READ if reads else Access.WRITE
    unit = g.unit = UnitOfWork(database(), access)
    response: Response
    with suppress(_Discard), unit.whole():
        response = handle()
        if response.status_code >= FIRST_ERROR_STATUS and not unit.kept:
            raise _Discard
    return response


def reads_first(view: View) -> View:
    """Mark a view that looks things up before it writes; it stands below the access marker."""
    view.reads_first = True  # type: ignore[attr-defined] # - functions take attributes
    return view


def _reads_first() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "reads_first", False))


def database() -> Database:
    """Return the application's database."""
    found: Database = current_app.extensions["database"]
    return found


def active() -> UnitOfWork | None:
    """Return the running unit of work; None in an error page after the transaction's end."""
    unit: UnitOfWork | None = g.get("unit")
    return None if unit is None or unit.ended else unit


def db() -> Session:
    """Return the session of this request's transaction."""
    unit = active()
    if unit is None:
        raise RuntimeError("There is no transaction: db() is for views.")
    return unit.session()


def keep() -> None:
    """Commit even though the response reports an error: a failed log-in still counts."""
    unit = active()
    if unit is not None:
        unit.kept = True


def pause() -> None:
    """End the transaction for work that takes long; the next ``db()`` begins another.

    Who is logged in and what the marker loaded stays at hand. What was read may have changed
    by then, so the second transaction looks again. Call it before anything is written.
    """
    unit = active()
    if unit is not None:
        unit.pause()


def write() -> None:
    """End the transaction that reads, in a view marked ``reads_first``; the next one may write.

    As after ``pause``, what was read may have changed by then.
    """
    unit = active()
    if unit is not None:
        unit.pause()
        unit.access = Access.WRITE


def reading() -> AbstractContextManager[Session]:
    """Open a short read-only transaction of its own, before the request's one begins."""
    unit = active()
    if unit is not None and unit.begun:
        raise RuntimeError("reading() comes before the first db().")
    return database().transaction(Access.READ)
