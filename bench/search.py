"""How long a search takes in a course of 10,000 cards, in memory and as a page.

    python -m bench.search [OUT.json] [--cards 10000]

The deck files of content/ are taken in again and again under other names, each with words of
its own, until the course has that many cards; then queries are asked that are exact, mistyped,
long, Chinese and nowhere. The limit is 50 ms for each; beside it stands the whole page.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from app import create_app
from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.config import ROOT, Config
from app.db import Access, Database
from app.models import Card, Offering, Role
from app.services import enrolments, login_sessions, offerings, schema
from app.services.search.find import Scope, search
from tests.factories import make_user

LIMIT = 0.050  # seconds
ROUNDS = 7
EXPLICIT_ID = re.compile(r"((?:\{|<!--)[^{}\n]*?)#(?=[a-z])")
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
    token, made = prepare(database, folder, cards)
    figures = {"cards": float(made)}
    with database.transaction(Access.READ) as session:
        scope = Scope(session.scalars(select(Offering)).one(), utc_now())
        figures["first search (s)"] = seconds(lambda: search(session, [scope], "first"))
        for name, query in QUERIES.items():
            figures[name] = middle(lambda query=query: search(session, [scope], query))
    client = app.test_client()
    client.set_cookie("retain", token)
    for name, query in QUERIES.items():
        figures[f"page: {name}"] = middle(
            lambda query=query: client.get("/search", query_string={"q": query})
        )
    figures["longest"] = max(figures[name] for name in QUERIES)
    figures["limit"] = LIMIT
    return figures


def prepare(database: Database, folder: Path, cards: int) -> tuple[str, int]:
    """Make the course; return the token of a student's log-in and how many cards there are."""
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    with database.transaction() as session:
        owner, student = make_user(session, "Owner"), make_user(session, "Ada")
        offering = offerings.create(session, "crm", "CRM", owner, utc_now())
        enrolments.enrol(session, student, offering, Role.STUDENT, utc_now())
        token = login_sessions.begin(session, student, utc_now())
    decks, rng = folder / "decks", random.Random(7)
    for copy in range(1 + cards // 900):
        shutil.copytree(ROOT / "content", decks / f"copy{copy}")
        for path in (decks / f"copy{copy}").rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            named = text.replace("\ndeck: ", f"\ndeck: copy{copy}-", 1)
            named = EXPLICIT_ID.sub(rf"\1#copy{copy}-", named)
            path.write_text(f"{named}\n\n{strange_words(rng)}\n", encoding="utf-8")
    done = apply_path(database, "crm", decks, decks, utc_now(), confirmed=True)
    print(done.status, [d for d in done.diagnostics if d.severity == "error"][:3])
    with database.transaction(Access.READ) as session:
        return token, session.scalar(select(func.count()).select_from(Card)) or 0


def strange_words(rng: random.Random) -> str:
    """Return a paragraph of words that no other deck has: a course's vocabulary grows with it."""
    syllables = [first + second for first in "bdfgklmnprst" for second in "aeiou"]
    made = ("".join(rng.choices(syllables, k=rng.randint(3, 5))) for _ in range(STRANGE_WORDS))
    return f"This deck is also about {', '.join(made)}."


def middle(ask: Callable[[], object]) -> float:
    return median(seconds(ask) for _ in range(ROUNDS))


def seconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
