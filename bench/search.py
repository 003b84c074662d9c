"""How long a search takes in a course of 10,000 cards, in memory and as a page.

    python -m bench.search [OUT.json] [--cards 10000]

The decks of content/ are copied in the database, each with words of its own, until the course
has that many cards; then queries are asked that are exact, mistyped,
long, Chinese and nowhere. The limit is 50 ms for each; beside it stands the whole page.
Seconds are those of the processor: other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from app import create_app
from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.config import ROOT, Config
from app.db import Access, Database
from app.models import (
    Base,
    Card,
    CardRevision,
    Deck,
    DeckRendering,
    DeckRevision,
    Note,
    Offering,
    Role,
)
from app.services import enrolments, login_sessions, offerings, schema
from app.services.search.find import Scope, search
from tests.factories import make_user

LIMIT = 0.050  # seconds
ROUNDS = 7
Row = TypeVar("Row", bound=Base)
STRANGE_WORDS = 60  # a deck
QUERIES = {
    "one word": "loyalty",
    "a phrase": "customer lifetime value",
    "mistyped": "custmer relatonship managment",
    "a beginning": "segm",
    "a sentence": "what is the value of a customer who comes back again and again to the firm",
    "in every passage": "the of a",
    "Chinese": "客户关系管理",
    "nowhere": "xylophone quintessence",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/search.json")
    parser.add_argument("--cards", type=int, default=10_000)
    wanted = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), wanted.cards)
    for name, value in figures.items():
        print(f"{name:30} {value:10.3f}")
    out = Path(wanted.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


def measure(folder: Path, cards: int) -> dict[str, float]:
    """Return the figures: seconds, but for the number of cards."""
    config = Config(
        database_url=f"sqlite:///{folder / 'retain.db'}",
        secret_key="for measuring only",
        content_dir=folder,
        base_url="http://localhost",
        instance_dir=folder,
    )
    app = create_app(config)
    database: Database = app.extensions["database"]
    token, made = prepare(database, cards)
    figures = {"cards": float(made)}
    with database.transaction(Access.READ) as session:
        scope = Scope(session.scalars(select(Offering)).one(), utc_now())
        figures["first search (s)"] = seconds(lambda: search(session, [scope], "first"))
        for name, query in QUERIES.items():
            figures[name] = middle(partial(search, session, [scope], query))
    client = app.test_client()
    client.set_cookie("retain", token)
    for name, query in QUERIES.items():
        figures[f"page: {name}"] = middle(partial(client.get, "/search", query_string={"q": query}))
    figures["longest"] = max(figures[name] for name in QUERIES)
    figures["limit"] = LIMIT
    return figures


def prepare(database: Database, cards: int) -> tuple[str, int]:
    """Make the course; return the token of a student's log-in and how many cards there are."""
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    with database.transaction() as session:
        owner, student = make_user(session, "Owner"), make_user(session, "Ada")
        offering = offerings.create(session, "crm", "CRM", owner, utc_now())
        enrolments.enrol(session, student, offering, Role.STUDENT, utc_now())
        token = login_sessions.begin(session, student, utc_now())
    apply_path(database, "crm", ROOT / "content", ROOT / "content", utc_now(), confirmed=True)
    rng = random.Random(7)
    with database.transaction() as session:
        once = session.scalar(select(func.count()).select_from(Card)) or 1
        originals = session.scalars(select(Deck)).all()
        for copy in range(1, 1 + cards // once):
            for deck in originals:
                copy_deck(session, deck, copy, rng)
    with database.transaction(Access.READ) as session:
        return token, session.scalar(select(func.count()).select_from(Card)) or 0


def copy_deck(session: Session, deck: Deck, copy: int, rng: random.Random) -> None:
    """Add a deck with the same text and cards under other ids, and words of its own."""
    ids: dict[UUID, UUID] = defaultdict(uuid4)
    place = {"id": ids[deck.id], "key": f"{copy}/{deck.key}"}
    session.add(copied(deck, place))
    session.flush()
    of_deck = {"deck_id": ids[deck.id]}
    session.add(copied(session.get_one(DeckRevision, (deck.id, deck.head)), of_deck))
    session.flush()
    rendering = session.scalars(
        select(DeckRendering).where(
            DeckRendering.deck_id == deck.id, DeckRendering.number == deck.head
        )
    ).one()
    blocks = [
        each | {"notes": [str(ids[UUID(note)]) for note in each["notes"]]}
        for each in rendering.blocks
    ]
    own = {"kind": "prose", "html": f"<p>{strange_words(rng)}</p>", "line": 1, "notes": []}
    session.add(copied(rendering, of_deck | {"blocks": [*blocks, own]}))
    for note in session.scalars(select(Note).where(Note.deck_id == deck.id)):
        session.add(copied(note, of_deck | {"id": ids[note.id]}))
    session.flush()
    rows = session.execute(
        select(Card, CardRevision)
        .join(Note, Note.id == Card.note_id)
        .join(CardRevision, (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head))
        .where(Note.deck_id == deck.id)
    ).all()
    session.add_all(
        copied(card, {"id": ids[card.id], "note_id": ids[card.note_id]}) for card, _ in rows
    )
    session.flush()
    session.add_all(copied(shown, {"card_id": ids[shown.card_id]}) for _, shown in rows)
    session.flush()


def copied(row: Row, changed: Mapping[str, Any]) -> Row:
    """Return a new row like *row*, but for what is *changed*."""
    columns = inspect(type(row)).column_attrs.keys()
    return type(row)(**{name: changed.get(name, getattr(row, name)) for name in columns})


def strange_words(rng: random.Random) -> str:
    """Return words that no other deck has: a course's vocabulary grows with it."""
    syllables = [first + second for first in "bdfgklmnprst" for second in "aeiou"]
    made = ("".join(rng.choices(syllables, k=rng.randint(3, 5))) for _ in range(STRANGE_WORDS))
    return f"This deck is also about {', '.join(made)}."


def middle(ask: Callable[[], object]) -> float:
    return median(seconds(ask) for _ in range(ROUNDS))


def seconds(ask: Callable[[], object]) -> float:
    began = time.process_time()
    ask()
    return time.process_time() - began


if __name__ == "__main__":
    main()
