"""Handing in asks first while questions are open, once more only if asked again, never too late."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import update

from app.clock import utc_now
from app.db import Database
from app.models import Attempt
from app.services.attempts.release import GRACE
from tests.web.quizzes.conftest import RIGHT, Quizzes

ALL_BUT_TWO = {name: said for name, said in RIGHT.items() if name not in {"typed", "pairs"}}


def open_links(page: str) -> list[int]:
    """Return the positions to which the page's question leads."""
    asked = re.search(r'<section[^>]* id="open".*?</section>', page, re.DOTALL)
    assert asked
    return [int(number) for number in re.findall(r'href="#question-(\d+)"', asked[0])]


def hand_in(quizzes: Quizzes, address: str, button: str = "submit") -> str:
    """Press a button on a page on which all but two are answered; return where that leads."""
    fields = quizzes.fields(address, ALL_BUT_TWO)
    reply = quizzes.browser.post(address, fields | ({"do": button} if button else {}))
    assert reply.status_code == 303
    return str(reply.headers["Location"])


def test_the_first_press_names_what_is_open_and_hands_nothing_in(quizzes: Quizzes) -> None:
    address = quizzes.start()
    asked = hand_in(quizzes, address)
    assert asked == f"{address}?open#open"
    assert quizzes.attempt(address).submitted_at is None
    page = quizzes.browser.get(asked).text
    assert "2 questions have no answer yet" in page
    items = quizzes.items(address)
    assert open_links(page) == sorted(items[name].position for name in ("typed", "pairs"))
    for position in open_links(page):
        assert f'id="question-{position}"' in page
    assert "intranet" in page, "what was answered is saved and stands there"


def test_the_second_button_hands_in_and_the_first_asks_again(quizzes: Quizzes) -> None:
    address = quizzes.start()
    hand_in(quizzes, address)
    assert hand_in(quizzes, address) == f"{address}?open#open"
    assert hand_in(quizzes, address, "anyway") == f"{address}/review"
    assert quizzes.attempt(address).submitted_at is not None


def test_the_button_is_there_only_once_it_was_asked_and_never_the_first(quizzes: Quizzes) -> None:
    address = quizzes.start()
    assert "Hand in all the same" not in quizzes.browser.get(address).text
    page = quizzes.browser.get(hand_in(quizzes, address)).text
    buttons = re.findall(r'<button[^>]*type="submit"[^>]*value="(\w+)"', page)
    assert buttons == ["submit", "save", "anyway"], "Enter in a field presses the first"


def test_with_every_answer_there_is_no_question(quizzes: Quizzes) -> None:
    address = quizzes.start()
    hand_in(quizzes, address)
    fields = quizzes.fields(address, RIGHT) | {"do": "submit"}
    assert quizzes.browser.post(address, fields).headers["Location"] == f"{address}/review"
    again = quizzes.start()
    for number, (name, said) in enumerate(RIGHT.items(), 1):
        quizzes.save(again, name, number, said)
    assert "no answer yet" not in quizzes.browser.get(f"{again}?open").text


def test_an_answer_that_was_taken_away_again_is_open(quizzes: Quizzes) -> None:
    address = quizzes.start()
    for number, (name, said) in enumerate(RIGHT.items(), 1):
        quizzes.save(address, name, number, said)
    quizzes.save(address, "net", 50, "  ")
    quizzes.browser.post(address, {"do": "submit"})
    page = quizzes.browser.get(f"{address}?open").text
    assert "1 question has no answer yet" in page
    assert open_links(page) == [quizzes.items(address)["net"].position]


def test_when_time_is_up_nothing_is_asked(quizzes: Quizzes, stored: Database) -> None:
    for late in (timedelta(0), GRACE / 2, 2 * GRACE):
        address = quizzes.start()
        with stored.transaction() as session:
            session.execute(
                update(Attempt)
                .where(Attempt.submitted_at.is_(None))
                .values(deadline=utc_now() - late)
            )
        assert hand_in(quizzes, address) == f"{address}/review"
        assert quizzes.attempt(address).submitted_at is not None


def test_what_the_page_sends_by_itself_is_never_asked_back(quizzes: Quizzes) -> None:
    address = quizzes.start()
    assert hand_in(quizzes, address, "") == f"{address}/review"
