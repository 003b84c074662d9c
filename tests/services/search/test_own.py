"""A student's private cards and notes: found by their owner, and by nobody else."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import Access
from app.models import Card, Deck, Offering, PrivateNote, SearchIndex, User
from app.services import erasure
from app.services.decks.apply import apply
from app.services.decks.drafts import render_draft
from app.services.private.cards import mine, prepared
from app.services.search.find import Results, Scope, search
from app.services.search.passages import PassageKind
from app.services.search.results import Source
from tests.factories import make_user
from tests.services.decks.course import NOON, Classroom, question, term

OWN = "---\ntitle: My own cards\n---\n\n## Mnemonics\n\n" + term("Quokka", "A happy customer.")


@pytest.fixture
def ada(classroom: Classroom) -> UUID:
    """A student with a private card, and a private note on a card of the course."""
    classroom.write("a.md", question("What is loyalty?", "Coming back."))
    classroom.apply()
    with classroom.database.transaction() as session:
        student = make_user(session, "Ada")
        course = session.scalars(select(Offering)).one().course_id
        card = session.scalars(select(Card.id).limit(1)).one()
        words = PrivateNote(
            student_id=student.id, card_id=card, text="Like a\nwombat.", updated_at=NOON
        )
        session.add(words)
    write(classroom, student.id, course, OWN)
    return student.id


def write(classroom: Classroom, student: UUID, course: UUID, text: str) -> None:
    with classroom.database.transaction() as session:
        plan = prepared(mine(session, course, student), text, student)
        html = [render_draft(draft, classroom.sandbox) for draft in plan.drafts]
        apply(session, plan, html, NOON, confirmed=True)


def asked(session: Session, query: str, owner: UUID | None, *, staff: bool = False) -> Results:
    offering = session.scalars(select(Offering)).one()
    return search(session, [Scope(offering, None if staff else NOON, owner)], query)


def test_a_private_card_is_found_with_the_place_where_it_is_edited(
    classroom: Classroom, ada: UUID
) -> None:
    with classroom.database.transaction(Access.READ) as session:
        (deck,) = asked(session, "qoukka", ada).decks
        (place,) = deck.places
        assert deck.source is Source.OWN_CARDS
        assert "".join(part.text for part in deck.title) == "My own cards"
        assert place.anchor.startswith("note-")
        assert place.path == ("Mnemonics",)


def test_a_private_note_is_found_with_the_card_that_it_stands_on(
    classroom: Classroom, ada: UUID
) -> None:
    with classroom.database.transaction(Access.READ) as session:
        (found,) = asked(session, "wombat", ada).decks
        (place,) = found.places
        assert (found.source, found.deck, place.kind) == (
            Source.OWN_NOTES,
            None,
            PassageKind.NOTE,
        )
        assert place.anchor == str(session.scalars(select(PrivateNote.card_id)).one())
        assert place.path[-1] == "What is loyalty?"
        assert "".join(part.text for part in place.parts) == "Like a wombat."


def test_a_question_that_is_asked_no_more_is_not_shown_beside_the_note(
    classroom: Classroom, ada: UUID
) -> None:
    classroom.write("a.md", question("What is loyalty?", "Coming back.", "{use=exam #l}"))
    classroom.apply(confirmed=True)
    with classroom.database.transaction(Access.READ) as session:
        (found,) = asked(session, "wombat", ada).decks
        assert "loyalty" not in repr(found)


@pytest.mark.parametrize("query", ["quokka", "mnemonics", "wombat", "qoukka", "happy customer"])
def test_nobody_else_finds_any_of_it(classroom: Classroom, ada: UUID, query: str) -> None:
    with classroom.database.transaction() as session:
        ben = make_user(session, "Ben").id
        assert asked(session, query, ada).hits == 1
        for staff in (False, True):
            for other in (ben, classroom.instructor, None):
                found = asked(session, query, other, staff=staff)
                assert (found.hits, found.decks, found.corrected) == (0, (), ())


def test_the_word_of_a_private_card_corrects_nobody_elses_typing(
    classroom: Classroom, ada: UUID
) -> None:
    with classroom.database.transaction(Access.READ) as session:
        assert asked(session, "qoukka", ada).corrected == (("qoukka", "quokka"),)
        assert asked(session, "qoukka loyalty", None).corrected == ()
        assert asked(session, "qoukka loyalty", None).missing == ("qoukka",)


def test_own_and_course_are_ranked_together(classroom: Classroom, ada: UUID) -> None:
    with classroom.database.transaction(Access.READ) as session:
        course = session.scalars(select(Offering)).one().course_id
    write(classroom, ada, course, OWN + term("Loyalty", "Coming back."))
    with classroom.database.transaction(Access.READ) as session:
        sources = [deck.source for deck in asked(session, "loyalty", ada).decks]
        assert sources == [Source.OWN_CARDS, Source.COURSE]


def test_a_private_edit_counts_at_once(classroom: Classroom, ada: UUID) -> None:
    with classroom.database.transaction(Access.READ) as session:
        course = session.scalars(select(Offering)).one().course_id
    write(classroom, ada, course, OWN.replace("Quokka", "Bilby"))
    with classroom.database.transaction() as session:
        assert asked(session, "bilby", ada).hits == 1
        assert asked(session, "quokka", ada).hits == 0
        session.execute(delete(PrivateNote))
        assert asked(session, "wombat", ada).hits == 0


def test_with_the_account_its_index_goes(classroom: Classroom, ada: UUID) -> None:
    with classroom.database.transaction() as session:
        own = session.scalars(select(Deck.id).where(Deck.owner_id == ada)).one()
        assert session.scalars(select(SearchIndex).where(SearchIndex.deck_id == own)).one()
    with classroom.database.transaction() as session:
        erasure.erase(session, session.get_one(User, ada))
    with classroom.database.transaction() as session:
        assert "quokka" not in repr(session.scalars(select(SearchIndex.terms)).all())
