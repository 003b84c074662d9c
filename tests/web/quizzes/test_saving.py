"""Autosave: numbers, two tabs, an expired log-in, deadlines and handing in twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.clock import utc_now
from app.db import Access, Database
from app.models import Attempt, Enrolment, Event, LoginSession
from app.services import login_sessions
from app.services.attempts.release import GRACE
from app.web.context import write
from app.web.quizzes import taking
from tests.web.conftest import LogIn
from tests.web.quizzes.conftest import RIGHT, Quizzes, attempt_id, fields_of


def test_the_highest_number_counts_in_whichever_order_answers_arrive(quizzes: Quizzes) -> None:
    address = quizzes.start()
    assert quizzes.save(address, "typed", 5, "customer churn").json == {"fate": "saved", "last": 5}
    assert quizzes.save(address, "typed", 4, "nobody").json == {"fate": "saved", "last": 5}
    quizzes.browser.post(address, {"do": "anyway"})
    assert quizzes.markings(address)["typed"][-1].credit == 1


def test_the_same_number_again_is_harmless(quizzes: Quizzes) -> None:
    address = quizzes.start()
    for fate in ("saved", "duplicate", "duplicate"):
        reply = quizzes.save(address, "typed", 1, "churn")
        assert (reply.status_code, reply.json["fate"]) == (200, fate)
    assert len(quizzes.responses(address)) == 1


def test_a_number_that_another_tab_took_is_told_and_nothing_is_lost(quizzes: Quizzes) -> None:
    address = quizzes.start()
    quizzes.save(address, "typed", 1, "churn")
    reply = quizzes.save(address, "gap", 1, "less")
    assert (reply.status_code, reply.json) == (409, {"fate": "taken", "last": 1})
    assert quizzes.save(address, "gap", 2, "less").status_code == 200
    assert [one.answer for one in quizzes.responses(address)] == ["churn", "less"]


def test_starting_twice_makes_one_attempt(quizzes: Quizzes) -> None:
    start = "7b6ad9a4-8d3f-4f57-9f57-5a1d2e6f7a01"
    assert quizzes.start(start=start) == quizzes.start(start=start)
    with quizzes.stored.transaction(Access.READ) as session:
        assert len(session.scalars(select(Attempt)).all()) == 1


def test_an_old_tab_does_not_put_its_empty_fields_over_newer_answers(quizzes: Quizzes) -> None:
    address = quizzes.start()
    quizzes.save(address, "typed", 1, "customer churn")  # by one tab
    stale = quizzes.fields(address, {"net": "intranet"})  # the other was opened before
    quizzes.browser.post(address, stale | {"do": "anyway"})
    marks = quizzes.markings(address)
    assert (marks["typed"][-1].credit, marks["net"][-1].credit) == (1, 1)


def test_a_page_that_saves_by_itself_sends_only_what_it_could_not_save(quizzes: Quizzes) -> None:
    address = quizzes.start()
    quizzes.save(address, "typed", 1, "nobody")  # this tab
    quizzes.save(address, "typed", 2, "customer churn")  # the other tab, later
    net = quizzes.items(address)["net"].position
    page = quizzes.fields(address, {"typed": "nobody", "net": "intranet"})
    quizzes.browser.post(address, page | {"unsaved": str(net), "do": "anyway"})
    marks = quizzes.markings(address)
    assert (marks["typed"][-1].credit, marks["net"][-1].credit) == (1, 1)


def test_handing_in_twice_marks_once(quizzes: Quizzes) -> None:
    address = quizzes.start()
    fields = quizzes.fields(address, RIGHT) | {"do": "submit"}
    for _ in range(2):
        reply = quizzes.browser.post(address, fields)
        assert reply.headers["Location"] == f"{address}/review"
    assert {len(marks) for marks in quizzes.markings(address).values()} == {1}
    with quizzes.stored.transaction(Access.READ) as session:
        assert len(session.scalars(select(Event)).all()) == len(RIGHT) - 1  # not the essay
    reply = quizzes.save(address, "typed", 99, "too late")
    assert (reply.status_code, reply.json["fate"]) == (409, "over")


def test_after_the_log_in_expired_the_same_answer_is_taken_with_the_new_one(
    quizzes: Quizzes, logged_in: LogIn, stored: Database
) -> None:
    address = quizzes.start()
    item = quizzes.items(address)["typed"]
    path = f"/api/v1/courses/crm/attempts/{attempt_id(address)}/answers"
    fields = fields_of(item, "churn") | {"position": str(item.position), "number": "1"}
    token = quizzes.browser.token()
    with stored.transaction() as session:
        login_sessions.revoke_all(session, quizzes.attempt(address).student_id, utc_now())
    reply = quizzes.browser.send(path, fields, X_CSRF_Token=token)
    assert (reply.status_code, reply.content_type) == (401, "application/problem+json")
    again = logged_in("ann")
    reply = again.send(path, fields, X_CSRF_Token=token)
    assert reply.status_code == 403  # the page asks for the new log-in's token
    csrf = again.get("/api/v1/session").json
    assert csrf is not None
    assert again.send(path, fields, X_CSRF_Token=csrf["csrf"]).status_code == 200
    assert [one.answer for one in quizzes.responses(address)] == ["churn"]


@pytest.mark.parametrize(("extra", "minutes"), [(0, 20), (50, 30)])
def test_the_deadline_has_the_students_extra_time(
    quizzes: Quizzes, stored: Database, extra: int, minutes: int
) -> None:
    with stored.transaction() as session:
        session.execute(update(Enrolment).values(extra_time_percent=extra))
    attempt = quizzes.attempt(quizzes.start(mode="mock", minutes="20"))
    assert attempt.deadline is not None
    assert attempt.deadline - attempt.started_at == timedelta(minutes=minutes)


def test_a_deadline_that_passes_while_away_counts_what_was_saved(
    quizzes: Quizzes, stored: Database
) -> None:
    address = quizzes.start(mode="mock", minutes="20")
    quizzes.save(address, "typed", 1, "customer churn")
    ended = utc_now() - GRACE - timedelta(minutes=5)
    with stored.transaction() as session:
        session.execute(update(Attempt).values(deadline=ended))
    assert quizzes.save(address, "net", 2, "intranet").json["fate"] == "over"
    assert "Time is up" in quizzes.browser.get(address).text
    assert "See the result of" in quizzes.browser.get("/quizzes/crm").text
    late = quizzes.fields(address, {"net": "intranet"}) | {"do": "save"}
    quizzes.browser.post(address, late)
    marks = quizzes.markings(address)
    assert (marks["typed"][-1].credit, marks["net"][-1].credit) == (1, 0)
    assert quizzes.attempt(address).submitted_at == ended


def test_starting_another_hands_in_what_ran_out_of_time(quizzes: Quizzes, stored: Database) -> None:
    address = quizzes.start(mode="mock", minutes="20")
    ended = utc_now() - timedelta(hours=1)
    with stored.transaction() as session:
        session.execute(update(Attempt).values(deadline=ended))
    quizzes.start()
    assert quizzes.attempt(address).submitted_at == ended


def test_a_quiz_of_somebody_else_is_not_there(quizzes: Quizzes, logged_in: LogIn) -> None:
    address = quizzes.start()
    ines = logged_in("ines")
    for path in (address, f"{address}/review"):
        assert ines.get(path).status_code == 404
    assert ines.post(address, {"do": "anyway"}).status_code == 404


def test_an_answer_that_crosses_the_handing_in_is_not_taken(
    quizzes: Quizzes, stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the attempt and the lock another tab hands it in."""
    address = quizzes.start()

    def hand_in_first() -> None:
        with stored.transaction() as session:
            session.execute(update(Attempt).values(submitted_at=utc_now()))
        write()

    monkeypatch.setattr(taking, "write", hand_in_first)
    reply = quizzes.save(address, "typed", 1, "churn")
    assert (reply.status_code, reply.json["fate"]) == (409, "over")
    assert quizzes.responses(address) == []


def test_saving_notes_that_the_log_in_is_in_use(quizzes: Quizzes, stored: Database) -> None:
    address = quizzes.start()
    long_ago = utc_now() - login_sessions.SEEN_STEP
    with stored.transaction() as session:
        session.execute(update(LoginSession).values(last_seen_at=long_ago))
    item = quizzes.items(address)["typed"]
    path = f"/api/v1/courses/crm/attempts/{attempt_id(address)}/answers"
    fields = fields_of(item, "churn") | {"position": str(item.position), "number": "1"}
    assert quizzes.browser.post(path, fields).status_code == 200
    with stored.transaction(Access.READ) as session:
        assert session.scalars(select(LoginSession.last_seen_at)).one() > long_ago


def test_what_is_refused_waits_for_no_other_writer(quizzes: Quizzes, stored: Database) -> None:
    address = quizzes.start()
    path = f"/api/v1/courses/crm/attempts/{attempt_id(address)}/answers"
    token = quizzes.browser.token()
    with stored.transaction():  # holds the lock
        reply = quizzes.browser.send(path, {"csrf_token": token, "position": "99", "number": "1"})
    assert reply.status_code == 400
