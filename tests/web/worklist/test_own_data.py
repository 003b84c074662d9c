"""What a student wrote is in their data, and goes with the account."""

from __future__ import annotations

import json

from sqlalchemy import select

from app.db import Access, Database
from app.models import CorrectionSeen, Event, EventType, Settlement, Suggestion
from tests.web.browser import PASSWORD, Browser
from tests.web.worklist.conftest import LIST, MINE, Class, named
from tests.web.worklist.test_suggestions import BETTER, edit_of, looked_at, subject_of, suggest

WHY = "Why do satisfied customers leave?"


def write(course: Class, ines: Browser) -> None:
    """Let ann learn, report and suggest, publish what she suggests, and tell her."""
    card = course.card(WHY)
    course.send("ann", card)
    course.report("ann", card, "There is another text in the book")
    suggest(course, BETTER.replace("offers more", "is nearer"), reason="page 7")
    edit = edit_of(card, "suggestion", subject_of(ines.get(LIST).text))
    assert ines.post(edit, looked_at(ines, edit) | {"publish": "1"}).status_code == 303
    assert course.student("ann").post(f"{MINE}/seen").status_code == 303


def test_everything_is_in_the_students_data(course: Class, ines: Browser) -> None:
    write(course, ines)
    data = json.loads(course.student("ann").get("/settings/my-data.json").text)
    assert [one["reason"] for one in data["suggestions"]] == ["page 7"]
    assert len(data["corrections_seen"]) == 1
    assert "There is another text in the book" in json.dumps(data["events"])


def test_it_goes_with_the_account_and_the_published_text_stays(
    course: Class, ines: Browser, stored: Database
) -> None:
    write(course, ines)
    reply = course.student("ann").post("/settings/delete", {"current_password": PASSWORD})
    assert reply.status_code == 303
    with stored.transaction(Access.READ) as session:
        assert session.scalars(select(Suggestion)).all() == []
        assert session.scalars(select(CorrectionSeen)).all() == []
        reports = select(Event).where(Event.type == EventType.REPORT.value)
        assert session.scalars(reports).all() == []
        assert len(session.scalars(select(Settlement)).all()) == 1
    assert "is nearer" in course.markdown()
    page = ines.get(LIST).text
    assert "There is another text in the book" not in page
    assert "Accepted and published" in page


def test_who_settled_something_may_go(course: Class, tom: Browser, ines: Browser) -> None:
    card = course.card(WHY)
    course.report("ann", card, "Wrong")
    fields = named(card, "report") | {"outcome": "resolved", "told": "Mended"}
    assert tom.post(LIST, fields).status_code == 303
    assert tom.post("/settings/delete", {"current_password": PASSWORD}).status_code == 303
    assert "Mended" in ines.get(LIST).text
    assert "Mended" in course.student("ann").get(MINE).text
