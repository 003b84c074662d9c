"""Reports of students in the worklist: grouped by card, settled as they were seen, opened again."""

from __future__ import annotations

import re

from app.clock import utc_now
from tests.web.browser import Browser
from tests.web.classes.course import actions
from tests.web.worklist.conftest import LIST, MINE, Class, named

WHY = "Why do satisfied customers leave?"


def settle(browser: Browser, fields: dict[str, str], outcome: str, **more: str) -> str:
    reply = browser.post(
        LIST, fields | {"outcome": outcome, "through": utc_now().isoformat()} | more
    )
    assert reply.status_code == 303, reply.text
    return reply.location


def test_nothing_to_do_says_what_would_come(course: Class, tom: Browser) -> None:
    page = tom.get(LIST).text
    assert "Nothing to do" in page
    assert "keeps forgetting" in page


def test_reports_stand_by_card_the_most_students_first_and_name_nobody(
    course: Class, tom: Browser
) -> None:
    churn, losing = course.card(WHY), course.card("What is losing")
    course.report("ann", losing, "Is this churn?")
    course.report("bob", churn, "The lecture says otherwise.")
    course.report("cid", churn, "See slide 12.")
    page = tom.get(LIST).text
    assert page.index("2 students say that something is wrong") < page.index("1 student says")
    for text in ("The lecture says otherwise.", "See slide 12.", "Is this churn?"):
        assert text in page
    assert "Because someone else offers more." in page
    for name in ("Bob", "Cid", "bob@", "cid@"):
        assert name not in page


def test_an_assistant_resolves_with_a_note_that_the_student_reads(
    course: Class, tom: Browser
) -> None:
    churn = course.card(WHY)
    course.report("ann", churn, "A typing error")
    settle(tom, named(churn, "report"), "resolved", told="Mended, thank you")
    assert "A typing error" not in tom.get(LIST).text
    mine = course.student("ann").get(MINE).text
    assert "A typing error" in mine
    assert "Resolved" in mine
    assert "Mended, thank you" in mine
    assert "item resolved" in actions(course.stored, course.offering)


def test_what_was_dismissed_can_be_opened_again(course: Class, tom: Browser) -> None:
    churn = course.card(WHY)
    course.report("ann", churn, "I do not like it")
    where = settle(tom, named(churn, "report"), "dismissed")
    page = tom.get(where).text
    assert "Dismissed." in page
    assert "I do not like it" not in page
    settlement = re.search(r'name="settlement" value="([0-9a-f-]+)"', page)
    assert settlement
    for said in ("It is open again.", "Nothing was changed"):
        reply = tom.post(f"{LIST}/undo", {"settlement": settlement[1]})
        assert said in tom.get(reply.location).text
    assert "I do not like it" in tom.get(LIST).text
    done = actions(course.stored, course.offering)
    assert {"item dismissed", "item opened again"} <= set(done)


def test_what_came_after_the_page_was_read_stays_open(course: Class, tom: Browser) -> None:
    churn = course.card(WHY)
    course.report("ann", churn, "An early one")
    seen = utc_now().isoformat()
    course.report("bob", churn, "A late one")
    tom.post(LIST, named(churn, "report") | {"outcome": "resolved", "through": seen})
    page = tom.get(LIST).text
    assert "A late one" in page
    assert "An early one" not in page


def test_a_report_that_was_taken_back_or_lost_its_card_is_none(course: Class, tom: Browser) -> None:
    churn = course.card(WHY)
    event = "11111111-1111-4111-8111-111111111111"
    course.send("ann", churn, id=event, type="report", rating=None, detail={"text": "Oops"})
    assert "Oops" in tom.get(LIST).text
    course.send("ann", churn, type="retract", rating=None, target=event)
    assert "Oops" not in tom.get(LIST).text


def test_an_item_that_somebody_else_has_settled_changes_nothing(
    course: Class, tom: Browser, ines: Browser
) -> None:
    churn = course.card(WHY)
    course.report("ann", churn, "Wrong")
    settle(tom, named(churn, "report"), "resolved")
    where = settle(ines, named(churn, "report"), "dismissed")
    assert "somebody else has settled this item" in ines.get(where).text


def test_bad_input_is_refused_and_said(course: Class, tom: Browser) -> None:
    churn = course.card(WHY)
    course.report("ann", churn, "Wrong")
    for outcome in ("", "accepted", "party"):
        reply = tom.post(LIST, named(churn, "report") | {"outcome": outcome})
        assert reply.status_code == 422
        assert "Choose whether it is resolved or dismissed." in reply.text
    for fields in ({}, {"sort": "report", "card": "x"}, {"sort": "x", "card": str(churn.id)}):
        assert settle(tom, fields, "resolved").endswith("said=gone")
    assert tom.post(f"{LIST}/undo", {"settlement": "x"}).location.endswith("said=not-reopened")
    long = tom.post(LIST, named(churn, "report") | {"outcome": "resolved", "told": "x" * 1001})
    assert long.status_code == 422


def test_students_see_no_worklist(course: Class, otto: Browser) -> None:
    for stranger in (course.student("ann"), otto):
        assert stranger.get(LIST).status_code == 403
        assert stranger.post(LIST).status_code == 403


def test_one_student_sees_nothing_of_anothers_reports(course: Class) -> None:
    course.report("ann", course.card(WHY), "My own words")
    assert "My own words" in course.student("ann").get(MINE).text
    other = course.student("bob").get(MINE).text
    assert "My own words" not in other
    assert "Nothing here yet" in other
