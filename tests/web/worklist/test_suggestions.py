"""Suggested edits: sent by students, shown as differences, published as they were looked at."""

from __future__ import annotations

import html
import re

import pytest

from app.models import Card
from tests.web.author.conftest import Folder
from tests.web.browser import Browser
from tests.web.classes.course import actions
from tests.web.worklist.conftest import CHURN, LIST, MINE, Class

WHY = "Why do satisfied customers leave?"
BETTER = CHURN.replace("someone else", "a competitor").strip()


def suggest(course: Class, text: str, base: str = "1", reason: str = "", name: str = "ann") -> str:
    page = f"/study/crm/suggest/{course.card(WHY).id}"
    reply = course.student(name).post(page, {"text": text, "base": base, "reason": reason})
    assert reply.status_code == 303, reply.text
    return reply.location


def subject_of(page: str) -> str:
    found = re.search(r"worklist/suggestion/[0-9a-f-]+/([0-9a-f-]+)", page)
    assert found, page
    return found[1]


def edit_of(card: Card, sort: str, subject: str) -> str:
    """Return the address of an item's edit."""
    return f"{LIST}/{sort}/{card.id}/{subject}"


def looked_at(browser: Browser, edit: str) -> dict[str, str]:
    """Open the page of the edit; return its fields as the form has them."""
    reply = browser.get(edit)
    assert reply.status_code == 200, reply.text
    text = re.search(r"<textarea[^>]*name=\"text\"[^>]*>\r?\n?(.*?)</textarea>", reply.text, re.S)
    digest = re.search(r'name="digest" value="(\w+)"', reply.text)
    assert text
    assert digest
    return {"text": html.unescape(text[1]), "digest": digest[1]}


@pytest.fixture
def edit(course: Class, ines: Browser) -> str:
    suggest(course, BETTER, reason="slide 12")
    return edit_of(course.card(WHY), "suggestion", subject_of(ines.get(LIST).text))


def test_the_page_shows_the_text_of_the_card_and_says_who_sees_it(course: Class) -> None:
    page = course.student("ann").get(f"/study/crm/suggest/{course.card(WHY).id}").text
    assert html.escape(CHURN.strip(), quote=False) in page
    assert "without your name" in page


def test_an_instructor_sees_the_difference_and_an_assistant_that_one_can_accept(
    course: Class, ines: Browser, tom: Browser, edit: str
) -> None:
    page = ines.get(LIST).text
    assert "competitor</ins>" in page
    assert "<del>someone</del>" in page
    assert "slide 12" in page
    assert "Ann" not in page
    assert "An instructor can accept this." in tom.get(LIST).text
    assert tom.get(edit).status_code == 403
    assert tom.post(edit).status_code == 403


def test_accepting_publishes_what_was_looked_at_and_keeps_the_card(
    course: Class, ines: Browser, edit: str
) -> None:
    before, card = course.notes_alive(), course.card(WHY)
    form = looked_at(ines, edit)
    assert form["text"] == BETTER
    assert "someone else" in course.markdown()  # looking changes nothing
    reply = ines.post(edit, form | {"told": "Right you are", "publish": "1"})
    assert reply.location.endswith("said=accepted"), reply.text
    assert "a competitor offers more" in course.markdown()
    assert course.notes_alive() == before
    assert course.card(WHY).id == card.id
    assert course.card(WHY).head == card.head + 1
    assert "a competitor" not in ines.get(LIST).text
    mine = course.student("ann").get(MINE).text
    assert "Accepted and published" in mine
    assert "Right you are" in mine
    assert "edit accepted" in actions(course.stored, course.offering)


def test_another_plan_than_the_one_looked_at_is_not_published(
    course: Class, ines: Browser, edit: str, folder: Folder
) -> None:
    form = looked_at(ines, edit)
    folder.write("other.md", "Q: Another deck?\nA: It moves the plan.\n")
    folder.apply()
    text = course_text(course)
    reply = ines.post(edit, form | {"publish": "1"})
    assert reply.status_code == 409
    assert "Nothing was published" in reply.text
    assert course_text(course) == text
    assert ines.post(edit, looked_at(ines, edit) | {"publish": "1"}).status_code == 303
    assert "a competitor" in course_text(course)


def course_text(course: Class) -> str:
    revision = course.revision(course.card(WHY))
    return f"{revision.front}\n{revision.back}"


def test_a_card_that_changed_elsewhere_since_gets_both_edits(
    course: Class, ines: Browser, folder: Folder, edit: str
) -> None:
    changed = CHURN.replace("Q: Why", "Q: Tell me: Why")
    file = folder.content / "churn.md"
    folder.write("churn.md", file.read_text(encoding="utf-8").replace(CHURN, changed))
    folder.apply()
    form = looked_at(ines, edit)
    # Lines next to each other were changed: both stand there for a person to decide.
    assert "Tell me" in form["text"]
    assert "a competitor" in form["text"]
    wanted = changed.replace("someone else", "a competitor").strip()
    looked = ines.post(edit, form | {"text": wanted, "look": "1"})
    assert "This is what your text comes to" in looked.text
    digest = re.search(r'name="digest" value="(\w+)"', looked.text)
    assert digest
    reply = ines.post(edit, form | {"text": wanted, "digest": digest[1], "publish": "1"})
    assert reply.status_code == 303, reply.text
    assert wanted in course.markdown()


def test_a_text_that_breaks_the_deck_is_named_and_not_published(
    course: Class, ines: Browser, edit: str
) -> None:
    form = looked_at(ines, edit)
    broken = CHURN.replace("leave?", 'leave? {accept="x}')
    text = course.markdown()
    reply = ines.post(edit, form | {"text": broken, "publish": "1"})
    assert reply.status_code in {409, 422}
    assert course.markdown() == text


@pytest.mark.parametrize(
    ("text", "base", "said"),
    [
        (CHURN, "1", "The text is as it was."),
        ("   ", "1", "The text is empty."),
        (BETTER, "9", "Load the page again."),
        ("x" * 17_000, "1", "longer than a card may be"),
    ],
)
def test_what_is_no_edit_is_refused_with_the_text_kept(
    course: Class, text: str, base: str, said: str
) -> None:
    page = f"/study/crm/suggest/{course.card(WHY).id}"
    reply = course.student("ann").post(page, {"text": text, "base": base})
    assert reply.status_code == 422
    assert said in reply.text


def test_junk_for_a_base_is_refused(course: Class) -> None:
    page = f"/study/crm/suggest/{course.card(WHY).id}"
    for base in ("", "x", "-1", "9" * 30):
        reply = course.student("ann").post(page, {"text": BETTER, "base": base})
        assert reply.status_code == 422


def test_only_so_many_wait_at_once(course: Class) -> None:
    for number in range(20):
        suggest(course, f"{BETTER} {number}")
    page = f"/study/crm/suggest/{course.card(WHY).id}"
    reply = course.student("ann").post(page, {"text": BETTER, "base": "1"})
    assert reply.status_code == 422
    assert "wait for an answer" in reply.text


def test_a_stranger_and_an_unknown_card_get_nothing(course: Class, otto: Browser) -> None:
    page = f"/study/crm/suggest/{course.card(WHY).id}"
    assert otto.get(page).status_code == 403
    nowhere = "/study/crm/suggest/00000000-0000-4000-8000-000000000000"
    assert course.student("ann").get(nowhere).status_code == 404
    assert course.student("ann").post(nowhere, {"text": "x", "base": "1"}).status_code == 404
