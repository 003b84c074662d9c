"""Answers that students say were right, and answers that were corrected after they were learned."""

from __future__ import annotations

from tests.web.browser import Browser
from tests.web.worklist.conftest import LIST, MINE, Class
from tests.web.worklist.test_suggestions import BETTER, edit_of, looked_at, subject_of, suggest

LOSING = "What is losing customers called?"
WHY = "Why do satisfied customers leave?"


def test_the_typed_answer_of_one_student_is_shown_to_nobody(course: Class, ines: Browser) -> None:
    course.overrule("ann", course.card(LOSING), "customer loss")
    course.overrule("ann", course.card(LOSING), "Customer loss")
    assert "ustomer loss" not in ines.get(LIST).text


def test_a_wording_of_two_is_offered_and_becomes_part_of_the_deck(
    course: Class, ines: Browser
) -> None:
    losing = course.card(LOSING)
    course.overrule("ann", losing, "customer loss")
    course.overrule("bob", losing, "Customer-loss")
    page = ines.get(LIST).text
    assert "2 students say that an answer is right" in page
    edit = edit_of(losing, "wording", "customer loss")
    form = looked_at(ines, edit)
    assert "A~ churn | customer loss" in form["text"]
    assert ines.post(edit, form | {"publish": "1"}).location.endswith("said=accepted")
    assert "A~ churn | customer loss" in course.markdown()
    assert course.revision(losing).accept == ["customer loss"]
    assert "ustomer loss" not in ines.get(LIST).text.replace("Settled lately", "")
    # The answer that was learned still holds, so nobody is told of a correction.
    assert "was corrected" not in course.student("ann").get(MINE).text


def test_a_wording_that_cannot_be_written_by_itself_says_so(course: Class, ines: Browser) -> None:
    losing = course.card(LOSING)
    for name in ("ann", "bob"):
        course.overrule(name, losing, "loss|churn")
    found = ines.get(LIST).text
    assert "loss|churn" in found
    reply = ines.get(edit_of(losing, "wording", "loss churn"))
    assert reply.status_code == 422
    assert "by hand" in reply.text


def test_an_answer_that_was_taken_back_claims_nothing(course: Class, ines: Browser) -> None:
    losing = course.card(LOSING)
    course.overrule("ann", losing, "customer loss")
    event = "22222222-2222-4222-8222-222222222222"
    detail = {"typed": "customer loss", "override": True}
    course.send("bob", losing, id=event, detail=detail)
    assert "customer loss" in ines.get(LIST).text
    course.send("bob", losing, type="retract", rating=None, target=event)
    assert "customer loss" not in ines.get(LIST).text


def test_a_detail_of_any_form_spoils_nothing(course: Class, ines: Browser) -> None:
    losing = course.card(LOSING)
    for number, detail in enumerate(
        ({"override": "yes", "typed": "a"}, {"override": True}, {"override": True, "typed": 7})
    ):
        course.send(f"s{number}", losing, detail=detail)
    assert ines.get(LIST).status_code == 200


def accept(course: Class, ines: Browser) -> None:
    suggest(course, BETTER.replace("offers more", "is nearer"), name="cid")
    edit = edit_of(course.card(WHY), "suggestion", subject_of(ines.get(LIST).text))
    assert ines.post(edit, looked_at(ines, edit) | {"publish": "1"}).status_code == 303


def test_who_learned_the_answer_before_is_told_once(course: Class, ines: Browser) -> None:
    course.send("ann", course.card(WHY))
    accept(course, ines)
    page = course.student("ann").get(MINE).text
    assert "An answer that you learned was corrected" in page
    assert "someone else offers more" in page
    assert "a competitor is nearer" in page
    assert course.student("ann").post(f"{MINE}/seen").status_code == 303
    assert "was corrected" not in course.student("ann").get(MINE).text
    assert "was corrected" not in course.student("bob").get(MINE).text  # has not learned it


def test_the_study_screen_tells_it_with_the_card_until_it_is_answered(
    course: Class, ines: Browser
) -> None:
    course.send("ann", course.card(WHY), rating=1)
    accept(course, ines)
    ann = course.student("ann")
    queue = "/api/v1/courses/crm/queue?mode=schedule"
    asked = {card["card"]: card for card in ann.get(queue).get_json()["cards"]}
    told = asked[str(course.card(WHY).id)]["corrected"]
    assert told == "<p>Because someone else offers more.</p>"
    assert [one["corrected"] for one in asked.values()].count(None) == len(asked) - 1
    course.send("ann", course.card(WHY), rating=1)
    again = {card["card"]: card for card in ann.get(queue).get_json()["cards"]}
    assert all(one["corrected"] is None for one in again.values())
    assert "was corrected" not in ann.get(MINE).text


def test_the_course_page_says_that_something_was_corrected(course: Class, ines: Browser) -> None:
    course.send("ann", course.card(WHY))
    assert "was corrected" not in course.student("ann").get("/courses/crm").text
    accept(course, ines)
    assert "was corrected" in course.student("ann").get("/courses/crm").text
    assert "was corrected" not in course.student("bob").get("/courses/crm").text
