"""Indexes in the database are those of what is published, or there are none."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, true, update
from sqlalchemy.orm import Session

from app.cli.deck_store import index_for_search
from app.db import Access, Database
from app.models import Deck, DeckRendering, Offering, SearchIndex
from app.services.search import stored
from app.services.search.find import Results, Scope, search
from app.services.search.index import LAYOUT
from tests.services.decks.course import NOON, Classroom, question, term

DECK = "## Why they stay\n\nLoyal customers forgive.\n\n" + term("Churn", "Losing customers.")


@pytest.fixture
def published(classroom: Classroom) -> Classroom:
    classroom.write("a.md", DECK)
    classroom.write("b.md", question("What do customers forgive?", "Mistakes."))
    classroom.apply()
    return classroom


def asked(session: Session, query: str) -> Results:
    offering = session.scalars(select(Offering)).one()
    return search(session, [Scope(offering, NOON)], query)


def indexed(database: Database) -> int:
    with database.transaction(Access.READ) as session:
        return session.scalar(select(func.count()).select_from(SearchIndex)) or 0


def test_publishing_indexes_every_deck_once(published: Classroom) -> None:
    assert indexed(published.database) == 2
    published.write("a.md", DECK.replace("forgive", "buy again"))
    published.apply()
    assert indexed(published.database) == 2
    with published.database.transaction(Access.READ) as session:
        assert stored.unwritten(session) == []


def test_what_is_not_indexed_is_found_all_the_same(published: Classroom) -> None:
    queries = ["customers forgive", "chrun", "stay loyal", "nowhere"]
    with published.database.transaction() as session:
        before = [asked(session, query) for query in queries]
        session.execute(delete(SearchIndex))
        assert [asked(session, query) for query in queries] == before
        assert before[0].hits == 2


def test_some_decks_may_be_indexed_and_others_not(published: Classroom) -> None:
    with published.database.transaction() as session:
        before = asked(session, "customers")
        some = session.scalars(select(Deck.id).order_by(Deck.key).limit(1)).one()
        session.execute(delete(SearchIndex).where(SearchIndex.deck_id == some))
        assert asked(session, "customers") == before
        assert stored.unwritten(session) == [some]


def test_an_index_of_another_layout_is_not_read(published: Classroom) -> None:
    with published.database.transaction() as session:
        before = asked(session, "churn")
        session.execute(update(SearchIndex).values(layout=LAYOUT + 1, terms="", passages=""))
        assert asked(session, "churn") == before


def test_another_title_of_the_same_text_is_found(published: Classroom) -> None:
    """The title of a deck that gives itself none is its file's name."""
    with published.database.transaction(Access.READ) as session:
        assert asked(session, "zebra").hits == 0
    (published.content / "b.md").rename(published.content / "zebra.md")
    published.apply()
    with published.database.transaction(Access.READ) as session:
        assert asked(session, "zebra").hits == 1


def test_an_upgrade_indexes_what_an_older_version_has_not(published: Classroom) -> None:
    with published.database.transaction() as session:
        before = stored.read_versions(session, true())
        session.execute(delete(SearchIndex))
    assert index_for_search(published.database) == 2
    assert index_for_search(published.database) == 0
    with published.database.transaction(Access.READ) as session:
        assert stored.read_versions(session, true()) == before


def test_an_index_goes_with_the_rendering_that_it_was_made_of(published: Classroom) -> None:
    with published.database.transaction() as session:
        session.execute(delete(DeckRendering))
    assert indexed(published.database) == 0


def test_a_deck_that_was_published_meanwhile_is_shown_as_it_is_now(published: Classroom) -> None:
    """On PostgreSQL another transaction may publish between two statements of a search."""
    with published.database.transaction(Access.READ) as session:
        before = stored.read_versions(session, true())
    published.write("a.md", "Nothing but this.\n")
    published.apply(confirmed=True)
    with published.database.transaction(Access.READ) as session:
        read = stored.read_passages(session, {before[0]: [1, 99]})
    assert {place for _, place in read} <= {1}
