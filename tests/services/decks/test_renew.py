"""A new renderer: old HTML serves until it is renewed, and then the new one does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.cli.deck_store import renew_renderings
from app.db import Access
from app.decks.rendering import RENDERER_VERSION
from app.models import CardState, DeckRendering, Enrolment, Offering, Rendering, Role, User
from app.services import enrolments
from app.services.decks import apply as applying
from app.services.decks import renew, write_decks, write_notes
from app.services.decks.apply import Status
from app.services.events.record import record
from app.services.study.queue import StudyQueue, schedule_queue
from tests.factories import make_user
from tests.services.decks.course import NOON, Classroom, question
from tests.services.events.conftest import review

NEXT = 99


@pytest.fixture
def upgraded(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    classroom.write("a.md", question("What is loyalty?", "Coming back."))
    classroom.apply()
    for module in (renew, write_decks, write_notes, applying):
        monkeypatch.setattr(module, "RENDERER_VERSION", NEXT)
    return classroom


def versions(classroom: Classroom) -> tuple[set[int], set[int]]:
    with classroom.database.transaction(Access.READ) as session:
        cards = set(session.scalars(select(Rendering.renderer)))
        return cards, set(session.scalars(select(DeckRendering.renderer)))


def test_what_an_older_renderer_made_is_made_again_beside_it(upgraded: Classroom) -> None:
    before = upgraded.everything()
    old = versions(upgraded)
    [report] = renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox)
    assert report.status is Status.APPLIED
    assert versions(upgraded) == (old[0] | {NEXT}, old[1] | {NEXT})
    after = upgraded.everything()
    rendered = {"rendering", "deck_rendering"}
    assert {t: after[t] for t in after if t not in rendered} == {
        t: before[t] for t in before if t not in rendered
    }


def test_a_second_time_there_is_nothing_to_renew(upgraded: Classroom) -> None:
    renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox)
    before = upgraded.everything()
    assert renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox) == []
    assert upgraded.everything() == before


def student_of(classroom: Classroom) -> User:
    with classroom.database.transaction() as session:
        offering = session.scalars(select(Offering)).one()
        student = make_user(session, "Ann")
        enrolments.enrol(session, student, offering, Role.STUDENT, NOON)
        return student


def queue_of(classroom: Classroom, student: User) -> StudyQueue:
    with classroom.database.transaction(Access.READ) as session:
        offering = session.scalars(select(Offering)).one()
        enrolment = session.get_one(Enrolment, (student.id, offering.id))
        return schedule_queue(session, student, enrolment, classroom.now)


def test_the_old_html_serves_until_it_is_renewed_and_is_forgotten_after(
    upgraded: Classroom,
) -> None:
    student = student_of(upgraded)
    (card,) = queue_of(upgraded, student).cards
    assert card.rendering.renderer == RENDERER_VERSION
    renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox)
    (again,) = queue_of(upgraded, student).cards
    assert (again.card, again.revision.number) == (card.card, card.revision.number)
    assert again.rendering.renderer == NEXT
    with upgraded.database.transaction() as session:
        renew.forget_replaced(session)
    assert versions(upgraded) == ({NEXT}, {NEXT})
    assert len(queue_of(upgraded, student).cards) == 1


def test_what_is_not_renewed_is_not_forgotten(upgraded: Classroom) -> None:
    with upgraded.database.transaction() as session:
        renew.forget_replaced(session)
    assert versions(upgraded) == ({RENDERER_VERSION}, {RENDERER_VERSION})


def test_an_answer_to_a_card_that_was_fetched_before_the_upgrade_counts(
    upgraded: Classroom,
) -> None:
    student = student_of(upgraded)
    (card,) = queue_of(upgraded, student).cards
    renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox)
    with upgraded.database.transaction() as session:
        renew.forget_replaced(session)
    answer = replace(review(card.card, answered_at=upgraded.now), version=card.revision.number)
    with upgraded.database.transaction() as session:
        found = session.get_one(User, student.id)
        (result,) = record(session, found, [answer], upgraded.now)
    assert result.status == "stored"


def test_an_answer_to_an_older_revision_counts_after_an_edit_and_an_upgrade(
    upgraded: Classroom,
) -> None:
    student = student_of(upgraded)
    (card,) = queue_of(upgraded, student).cards
    upgraded.write("a.md", question("What is loyalty?", "Coming back to the same firm."))
    upgraded.apply()
    renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox)
    answer = replace(review(card.card, answered_at=upgraded.now), version=card.revision.number)
    with upgraded.database.transaction() as session:
        (result,) = record(session, session.get_one(User, student.id), [answer], upgraded.now)
        assert result.status == "stored"
        assert session.get_one(CardState, (student.id, card.card)).repetitions == 1
