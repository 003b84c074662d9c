"""Staff set a quiz: drafts, previews, announcing, and what may change when somebody has begun."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select, update

from app.db import Access
from app.models import Attempt, AuditEvent, Enrolment, QuizItem, Role
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.quizzes.classroom import ASKED, STAFF, Classroom, in_days


def test_a_draft_is_previewed_and_seen_by_no_student(classroom: Classroom) -> None:
    address = classroom.make(title="Hidden one")
    text = classroom.ines.get(f"{address}/preview").text
    assert text.count('class="panel question"') == len(ASKED)
    ann = classroom.student("ann").browser
    assert "Hidden one" not in ann.get("/quizzes/crm").text
    path = f"/quizzes/crm/set/{address.rpartition('/')[2]}"
    assert ann.get(path).status_code == 404
    assert ann.post(path, {"start": str(uuid4())}).status_code == 404
    with classroom.stored.transaction(Access.READ) as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_an_announced_quiz_asks_everybody_the_same_in_another_order(classroom: Classroom) -> None:
    address = classroom.announce()
    orders = []
    for name in ("ann", "bea", "cem"):
        items = classroom.student(name).items(classroom.begin(name, address))
        assert set(items) == set(ASKED)
        orders.append(tuple(sorted(items, key=lambda one: items[one].position)))
    assert len(set(orders)) > 1


def test_beginning_twice_makes_one_attempt_and_none_is_left(classroom: Classroom) -> None:
    address = classroom.announce()
    first = classroom.begin("ann", address)
    assert classroom.begin("ann", address) == first
    classroom.hand_in("ann", first, {})
    ann = classroom.student("ann").browser
    path = f"/quizzes/crm/set/{address.rpartition('/')[2]}"
    reply = ann.post(path, {"start": str(uuid4())})
    assert (reply.status_code, "no attempt left" in reply.text) == (409, True)
    assert "no attempt left" in ann.get(path).text


def test_types_chapters_and_points_are_those_that_were_chosen(classroom: Classroom) -> None:
    address = classroom.make(
        of="chapter:chapter9", types=["choice", "numeric"], points="2.5", questions="3"
    )
    with classroom.stored.transaction(Access.READ) as session:
        items = session.scalars(
            select(QuizItem).where(QuizItem.quiz_id == classroom.quiz(address).id)
        ).all()
    assert {item.item for item in items} == {"one", "several", "number"}
    assert {item.points for item in items} == {2.5}


def test_questions_are_made_from_cards_where_staff_ask_for_it(classroom: Classroom) -> None:
    address = classroom.make(made="y", types="short_answer")
    with classroom.stored.transaction(Access.READ) as session:
        items = session.scalars(
            select(QuizItem.item).where(QuizItem.quiz_id == classroom.quiz(address).id)
        ).all()
    assert any(item.startswith("g-") for item in items)
    assert {"typed", "net"} <= set(items)


def test_whether_it_counts_stands_on_the_start_page(classroom: Classroom) -> None:
    for fields, words in (
        ({"counts": "y"}, "This quiz counts."),
        ({}, "This quiz does not count: nobody but you sees your points."),
    ):
        address = classroom.announce(**fields)
        path = f"/quizzes/crm/set/{address.rpartition('/')[2]}"
        assert words in classroom.student("ann").browser.get(path).text


def test_what_did_not_count_cannot_count_once_somebody_has_begun(classroom: Classroom) -> None:
    address = classroom.announce()
    classroom.begin("ann", address)
    reply = classroom.ines.post(address, classroom.form(counts="y"))
    assert (reply.status_code, "cannot count any more" in reply.text) == (422, True)
    assert classroom.quiz(address).counts is False


def test_what_counts_may_stop_counting(classroom: Classroom) -> None:
    address = classroom.announce(counts="y")
    classroom.begin("ann", address)
    assert classroom.ines.post(address, classroom.form()).status_code == 303
    assert classroom.quiz(address).counts is False


def test_questions_stay_as_they_are_once_somebody_has_begun(classroom: Classroom) -> None:
    address = classroom.announce()
    classroom.begin("ann", address)
    fields = classroom.form(title="Renamed", types="numeric", minutes="5", points="9")
    assert classroom.ines.post(address, fields).status_code == 303
    quiz = classroom.quiz(address)
    assert (quiz.title, quiz.minutes, quiz.points) == ("Renamed", None, None)
    text = classroom.ines.get(f"{address}/preview").text
    assert text.count('class="panel question"') == len(ASKED)


def test_extra_time_comes_on_top_of_the_limit_and_of_the_closing_date(
    classroom: Classroom,
) -> None:
    address = classroom.announce(minutes="20", **in_days(1))
    classroom.student("bea")
    with classroom.stored.transaction() as session:
        session.execute(update(Enrolment).values(extra_time_percent=50))
    attempt = classroom.student("bea").attempt(classroom.begin("bea", address))
    assert attempt.deadline is not None
    assert (attempt.deadline - attempt.started_at).total_seconds() == 30 * 60
    closes = classroom.quiz(address).closes_at
    with classroom.stored.transaction() as session:
        session.execute(update(Enrolment).values(extra_time_percent=0))
    assert closes is not None
    soon = classroom.ines.post(address, classroom.form(**in_days(0)))
    assert soon.status_code == 303  # closing now ends what runs
    ended = classroom.student("bea").attempt(f"/quizzes/crm/{attempt.id}").deadline
    assert ended == classroom.quiz(address).closes_at


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Give the quiz a name."),
        ({"questions": "0"}, "Write a number from 1 to 100."),
        ({"questions": "many"}, "Write a whole number."),
        ({"points": "nan"}, "Write a number from 0.1 to 100"),
        ({"keys": "closed", "feedback": "closed"}, "give it a closing date"),
        ({"marks": "never", "keys": "at once"}, "show them no earlier"),
        ({"keys": "never", "feedback": "at once"}, "show it no earlier"),
        ({"of": "deck:elsewhere"}, "not"),
        ({"opens_day": "2026-05-02", "closes_day": "2026-05-01"}, "close before it opens"),
        ({"closes_day": "1026-05-02"}, "write one from 2000 to 2100"),
    ],
)
def test_a_slip_is_told_beside_its_field(
    classroom: Classroom, fields: dict[str, str], words: str
) -> None:
    reply = classroom.ines.post(f"{STAFF}/new", classroom.form(**fields))
    assert reply.status_code == 422
    assert words in reply.text
    assert 'class="field-error"' in reply.text


def test_a_quiz_without_questions_is_not_announced(classroom: Classroom) -> None:
    address = classroom.make(types="cloze", of="chapter:chapter9", made="")
    assert classroom.ines.post(address, classroom.form(types="ordering")).status_code == 303
    with classroom.stored.transaction() as session:
        session.execute(delete(QuizItem))
    reply = classroom.ines.post(f"{address}/publish")
    assert (reply.status_code, "no question of what you chose" in reply.text) == (409, True)


def test_only_a_quiz_that_nobody_has_begun_is_deleted(classroom: Classroom) -> None:
    begun, fresh = classroom.announce(), classroom.announce(title="Fresh")
    classroom.begin("ann", begun)
    assert classroom.ines.post(f"{begun}/delete").status_code == 409
    assert classroom.ines.post(f"{fresh}/delete").status_code == 303
    assert classroom.ines.get(f"{fresh}/preview").status_code == 404
    with classroom.stored.transaction(Access.READ) as session:
        done = set(session.scalars(select(AuditEvent.action)))
    assert {"quiz made", "quiz announced", "quiz deleted"} <= done


def test_before_it_opens_and_after_it_closes_nobody_begins(classroom: Classroom) -> None:
    early = classroom.announce(opens_day="2090-01-01")
    late = classroom.announce(**in_days(1))
    classroom.close(late)
    ann = classroom.student("ann").browser
    for address, words in ((early, "not open yet"), (late, "is closed")):
        path = f"/quizzes/crm/set/{address.rpartition('/')[2]}"
        reply = ann.post(path, {"start": str(uuid4())})
        assert (reply.status_code, words in reply.text) == (409, True)
        assert "<form" not in ann.get(path).text.partition("<main")[2]


def test_assistants_look_and_only_instructors_set(classroom: Classroom) -> None:
    address = classroom.announce(counts="y")
    add_person(classroom.stored, classroom.offering, "tom", Role.ASSISTANT)
    tom = classroom.logged_in("tom")
    for page in ("", "/preview", "/results", "/results.csv", "/items"):
        path = f"{address}{page}" if page else STAFF
        assert tom.get(path).status_code == 200
    for path in (f"{STAFF}/new", address, f"{STAFF}/corrections"):
        assert tom.get(path).status_code == 403
    for path in (f"{STAFF}/new", address, f"{address}/publish", f"{address}/delete"):
        assert tom.post(path, classroom.form()).status_code == 403


def test_students_and_staff_of_other_courses_reach_nothing(
    classroom: Classroom, eve: Browser, otto: Browser
) -> None:
    address = classroom.announce(counts="y")
    foreign = address.replace("/crm/", "/art/")
    start = f"/quizzes/crm/set/{address.rpartition('/')[2]}"
    ann = classroom.student("ann").browser
    for page in ("", "/preview", "/results", "/results.csv", "/items"):
        assert eve.get(address + page).status_code == 403
        assert ann.get(address + page).status_code == 403
        assert otto.get(address + page).status_code == 403
        assert otto.get(foreign + page).status_code == 404
    assert eve.get(start).status_code == 403
    assert eve.get(start.replace("/crm/", "/art/")).status_code == 404
