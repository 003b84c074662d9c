"""My data as one JSON document that is written while it is sent."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.db import Access, Database
from app.services import my_data
from app.services.my_data import Row

FORMAT = "retain my data, version 1"

NextPage = Callable[[Session, uuid.UUID, uuid.UUID | None], Sequence[Row]]


def document(database: Database, user_id: uuid.UUID, now: datetime) -> Iterator[str]:
    """Yield the document in pieces.

    Each page has its own short transaction: a slow line must not hold one open, and answers
    that arrive meanwhile may be in it or not.
    """
    with database.transaction(Access.READ) as session:
        head = {"format": FORMAT, "made_at": now.isoformat()} | my_data.about(session, user_id)
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    attempts = partial(my_data.attempts, now=now)
    yield from _list(database, user_id, "card_states", my_data.states, "card_id")
    yield from _list(database, user_id, "events", my_data.events, "id")
    yield from _list(database, user_id, "attempts", attempts, "id")
    yield "\n}\n"


def _list(
    database: Database, user_id: uuid.UUID, name: str, page: NextPage, key: str
) -> Iterator[str]:
    yield f',\n "{name}": ['
    separator = "\n  "
    for row in _rows(database, user_id, page, key):
        yield separator + json.dumps(row, ensure_ascii=False)
        separator = ",\n  "
    yield "\n ]"


def _rows(
    database: Database, user_id: uuid.UUID, page: NextPage, key: str
) -> Iterator[dict[str, Any]]:
    after: uuid.UUID | None = None
    while True:
        with database.transaction(Access.READ) as session:
            rows = page(session, user_id, after)
        yield from rows
        if len(rows) < my_data.PAGE:
            return
        after = uuid.UUID(rows[-1][key])
