"""What the pages about one deck share: which deck, its draft, and what may be looked at when."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import abort, current_app
from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable

from app.models import Offering
from app.sandbox import Sandbox
from app.services.decks.store import Store, read_store
from app.services.editing.drafts import Working, working
from app.services.editing.look import ADVICE
from app.web.context import account, db

AT_ONCE = 2  # previews of one web worker: the others of its threads answer students
ADVICE_SECONDS = 5.0
MOST_DIGITS = 9

_previews = threading.BoundedSemaphore(AT_ONCE)


def find(offering: Offering, deck_id: UUID) -> tuple[Store, Working]:
    """Return the course's decks and this one as its author goes on with it; 404 for none."""
    store = read_store(db(), offering.course_id)
    here = working(db(), store, account().id, deck_id)
    if here is None:
        abort(404, _("This course has no such deck. It may have been taken out."))
    return store, here


def address(offering: Offering, deck_id: UUID) -> str:
    """Return where the editor of a deck is."""
    return f"/author/{offering.slug}/decks/{deck_id}"


def text_of(sent: str | None) -> str:
    """Return a text as decks have it: browsers send line ends as CR LF."""
    return (sent or "").replace("\r\n", "\n").replace("\r", "\n")


def number(given: str) -> int | None:
    """Return a number that came with a form; None if it is none."""
    is_number = given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS
    return int(given) if is_number else None


@contextmanager
def one_of_few() -> Iterator[None]:
    """Let few look at texts at a time; more get a 503 at once, so that no thread waits."""
    if not _previews.acquire(blocking=False):
        raise ServiceUnavailable(_("Others are looking at their texts just now. Try again."))
    try:
        yield
    finally:
        _previews.release()


def adviser() -> Sandbox:
    """Return the process that tries out suggestions and layout."""
    found: Sandbox = current_app.extensions.setdefault("adviser", Sandbox(ADVICE, ADVICE_SECONDS))
    return found
