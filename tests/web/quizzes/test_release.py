"""Marks, keys and feedback show when the quiz says so, and nowhere before."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.clock import utc_now
from app.db import Access
from app.models import Attempt, Event, Job, Quiz
from app.services.jobs import close_quiz
from tests.web.quizzes.classroom import (
    ASKED,
    AT_ONCE,
    CLOSED,
    NEVER,
    STAFF,
    WRONG,
    Classroom,
    attempt_id,
    in_days,
)
from tests.web.quizzes.test_no_key import SECRETS, SIGNS

NO_ESSAY = tuple(secret for secret in SECRETS if not secret.startswith("A model"))


def every_reply(classroom: Classroom, name: str, attempt: str) -> list[str]:
    """Return what a student gets to see of an attempt that is handed in."""
    browser = classroom.student(name).browser
    data = browser.get("/settings/my-data.json").json
    assert data is not None
    one = next(one for one in data["attempts"] if one["id"] == str(attempt_id(attempt)))
    judged = browser.post(f"{attempt}/review/1", {"right": "yes"})
    return [
        browser.get("/quizzes/crm").text,
        browser.get(attempt).text,
        classroom.review(name, attempt),
        browser.post(attempt, {"do": "anyway"}).text,
        judged.text if judged.status_code == 409 else "",
        str(one),
        str([event["detail"] for event in data["events"] if event["type"] == "quiz"]),
    ]


def leaks(replies: list[str], signs: tuple[str, ...] = SIGNS) -> set[str]:
    found = set()
    for reply in replies:
        shown = reply.partition("<main")[2] or reply
        found |= {one for one in (*NO_ESSAY, *signs) if one.lower() in shown.lower()}
    return found


@pytest.mark.parametrize(
    ("marks", "keys"), [(CLOSED, CLOSED), (NEVER, NEVER), (CLOSED, NEVER), (AT_ONCE, CLOSED)]
)
def test_no_reply_of_an_attempt_that_is_not_released_holds_its_key(
    classroom: Classroom, marks: str, keys: str
) -> None:
    address = classroom.announce(marks=marks, keys=keys, feedback=keys, **in_days(2))
    attempt = classroom.begin("ann", address)
    assert leaks([classroom.student("ann").browser.get(attempt).text]) == set()
    classroom.hand_in("ann", attempt, WRONG)
    replies = every_reply(classroom, "ann", attempt)
    signs = tuple(sign for sign in SIGNS if marks != AT_ONCE or sign not in {"credit", "marked"})
    assert leaks(replies, signs) == set()
    review = classroom.review("ann", attempt)
    assert ("of the points" in review) is (marks == AT_ONCE)
    assert "✗ Wrong" not in review
    assert "wrong option gamma" in review  # one's own answer stays


def test_everything_shows_at_once_where_the_quiz_says_so(classroom: Classroom) -> None:
    attempt = classroom.take("ann", classroom.announce(), WRONG)
    assert leaks([classroom.review("ann", attempt)], ()) >= {"customer churn", "crimson"}
    assert "The remark on the first." in classroom.review("ann", attempt)


def test_feedback_may_stay_back_when_keys_show(classroom: Classroom) -> None:
    attempt = classroom.take("ann", classroom.announce(feedback=NEVER), WRONG)
    review = classroom.review("ann", attempt)
    assert "✓ Right answer" in review
    for words in ("The remark on the first.", "Because the explanation", "Feedback on alpha."):
        assert words not in review


def test_what_waits_for_closing_shows_when_nobody_can_answer_any_more(
    classroom: Classroom,
) -> None:
    address = classroom.announce(marks=CLOSED, keys=CLOSED, feedback=CLOSED, **in_days(2))
    done = classroom.take("ann", address, WRONG)
    running = classroom.begin("bea", address)
    classroom.close(address)
    with classroom.stored.transaction() as session:  # bea has extra time
        later = utc_now().replace(year=utc_now().year + 1)
        session.execute(
            update(Attempt).where(Attempt.id == attempt_id(running)).values(deadline=later)
        )
    assert "customer churn" not in classroom.review("ann", done).lower()
    classroom.hand_in("bea", running, {})
    assert "customer churn" in classroom.review("ann", done).lower()


def test_keys_of_the_try_before_hide_while_the_next_one_runs(classroom: Classroom) -> None:
    address = classroom.announce(attempts="2")
    first = classroom.take("ann", address, WRONG)
    assert "customer churn" in classroom.review("ann", first).lower()
    second = classroom.begin("ann", address)
    assert leaks([classroom.review("ann", first)], ()) == set()
    classroom.hand_in("ann", second, {})
    assert "customer churn" in classroom.review("ann", first).lower()


def test_nobody_judges_their_own_answers_where_they_count(classroom: Classroom) -> None:
    attempt = classroom.take("ann", classroom.announce(counts="y"), WRONG)
    position = classroom.student("ann").items(attempt)["typed"].position
    reply = classroom.student("ann").browser.post(f"{attempt}/review/{position}", {"right": "yes"})
    assert reply.status_code == 409
    assert "I was right" not in classroom.review("ann", attempt)
    practice = classroom.take("ann", classroom.announce(title="Other"), WRONG)
    position = classroom.student("ann").items(practice)["typed"].position
    reply = classroom.student("ann").browser.post(f"{practice}/review/{position}", {"right": "yes"})
    assert reply.status_code == 303


def test_cards_tell_nothing_before_the_marks_do(classroom: Classroom) -> None:
    """A card that was missed is due sooner, so it waits for the marks; the job tells it then."""
    address = classroom.announce(marks=CLOSED, keys=CLOSED, feedback=CLOSED, **in_days(2))
    classroom.take("ann", address, WRONG)
    assert events(classroom) == 0
    classroom.begin("bea", address)  # and never comes back
    with classroom.stored.transaction(Access.READ) as session:
        job = session.scalars(select(Job).where(Job.kind == "close_quiz")).one()
        quiz = session.get_one(Quiz, UUID(job.payload["quiz"]))
        assert quiz.closes_at is not None
        assert job.due_at > quiz.closes_at
    classroom.close(address)
    for _ in range(2):
        with classroom.stored.transaction() as session:
            close_quiz.run(session, job.payload, utc_now())
        assert events(classroom) == len(WRONG)
    with classroom.stored.transaction(Access.READ) as session:
        assert all(one.submitted_at for one in session.scalars(select(Attempt)))


def test_marks_that_never_show_tell_no_card(classroom: Classroom) -> None:
    address = classroom.announce(marks=NEVER, keys=NEVER, feedback=NEVER, **in_days(2))
    classroom.take("ann", address, WRONG)
    classroom.close(address)
    with classroom.stored.transaction() as session:
        close_quiz.run(session, {"quiz": address.rpartition("/")[2]}, utc_now())
    assert events(classroom) == 0


def test_weak_spots_do_not_tell_what_was_wrong_before_the_marks_do(classroom: Classroom) -> None:
    address = classroom.announce(marks=NEVER, keys=NEVER, feedback=NEVER)
    classroom.take("ann", address, WRONG)
    assert "My weak spots (0)" in classroom.student("ann").browser.get("/quizzes/crm").text


def test_what_was_closed_and_shown_is_not_opened_again(classroom: Classroom) -> None:
    address = classroom.announce(marks=CLOSED, keys=CLOSED, feedback=CLOSED, **in_days(2))
    classroom.take("ann", address, ASKED)
    classroom.close(address)
    fields = classroom.form(marks=CLOSED, keys=CLOSED, feedback=CLOSED, **in_days(3))
    reply = classroom.ines.post(address, fields)
    assert (reply.status_code, "it stays closed" in reply.text) == (422, True)
    assert STAFF in address


def events(classroom: Classroom) -> int:
    with classroom.stored.transaction(Access.READ) as session:
        return len(session.scalars(select(Event).where(Event.type == "quiz")).all())
