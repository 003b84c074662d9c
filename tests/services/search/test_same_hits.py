"""The libraries find what a search without any index finds, in any text and in the demo course."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import true

from app.cli.deck_store import apply_path
from app.config import ROOT
from app.db import Access, Database
from app.sandbox import Sandbox
from app.services import offerings
from app.services.search import passages, stored
from app.services.search.find import Scope, search
from app.services.search.index import index_of
from app.services.search.library import Library, join
from app.services.search.passages import Passage, PassageKind
from app.services.search.ranking import find
from tests.services.decks.course import NOON, SLUG, open_classroom
from tests.services.search import plain

EVERYTHING = 10**6

FIRST_HITS = {
    "mystery shopper": "Mystery shopper · A skilled market researcher",
    "mistery shoper": "Mystery shopper · A skilled market researcher",
    "moment of truth": "Moment of truth · The point of contact",
    "churn reduction": "Churn reduction · Whatever efforts companies make",
    "chrun reducton": "Churn reduction · Whatever efforts companies make",
    "黄金客户": "Golden customers (黄金客户)",
    "flow charting": "Flow charting · Service blueprinting",
    "segmen": "Measuring a segment",
    "custmer relatonship managment": "Four parts of good customer relationship management",
    "the of a": "The layout of a bank branch",
}
"""What the best hit begins with, by query."""

QUERIES = [
    *FIRST_HITS,
    "loyalty",
    "customer lifetime value",
    "what is the value of a customer who comes back again and again to the firm and why is that",
    "lifetime value customer retention loyalty",
    "wat si teh valeu fo customr lyalty",
    "the",
    "a",
    "er",
    "ion",
    "客",
    "客户管理",
    "80/20",
    "what's",
    "price elastcity",
    "xylophone quintessence",
    "net promotor score",
]


def passage(text: str, *path: str, kind: PassageKind = PassageKind.PROSE) -> Passage:
    return Passage(uuid.UUID(int=1), kind, "part-1", path, text)


def deck(texts: list[tuple[str, PassageKind, list[str]]]) -> list[Passage]:
    """Return a deck, in which the headings above a passage are passages, too."""
    above = [passage(heading, kind=PassageKind.HEADING) for *_, path in texts for heading in path]
    return [*above, *(passage(text, *path, kind=kind) for text, kind, path in texts)]


TEXTS = st.lists(st.text("abcé客户𠮷", min_size=1, max_size=8), max_size=5).map(" ".join)
PASSAGES = st.tuples(TEXTS, st.sampled_from(PassageKind), st.lists(TEXTS, max_size=2))
DECKS = st.lists(st.lists(PASSAGES, max_size=3).map(deck), max_size=3)


def found(libraries: list[Library], query: str) -> list[tuple[int, float]]:
    """Return (number of the passage, score) as if the libraries' passages were one list."""
    firsts = [sum(len(each.factors) for each in libraries[:at]) for at in range(len(libraries))]
    hits = find(libraries, query, EVERYTHING).hits
    return [(firsts[hit.library] + hit.passage, hit.score) for hit in hits]


def assert_same(left: list[tuple[int, float]], right: list[tuple[int, float]]) -> None:
    """Scores are sums, and may differ in their last digit: then the order of equals may, too."""
    assert dict(left) == pytest.approx(dict(right))
    assert [score for _, score in left] == pytest.approx([score for _, score in right])


@settings(max_examples=60)
@given(DECKS, TEXTS)
def test_any_query_finds_what_it_means(decks: list[list[Passage]], query: str) -> None:
    every = [passage for deck in decks for passage in deck]
    wanted = plain.hits(every, query)
    assert_same(found([join([index_of(deck) for deck in decks])], query), wanted)
    assert_same(found([join([index_of(deck)]) for deck in decks], query), wanted)


@pytest.fixture(scope="module")
def demo(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, sandbox: Sandbox
) -> Iterator[Database]:
    """The demo course, as its files are taken in."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "retain.db").write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{folder / 'retain.db'}")
    open_classroom(database, folder / "content", sandbox)
    content = ROOT / "content"
    apply_path(database, SLUG, content, content, NOON, confirmed=True, sandbox=sandbox)
    yield database
    database.engine.dispose()


@pytest.mark.parametrize(("query", "begins"), FIRST_HITS.items())
def test_the_best_hit_in_the_demo_course_is_what_was_meant(
    demo: Database, query: str, begins: str
) -> None:
    with demo.transaction(Access.READ) as session:
        offering = offerings.by_slug(session, SLUG)
        assert offering is not None
        first = search(session, [Scope(offering, NOON)], query).decks[0].places[0]
        assert "".join(part.text for part in first.parts).startswith(begins)


def test_all_hits_in_the_demo_course_are_those_of_a_search_without_an_index(
    demo: Database,
) -> None:
    with demo.transaction(Access.READ) as session:
        shelf = stored.read(session, true())
        read = passages.load(session, shelf.versions)
    every = [passage for version in shelf.versions for passage in read[version.deck]]
    for query in QUERIES:
        assert_same(found([shelf.library], query), plain.hits(every, query))
