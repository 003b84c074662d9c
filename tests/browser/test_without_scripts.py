from __future__ import annotations

from playwright.sync_api import expect
from sqlalchemy import select

from app.db import Access, Database
from app.models import Note, Offering, User
from tests.browser.conftest import Visit
from tests.browser.test_studying import join, sign_up


def test_all_but_studying_works_without_scripts(
    visit: Visit, offering: Offering, student: User
) -> None:
    page = visit(java_script_enabled=False).new_page()
    sign_up(page, "Edsger")
    join(page, offering)
    page.get_by_role("link", name="Goodwill and relationships", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goodwill and relationships")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Effective follow-up")
    page.get_by_role("link", name="Study this deck").click()
    expect(page.get_by_text("Studying needs JavaScript.")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    page.get_by_text("Edsger", exact=True).click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("main").get_by_role("link", name="Log in")).to_be_visible()


def test_every_note_of_the_chapter_has_its_place(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student, java_script_enabled=False).new_page()
    with stored.transaction(Access.READ) as session:
        notes = session.execute(select(Note.deck_id, Note.id)).all()
    for deck in {deck for deck, _ in notes}:
        page.goto(f"/courses/crm/decks/{deck}")
        wanted = {f"note-{note}" for of, note in notes if of == deck}
        found = page.locator('[id^="note-"]')
        ids = [found.nth(index).get_attribute("id") for index in range(found.count())]
        assert sorted(ids, key=str) == sorted(wanted)
        assert page.locator("h1").count() == 1
