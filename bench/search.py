"""How long a search takes in a course of 10,000 cards, in memory and as a page.

    python -m bench.search [OUT.json] [--cards 10000]

The decks of content/ are copied in the database, each with words of its own, until the course
has that many cards, and a student gets 1,000 private cards and 300 notes.
Then queries are asked, long and short, exact and mistyped: in the course alone, with what is the
student's own, and as a page. The first search of a process is asked in processes of their own,
and once more after an edit. The limit of 50 ms is for the 95th percentile of each.
Seconds are those of the processor: other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from app import create_app
from app.cli.deck_store import apply_path, index_for_search
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
    PrivateNote,
    Role,
    User,
)
from app.sandbox import Sandbox
from app.services import enrolments, login_sessions, offerings, schema
from app.services.decks.apply import apply
from app.services.decks.drafts import render_draft
from app.services.private.cards import mine, prepared
from app.services.rendering import TARGET
from app.services.search import stored
from app.services.search.find import Scope, search
from tests.factories import make_user

LIMIT = 0.050  # seconds
ROUNDS, PAGE_ROUNDS = 20, 7
STARTS = 5
Row = TypeVar("Row", bound=Base)
STRANGE_WORDS = 60  # a deck
OWN_TERMS, OWN_NOTES = 500, 300  # a term makes two cards
SENTENCE = "what is the value of a customer who comes back again and again to the firm"
QUERIES = {
    "one word": "loyalty",
    "a phrase": "customer lifetime value",
    "mistyped": "custmer relatonship managment",
    "a beginning": "segm",
    "a sentence": SENTENCE,
    "only mistakes": "wat si teh valeu fo customr lyalty relatonship managment stratgy elastcity",
    "in every passage": "the of a",
    "parts of words": "ion tio ent con pro ing men ter ati tha ers cus",
    "one letter": "a",
    "a hundred words": " ".join(
        ["customers", "compare", "price", "quality", "service", "brands", "before", "they", "buy",
         "another", "product", "from", "firms", "whose", "loyalty", "programme", "rewards", "them",
         "every", "year"] * 5
    ),
    "Chinese": "客户关系管理",
    "nowhere": "xylophone quintessence",
}  # fmt: skip
AT_FIRST = {
    "first of a process": "loyalty",
    "first, mistyped": QUERIES["mistyped"],
    "first, a sentence": SENTENCE,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/search.json")
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--first", nargs=2, metavar=("FOLDER", "QUERY"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.first:
        print(first_search(opened(Path(wanted.first[0])), wanted.first[1]))
        return
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), wanted.cards)
    print(f"{figures['cards']} cards; seconds{'median':>21}{'p95':>8}")
    for name, (middle, slowest) in figures["seconds"].items():
        print(f"{name:34} {middle:8.3f}{slowest:8.3f}{'  over' if slowest > LIMIT else ''}")
    out = Path(wanted.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


def measure(folder: Path, cards: int) -> dict[str, Any]:
    """Return the figures: (median, 95th percentile) in seconds, by what was asked."""
    app = opened(folder)
    gc.freeze()  # as wsgi.py does
    database: Database = app.extensions["database"]
    token, made = prepare(database, cards)
    found = {name: at_first(folder, query) for name, query in AT_FIRST.items()}
    client = app.test_client()
    client.set_cookie("retain", token)
    with database.transaction(Access.READ) as session:
        offering = session.scalars(select(Offering)).one()
        student = session.scalars(select(User.id).where(User.name == "Ada")).one()
        course, both = Scope(offering, utc_now()), Scope(offering, utc_now(), student)
        for name, query in QUERIES.items():
            found[name] = spread(partial(search, session, [course], query))
            found[f"{name}, own too"] = spread(partial(search, session, [both], query))
            path = partial(client.get, "/search", query_string={"q": query})
            found[f"{name}, as a page"] = spread(path, PAGE_ROUNDS)
    found["first after an edit"] = after_edits(database)
    return {"cards": made, "limit": LIMIT, "seconds": found}


def opened(folder: Path) -> Flask:
    config = Config(
        database_url=f"sqlite:///{folder / 'retain.db'}",
        secret_key="for measuring only, and nothing else",
        content_dir=folder,
        base_url="http://localhost",
        instance_dir=folder,
    )
    return create_app(config)


def at_first(folder: Path, query: str) -> tuple[float, float]:
    """Return how long *query* takes as the first thing that a process is asked."""
    command = [sys.executable, "-m", "bench.search", "--first", str(folder), query]
    runs = [subprocess.run(command, check=True, capture_output=True) for _ in range(STARTS)]
    return of([float(run.stdout) for run in runs])


def first_search(app: Flask, query: str) -> float:
    database: Database = app.extensions["database"]
    with database.transaction(Access.READ) as session:
        scope = Scope(session.scalars(select(Offering)).one(), utc_now())
        return seconds(partial(search, session, [scope], query))


def after_edits(database: Database) -> tuple[float, float]:
    """Return how long the first search takes after each of some edits."""
    taken = []
    for number in range(STARTS):
        with database.transaction() as session:
            rendering = session.scalars(select(DeckRendering).limit(1)).one()
            words = {"kind": "prose", "html": f"<p>edit{number}</p>", "line": 1, "notes": []}
            rendering.blocks = [*rendering.blocks, words]
            session.flush()
            stored.write(session, [rendering.deck_id])
        with database.transaction(Access.READ) as session:
            scope = Scope(session.scalars(select(Offering)).one(), utc_now())
            taken.append(seconds(partial(search, session, [scope], f"edit{number}")))
    return of(taken)


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
        made = session.scalar(select(func.count()).select_from(Card)) or 0
    index_for_search(database)
    with database.transaction() as session, Sandbox(TARGET, seconds=60) as sandbox:
        write_own(session, session.get_one(User, student.id), sandbox, rng)
    return token, made


def write_own(session: Session, student: User, sandbox: Sandbox, rng: random.Random) -> None:
    """Give the student private cards, and notes on cards of the course."""
    course = session.scalars(select(Offering)).one().course_id
    cards = session.scalars(select(Card.id).limit(OWN_NOTES)).all()
    session.add_all(
        PrivateNote(student_id=student.id, card_id=card, text=own_words(rng), updated_at=utc_now())
        for card in cards
    )
    terms = (f"Own term {number}\n:   {own_words(rng)}\n" for number in range(OWN_TERMS))
    plan = prepared(mine(session, course, student.id), "\n".join(terms), student.id)
    html = [render_draft(draft, sandbox) for draft in plan.drafts]
    apply(session, plan, html, utc_now(), confirmed=True)


def own_words(rng: random.Random) -> str:
    known = QUERIES["a hundred words"].split()[:20]
    return f"{' '.join(rng.choices(known, k=12))} {strange_words(rng)}"[:250]


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


def spread(ask: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    ask()
    return of([seconds(ask) for _ in range(rounds)])


def of(taken: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return median(taken), quantiles(taken, n=20, method="inclusive")[-1]


def seconds(ask: Callable[[], object]) -> float:
    began = time.process_time()
    ask()
    return time.process_time() - began


if __name__ == "__main__":
    main()
