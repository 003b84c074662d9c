"""Numbered FSRS sets: what they are folded under, staleness, re-folds, and the doctor."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Access
from app.models import CardState, Enrolment, Job, Offering, ParameterSet, SetKind, User
from app.policy import Actor
from app.services import doctor, enrolments, fsrs_sets, parameters, study_preferences
from app.services.classes import roster
from app.services.jobs import queue
from app.srs.balance import Ease
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.study_days import study_day
from tests.factories import LONG_AGO, make_user
from tests.services.events.conftest import NOW, Desk, desk, review

__all__ = ["desk"]

OTHER = (0.5, *DEFAULT_WEIGHTS[1:])
LATER = NOW + timedelta(days=1)


@pytest.fixture
def studied(desk: Desk) -> Desk:
    for number, card in enumerate(desk.cards[:3]):
        desk.send(review(card, 1, minutes=number), review(card, 3, minutes=2000 + number))
    return desk


def activate(desk: Desk, weights: tuple[float, ...] = OTHER) -> int:
    with desk.database.transaction() as session:
        made = fsrs_sets.append(
            session, desk.offering_id, SetKind.FSRS, {"weights": weights}, ({}, None), NOW
        )
        return made.number


def work(desk: Desk) -> list[str]:
    """Do every job that is due; returns their kinds."""
    done: list[str] = []
    while True:
        with desk.database.transaction() as session:
            job = queue.take(session, LATER)
            if job is None:
                return done
            queue.run(session, job, LATER)
            assert job.error is None
            done.append(job.kind)


def next_run(session: Session, desk: Desk) -> Offering:
    """Make another offering of the course."""
    course = session.get_one(Offering, desk.offering_id).course_id
    values = {"slug": "crm-next", "join_code": "NEXT", "created_at": NOW}
    new = Offering(id=uuid.uuid4(), course_id=course, **values)
    session.add(new)
    session.flush()
    return new


def faults(desk: Desk) -> list[str]:
    with desk.database.transaction(Access.READ) as session:
        return [fault.message for fault in doctor.examine(session).faults if fault.repairable]


def test_without_a_set_the_published_defaults_have_number_0(studied: Desk) -> None:
    assert {state["parameter_set"] for state in studied.states().values()} == {0}


def test_a_new_set_leaves_states_stale_until_the_job_folds_them_anew(studied: Desk) -> None:
    before = studied.states()
    number = activate(studied)
    assert studied.states() == before
    assert faults(studied) == []  # stale is no drift
    assert work(studied) == ["refold"]
    after = studied.states()
    assert {state["parameter_set"] for state in after.values()} == {number}
    assert all(after[card]["stability"] != before[card]["stability"] for card in before)
    assert faults(studied) == []


def test_states_folded_anew_are_planned_by_easy_and_free_days(desk: Desk) -> None:
    free = [Ease.FREE, Ease.FREE, Ease.NORMAL, *[Ease.FREE] * 4]
    with desk.database.transaction() as session:
        student = session.get_one(User, desk.student_id)
        study_preferences.set_weekdays(session, student, free, NOW)
    desk.send(*(review(card, 4, answered_at=NOW) for card in desk.cards))
    assert work(desk) == ["replan"]
    activate(desk, (*DEFAULT_WEIGHTS[:3], 9.0, *DEFAULT_WEIGHTS[4:]))
    assert work(desk) == ["refold"]
    with desk.database.transaction(Access.READ) as session:
        dues = session.scalars(select(CardState.due).order_by(CardState.due)).all()
    days = [study_day(due, ZoneInfo("Europe/Vienna"), 4).weekday() for due in dues if due]
    assert days == [2] * len(desk.cards)


def test_an_answer_folds_its_own_card_under_the_new_set(studied: Desk) -> None:
    number = activate(studied)
    studied.send(review(studied.cards[0], minutes=9000))
    states = studied.states()
    assert states[studied.cards[0]]["parameter_set"] == number
    assert states[studied.cards[1]]["parameter_set"] == 0


def test_the_doctor_finds_drift_under_the_set_that_a_state_names(studied: Desk) -> None:
    activate(studied)
    work(studied)
    with studied.database.transaction() as session:
        state = session.get_one(CardState, (studied.student_id, studied.cards[0]))
        state.parameter_set = 0
    assert len(faults(studied)) == 1
    with studied.database.transaction() as session:
        assert doctor.repair(session) == 1
    assert faults(studied) == []


def test_numbers_run_over_all_offerings_and_rows_are_only_added(studied: Desk) -> None:
    assert [activate(studied), activate(studied, DEFAULT_WEIGHTS)] == [1, 2]
    with studied.database.transaction(Access.READ) as session:
        assert fsrs_sets.of_offering(session, studied.offering_id).weights == DEFAULT_WEIGHTS
        assert set(fsrs_sets.by_number(session)) == {0, 1, 2}
        assert len(session.scalars(select(ParameterSet)).all()) == 2
        known = parameters.active(
            session, session.get_one(Offering, studied.offering_id), studied.student_id
        )
        assert known.fsrs.number == 2


def test_a_student_who_moved_on_is_folded_under_the_offering_that_runs(studied: Desk) -> None:
    with studied.database.transaction() as session:
        new = next_run(session, studied)
        session.get_one(Enrolment, (studied.student_id, studied.offering_id)).left_at = NOW
        session.add(
            Enrolment(
                user_id=studied.student_id, offering_id=new.id, role="student", enrolled_at=LONG_AGO
            )
        )
        session.flush()
        fsrs_sets.append(session, new.id, SetKind.FSRS, {"weights": OTHER}, ({}, None), NOW)
        sets = fsrs_sets.of_cards(session, studied.student_id, studied.cards)
        assert {each.number for each in sets.values()} == {1}


def test_who_joins_or_leaves_another_run_of_the_course_is_folded_under_its_set(
    studied: Desk,
) -> None:
    with studied.database.transaction() as session:
        new = next_run(session, studied)
        fsrs_sets.append(session, new.id, SetKind.FSRS, {"weights": OTHER}, ({}, None), NOW)
    assert work(studied) == []
    with studied.database.transaction() as session:
        student = session.get_one(User, studied.student_id)
        session.get_one(Enrolment, (student.id, studied.offering_id)).left_at = NOW
        enrolments.join(session, student, session.merge(new), NOW)
        enrolments.join(session, make_user(session, "Newcomer"), session.merge(new), NOW)
    assert work(studied) == ["refold"]
    assert {state["parameter_set"] for state in studied.states().values()} == {1}
    with studied.database.transaction() as session:
        ines = make_user(session, "Ines")
        roster.remove(session, Actor(ines.id), session.merge(new), studied.student_id, LATER)
        session.get_one(Enrolment, (studied.student_id, studied.offering_id)).left_at = None
    assert work(studied) == ["refold"]
    assert {state["parameter_set"] for state in studied.states().values()} == {0}


def test_the_job_of_a_deleted_account_does_nothing(studied: Desk) -> None:
    activate(studied)
    with studied.database.transaction() as session:
        session.delete(session.get_one(User, studied.student_id))
    assert work(studied) == ["refold"]
    with studied.database.transaction(Access.READ) as session:
        assert session.scalars(select(Job.error)).all() == [None]
