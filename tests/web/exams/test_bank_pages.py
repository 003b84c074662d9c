"""The pages of the item bank: adding, refusing with lines, editing, filing, approving."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import Access, Database
from app.models import DeckRevision, Item, ItemRevision, Offering
from tests.web.browser import Browser
from tests.web.classes.course import add_deck
from tests.web.exams.course import build, fill

GOOD = "Q: Which? {#which}\n- [x] this\n- [ ] that\n"
BAD = "Q: Fine? {#fine}\nA: true\n\nQ: Which?\n- [x] this\n"


def upload(browser: Browser, data: bytes) -> TestResponse:
    return browser.client.post(
        "/exams/crm/bank/add",
        base_url="http://localhost",
        data={
            "csrf_token": browser.token(),
            "use": "exam",
            "file": (BytesIO(data), "../../etc/q.md"),
        },
        headers={"Origin": "http://localhost"},
    )


def items(stored: Database) -> list[Item]:
    with stored.transaction(Access.READ) as session:
        return list(session.scalars(select(Item).order_by(Item.item)))


def test_an_empty_bank_teaches_the_next_step(ines: Browser) -> None:
    assert "/exams/crm/bank/add" in ines.get("/exams/crm/bank").text
    assert "/exams/crm/bank/add" in ines.get("/exams/crm").text


def test_pasted_questions_become_drafts_for_exams(ines: Browser, stored: Database) -> None:
    reply = ines.post("/exams/crm/bank/add", {"text": GOOD, "use": "exam"})
    assert reply.status_code == 303
    assert "1 item added as a draft" in ines.get(reply.location).text
    (item,) = items(stored)
    assert (item.item, item.status, item.use) == ("which", "draft", "exam")


def test_what_each_says_of_its_use_counts_if_that_is_chosen(
    ines: Browser, stored: Database
) -> None:
    text = f"{GOOD}\nQ: So? {{#so use=exam}}\nA: true\n"
    ines.post("/exams/crm/bank/add", {"text": text, "use": "as-written"})
    assert {item.item: item.use for item in items(stored)} == {"which": "practice", "so": "exam"}


def test_nothing_of_a_faulty_text_is_taken_and_its_line_is_named(
    ines: Browser, stored: Database
) -> None:
    reply = ines.post("/exams/crm/bank/add", {"text": BAD, "use": "exam"})
    assert reply.status_code == 422
    assert "Line 5" in reply.text
    assert "Q: Fine?" in reply.text  # what was written is still in the form
    assert items(stored) == []


def test_a_file_is_taken_whatever_its_name(ines: Browser, stored: Database) -> None:
    assert upload(ines, GOOD.encode()).status_code == 303
    assert [item.item for item in items(stored)] == ["which"]


def test_a_file_that_is_no_text_is_refused(ines: Browser, stored: Database) -> None:
    reply = upload(ines, b"Q: \xff\xfe\x00")
    assert reply.status_code == 422
    assert "Line 1" in reply.text


def test_nothing_sent_is_said(ines: Browser, crm: Offering) -> None:
    reply = ines.post("/exams/crm/bank/add", {"text": " ", "use": "exam"})
    assert reply.status_code == 422
    assert "Choose a file, or paste questions." in reply.text


def test_several_items_are_approved_at_once(ines: Browser, stored: Database, crm: Offering) -> None:
    ids = [str(item.id) for item in fill(stored, crm)]
    reply = ines.post("/exams/crm/bank", {"item": ids[0], "status": "retired"})
    assert "1 item changed" in ines.get(reply.location).text
    assert [i.status for i in items(stored) if str(i.id) == ids[0]] == ["retired"]
    reply = ines.post("/exams/crm/bank", {"status": "retired"})
    assert "tick the items first" in ines.get(reply.location).text


def test_the_list_is_narrowed_by_its_filters(
    ines: Browser, stored: Database, crm: Offering
) -> None:
    fill(stored, crm)
    page = ines.get("/exams/crm/bank?type=essay&chapter=9").text
    assert "Discuss keeping." in page
    assert "Which keeps customers longest?" not in page
    assert "No item fits" in ines.get("/exams/crm/bank?tag=nothing").text


@pytest.fixture
def keep(stored: Database, crm: Offering) -> str:
    found = next(item for item in fill(stored, crm) if item.item == "keep")
    return f"/exams/crm/bank/{found.id}"


def test_another_text_is_a_revision_that_keeps_the_id_and_needs_approval(
    ines: Browser, stored: Database, keep: str
) -> None:
    page = ines.get(keep).text
    assert "It is soon forgotten." in page
    reply = ines.post(keep, {"text": GOOD, "context": "", "message": "Shorter"})
    assert reply.status_code == 303, reply.text
    page = ines.get(keep).text
    assert "Shorter" in page
    (item,) = (one for one in items(stored) if keep.endswith(str(one.id)))
    assert (item.item, item.head, item.status) == ("keep", 2, "draft")
    with stored.transaction(Access.READ) as session:
        text = session.get_one(ItemRevision, (item.id, 2)).markdown
    assert text.startswith("Q: Which? {#keep}")
    assert "Trust" in ines.get(f"{keep}?revision=1").text


def test_a_faulty_text_stays_in_the_form_with_its_lines(ines: Browser, keep: str) -> None:
    reply = ines.post(keep, {"text": "Q: Which?\n- [x] this\n", "context": "", "message": ""})
    assert reply.status_code == 422
    assert "Line 2" in reply.text
    assert "- [x] this" in reply.text


def test_filing_changes_points_tags_and_chapter_without_a_new_approval(
    ines: Browser, stored: Database, keep: str
) -> None:
    fields = {"use": "exam", "points": "3.5", "chapter": "11", "tags": "hard; core"}
    assert ines.post(f"{keep}/filing", fields).status_code == 303
    (item,) = (one for one in items(stored) if keep.endswith(str(one.id)))
    assert (item.points, item.chapter, item.tags) == (3.5, "11", ["hard", "core"])
    assert item.status == "approved"


@pytest.mark.parametrize("points", ["", "-1", "many"])
def test_points_that_are_none_are_refused(ines: Browser, keep: str, points: str) -> None:
    fields = {"use": "exam", "points": points, "chapter": "", "tags": ""}
    assert ines.post(f"{keep}/filing", fields).status_code == 422


def test_an_item_of_an_exam_to_come_cannot_be_freed(
    ines: Browser, stored: Database, crm: Offering, keep: str
) -> None:
    build(stored, crm)
    fields = {"use": "practice", "points": "2", "chapter": "9", "tags": ""}
    reply = ines.post(f"{keep}/filing", fields)
    assert reply.status_code == 409
    assert "Final" in reply.text


def test_items_are_made_from_the_cards_once(ines: Browser, stored: Database, crm: Offering) -> None:
    deck = add_deck(stored, crm, "Loyalty")
    terms = "\n\n".join(f"Term {name}\n: the meaning of {name}" for name in "abcdefgh")
    with stored.transaction() as session:
        session.get_one(DeckRevision, (deck.id, 1)).markdown = f"# Loyalty\n\n{terms}\n"
    form = {"count": "5", "chapter": "", "types": "short_answer"}
    reply = ines.post("/exams/crm/bank/generate", form)
    assert reply.status_code == 303, reply.text
    made = items(stored)
    assert {(item.status, item.use, item.type) for item in made} == {
        ("draft", "exam", "short_answer")
    }
    assert all(item.source for item in made)
    for _ in range(3):
        reply = ines.post("/exams/crm/bank/generate", form | {"count": "50"})
    assert reply.status_code == 422
    assert "No card there makes another" in reply.text
    assert all(item.head == 1 for item in items(stored))
