"""What can be chosen: decks, chapters, weak spots, mock exams; and what the history says."""

from __future__ import annotations

from uuid import uuid4

from tests.web.browser import Browser
from tests.web.quizzes.conftest import RIGHT, Quizzes


def test_a_course_without_questions_teaches_what_to_do_instead(ann: Browser) -> None:
    text = ann.get("/quizzes/crm").text
    assert "No questions yet" in text
    assert 'href="/study/crm"' in text


def test_chapters_and_decks_say_how_many_questions_they_have(quizzes: Quizzes) -> None:
    text = quizzes.browser.get("/quizzes/crm").text
    assert f"All decks ({len(RIGHT)})" in text
    assert f"Chapter 9 ({len(RIGHT)})" in text
    assert f"Deck: Every type ({len(RIGHT)})" in text
    assert "My weak spots (0)" in text


def test_what_was_answered_wrong_is_a_weak_spot_until_it_is_right(quizzes: Quizzes) -> None:
    address = quizzes.start()
    fields = quizzes.fields(address, RIGHT | {"typed": "nobody", "net": "Extranet"})
    quizzes.browser.post(address, fields | {"do": "anyway"})
    weak = quizzes.start(scope="weak")
    assert set(quizzes.items(weak)) == {"typed", "net"}
    said = {name: RIGHT[name] for name in ("typed", "net")}
    quizzes.browser.post(weak, quizzes.fields(weak, said) | {"do": "anyway"})
    assert "My weak spots (0)" in quizzes.browser.get("/quizzes/crm").text


def test_no_weak_spots_says_what_to_choose_instead(quizzes: Quizzes) -> None:
    form = {"start": str(uuid4()), "scope": "weak", "mode": "practice", "count": "5"}
    reply = quizzes.browser.post("/quizzes/crm", form)
    assert reply.status_code == 422
    assert "There are no weak spots yet" in reply.text


def test_questions_not_asked_yet_come_first(quizzes: Quizzes) -> None:
    first = quizzes.start(count="6")
    second = quizzes.start(count="5")
    asked = set(quizzes.items(first)) | set(quizzes.items(second))
    assert asked == set(RIGHT)


def test_open_questions_come_only_when_chosen_and_never_in_a_mock_exam(quizzes: Quizzes) -> None:
    assert "essay" not in quizzes.items(quizzes.start(judged=""))
    assert "essay" not in quizzes.items(quizzes.start(mode="mock"))


def test_the_history_has_scores_and_a_trend(quizzes: Quizzes) -> None:
    for said in ({}, {}, RIGHT, RIGHT):
        address = quizzes.start(judged="")
        known = {name: answer for name, answer in said.items() if name != "essay"}
        quizzes.browser.post(address, quizzes.fields(address, known) | {"do": "anyway"})
    text = quizzes.browser.get("/quizzes/crm").text
    assert text.count("12 of 12 points") == 2
    assert "Your last 2 quizzes brought 100 % of the points, the 2 before 0 %." in text
