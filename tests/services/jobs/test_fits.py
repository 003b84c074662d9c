"""What is learnt from a class: who counts, what is kept, and what becomes of it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import or_, select, update

from app.db import Access, Database
from app.models import Enrolment, Event, Offering, ParameterSet, Role, SetKind, StudentEffect, User
from app.services import class_log, class_sets, erasure, fsrs_sets, parameters, study_preferences
from app.services.class_following import take_in
from app.services.class_sets import ClassSet
from app.services.events.record import record
from app.services.exam_cards import exam_cards
from app.services.exams_ahead import Exam
from app.services.jobs import fit_class, fit_weights, queue
from app.services.jobs.work import Result
from app.srs import class_model, fitting, fsrs
from app.srs.exam import recall_on
from app.srs.exposure import Rows
from app.srs.vector import Floats
from tests.services.events.conftest import review
from tests.services.jobs import simulated
from tests.services.jobs.simulated import NOW, SimulatedClass


@pytest.fixture
def crm(sqlite: Database) -> SimulatedClass:
    return simulated.make(sqlite)


def fit(crm: SimulatedClass, kind: str = "fit_class") -> Result:
    """Do the job as the worker does: read, then write what came of it."""
    run = {"fit_class": fit_class.run, "fit_weights": fit_weights.run}[kind]
    payload = {"offering": str(crm.world.offering.id)}
    with crm.database.transaction(Access.READ) as session:
        result = run(session, payload, NOW)
    with crm.database.transaction() as session:
        if result.write is not None:
            result.write(session)
    return result


def in_force(crm: SimulatedClass) -> ClassSet:
    with crm.database.transaction(Access.READ) as session:
        found = class_sets.in_force(session, crm.world.offering.id)
    assert found is not None
    return found


def effects(crm: SimulatedClass) -> dict[uuid.UUID, StudentEffect]:
    with crm.database.transaction(Access.READ) as session:
        return {row.student_id: row for row in session.scalars(select(StudentEffect))}


def test_the_class_model_finds_which_cards_and_students_are_which(crm: SimulatedClass) -> None:
    result = fit(crm)
    assert result.said.startswith("a new class model: held-out log loss")
    known = in_force(crm)
    cards = [known.cards[card].mean for card in crm.world.cards]
    assert np.corrcoef(cards, crm.ease)[0, 1] > 0.9
    students = [effects(crm)[student].mean for student in crm.students]
    assert np.corrcoef(students, crm.ability)[0, 1] > 0.7
    with crm.database.transaction(Access.READ) as session:
        stored = session.scalars(select(ParameterSet)).one()
    assert stored.held_out["loss"] < stored.held_out["loss_before"]
    assert stored.held_out["students"] == 12
    assert str(crm.students[0]) not in str(stored.values)  # nothing about one student


def test_hard_cards_are_expected_to_be_recalled_less_at_the_exam(crm: SimulatedClass) -> None:
    fit(crm)
    exam = Exam("Final", NOW + timedelta(days=10))
    newcomer = crm.students[0]
    with crm.database.transaction(Access.READ) as session:
        asked = exam_cards(session, crm.world.offering, newcomer, exam, NOW)
        known = parameters.active(session, crm.world.offering, newcomer)
    p = recall_on(asked.cards, asked.exam_day, known.fsrs.weights)
    assert np.corrcoef(p, crm.ease)[0, 1] > 0.8
    assert known.class_set is not None
    assert known.calibration == known.class_set.calibration
    assert known.shift_variance > 0


def test_who_and_what_was_only_answered_in_less_than_a_second_has_no_effect(
    crm: SimulatedClass,
) -> None:
    # The last of both: nothing after them makes the fit's arrays long enough by chance.
    student, card = max(crm.students), max(crm.world.cards)
    with crm.database.transaction() as session:
        quick = or_(Event.student_id == student, Event.card_id == card)
        session.execute(update(Event).where(quick).values(elapsed_ms=300))
    assert fit(crm).said.startswith("a new class model")
    assert effects(crm)[student].mean == 0
    assert in_force(crm).cards[card].mean == 0


def test_a_second_fit_without_new_answers_changes_nothing(crm: SimulatedClass) -> None:
    fit(crm)
    assert fit(crm).said.startswith("too few answers are new")
    assert in_force(crm).number == 1


def test_a_fit_that_loses_is_not_kept(crm: SimulatedClass, monkeypatch: pytest.MonkeyPatch) -> None:
    def knows_all(table: Rows) -> Floats:
        return np.where(table.recalled, 0.999, 0.001)

    monkeypatch.setattr(fit_class, "_memory_alone", knows_all)
    assert fit(crm).said.startswith("the class model stays as it is")
    assert effects(crm) == {}


def test_staff_demo_accounts_and_who_said_no_are_left_out(crm: SimulatedClass) -> None:
    staff, demo, unwilling, quick, *_ = crm.students
    offering = crm.world.offering.id
    with crm.database.transaction() as session:
        session.get_one(Enrolment, (staff, offering)).role = Role.ASSISTANT
        session.get_one(User, demo).is_demo = True
        study_preferences.set_learning(session, session.get_one(User, unwilling), allowed=False)
        session.execute(update(Event).where(Event.student_id == quick).values(elapsed_ms=300))
    with crm.database.transaction(Access.READ) as session:
        log = class_log.of_class(session, offering)
    assert not {staff, demo, unwilling} & set(log.students)
    assert len(log.students) == 9
    place = log.students.index(quick)
    assert not any(answer.target for answer in log.answers if answer.student == place)


def test_who_leaves_the_class_model_is_out_of_the_next_refit(
    crm: SimulatedClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_model, "is_better", lambda *_: True)
    fit(crm)
    leaver, *others = crm.students
    later = NOW + timedelta(days=1)
    with crm.database.transaction() as session:
        study_preferences.set_learning(session, session.get_one(User, leaver), allowed=False)
        session.execute(
            update(Event).where(Event.student_id.in_(others[:2])).values(received_at=later)
        )
    assert effects(crm)[leaver].parameter_set == 1  # nothing happens before the refit
    assert fit(crm).said.startswith("a new class model")
    assert in_force(crm).number == 2
    assert effects(crm)[leaver].parameter_set == 1
    assert {effects(crm)[each].parameter_set for each in others} == {2}
    with crm.database.transaction(Access.READ) as session:
        newest = fsrs_sets.newest(session, crm.world.offering.id, SetKind.CLASS)
    assert newest is not None
    assert newest.held_out["students"] == len(others)


def test_nine_students_are_too_few(crm: SimulatedClass) -> None:
    with crm.database.transaction() as session:
        for student in crm.students[:3]:
            session.get_one(User, student).is_demo = True
    assert fit(crm).said == "9 students are too few for a class model"


def test_each_answer_moves_its_student_once(crm: SimulatedClass) -> None:
    fit(crm)
    student, card = crm.students[0], crm.world.cards[0]
    before = effects(crm)[student]
    failed = review(card, 1, answered_at=NOW)
    for _ in range(2):  # sent twice
        with crm.database.transaction() as session:
            record(session, session.get_one(User, student), [failed], NOW)
    after = effects(crm)[student]
    assert after.mean < before.mean
    assert after.precision > before.precision
    assert after.answers == before.answers + 1
    assert after.through == NOW
    with crm.database.transaction() as session:
        assert take_in(session, student, crm.world.offering.id) == 0


def test_a_batch_that_came_first_and_is_stored_last_moves_its_student_too(
    crm: SimulatedClass,
) -> None:
    fit(crm)
    student = crm.students[0]
    before = effects(crm)[student].answers
    for card, minutes in zip(crm.world.cards, (2, 1, 3), strict=False):
        now = NOW + timedelta(minutes=minutes)
        with crm.database.transaction() as session:
            answer = review(card, 1, answered_at=NOW)
            record(session, session.get_one(User, student), [answer], now)
    assert effects(crm)[student].answers == before + 3
    assert effects(crm)[student].through == NOW + timedelta(minutes=3)


def test_a_refit_makes_every_student_anew(crm: SimulatedClass) -> None:
    fit(crm)
    values = in_force(crm)
    with crm.database.transaction() as session:
        stored = session.scalars(select(ParameterSet)).one()
        fsrs_sets.append(
            session, crm.world.offering.id, SetKind.CLASS, stored.values, ({}, None), NOW
        )
        newer = class_sets.in_force(session, crm.world.offering.id)
        assert newer == replace(values, number=2)
        effect = class_sets.student_effect(session, newer, crm.students[0], crm.world.offering.id)
        assert effect == newer.new_student  # that of the older set does not count
        answered = take_in(session, crm.students[0], crm.world.offering.id)
        assert answered == 12 * len(simulated.DAYS)


def test_deleting_an_account_takes_its_effect_along(crm: SimulatedClass) -> None:
    fit(crm)
    with crm.database.transaction() as session:
        erasure.erase(session, session.get_one(User, crm.students[0]))
    assert set(effects(crm)) == set(crm.students[1:])


def test_a_student_deleted_while_the_fit_ran_gets_no_row(crm: SimulatedClass) -> None:
    payload = {"offering": str(crm.world.offering.id)}
    with crm.database.transaction(Access.READ) as session:
        result = fit_class.run(session, payload, NOW)
    with crm.database.transaction() as session:
        erasure.erase(session, session.get_one(User, crm.students[0]))
    assert result.write is not None
    with crm.database.transaction() as session:
        result.write(session)
    assert len(effects(crm)) == 11


FORGETFUL = (0.05, 0.3, 0.6, 2.0, *fsrs.DEFAULT_WEIGHTS[4:])


@pytest.fixture
def forgetful(sqlite: Database) -> SimulatedClass:
    return simulated.make(sqlite, students=15, cards=16, weights=FORGETFUL)


def test_weights_are_taken_over_only_where_students_held_out_lose_less(
    forgetful: SimulatedClass,
) -> None:
    result = fit(forgetful, "fit_weights")
    with forgetful.database.transaction(Access.READ) as session:
        found = fsrs_sets.of_offering(session, forgetful.world.offering.id)
        stored = session.scalars(select(ParameterSet)).one_or_none()
    assert result.said.startswith("new weights: held-out log loss")
    assert stored is not None
    assert stored.held_out["loss"] < stored.held_out["loss_before"]
    assert found.number == 1
    assert found.weights != fsrs.DEFAULT_WEIGHTS
    assert fit(forgetful, "fit_weights").said == "no answer is new since the last fit of weights"


def test_few_answers_fit_no_weights(sqlite: Database) -> None:
    small = simulated.make(sqlite, students=6, cards=3)
    assert fit(small, "fit_weights").said == "too few answers on later days to fit weights"


def test_what_is_predicted_by_weights_is_the_fold_s_retrievability(crm: SimulatedClass) -> None:
    with crm.database.transaction(Access.READ) as session:
        log = class_log.of_class(session, crm.world.offering.id)
    p, recalled, student = fitting.predicted(log.answers, fsrs.DEFAULT_WEIGHTS)
    later = (len(simulated.DAYS) - 1) * 12 * 12
    assert p.shape == recalled.shape == student.shape == (later,)
    assert ((p > 0) & (p < 1)).all()


def test_the_daily_job_wants_both_fits_of_each_running_offering(crm: SimulatedClass) -> None:
    with crm.database.transaction() as session:
        queue.enqueue(session, "learn", "learn:today", NOW)
    done = []
    while True:
        with crm.database.transaction() as session:
            job = queue.take(session, NOW)
            if job is None:
                break
            queue.run(session, job, NOW)
            assert job.error is None
            done.append(job.kind)
    assert done[0] == "learn"
    assert sorted(done[1:]) == ["fit_class", "fit_weights"]
    assert in_force(crm).number == 1
    with crm.database.transaction() as session:
        session.get_one(Offering, crm.world.offering.id).archived_at = NOW
        queue.enqueue(session, "learn", "learn:tomorrow", NOW)
        job = queue.take(session, NOW)
        assert job is not None
        queue.run(session, job, NOW)
        assert queue.take(session, NOW) is None
