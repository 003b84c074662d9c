"""An assistant clears five reports on a phone; a student suggests, and is told of a correction."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import (
    Card,
    CardRevision,
    Correction,
    Deck,
    Enrolment,
    EventType,
    Mode,
    Note,
    Offering,
    Outcome,
    Rendering,
    Role,
    Settlement,
    User,
)
from app.services import enrolments
from app.services.events.record import record
from app.services.events.types import NewEvent
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Visit, make_student
from tests.browser.looks import look_over, overflowing
from tests.browser.pages import press, reveal, study
from tests.factories import make_user

TEXTS = (
    "The book has another figure on page 112.",
    "“Costumer” should be “customer”.",
    "This asks for two things at once, and the answer names only one of them.",
    "Is this the same as the card before?",
    "averyveryverylongwordwithoutanyspacesthatmustnotmakethepagescrollsideways",
)


@pytest.fixture
def assistant(stored: Database, offering: Offering) -> User:
    with stored.transaction() as session:
        user = make_user(session, "Tom")
        enrolments.enrol(session, user, offering, Role.ASSISTANT, utc_now())
        return user


@pytest.fixture
def instructor(stored: Database, offering: Offering) -> User:
    with stored.transaction() as session:
        query = select(User).join(Enrolment, Enrolment.user_id == User.id)
        return session.scalars(
            query.where(Enrolment.offering_id == offering.id, Enrolment.role == Role.INSTRUCTOR)
        ).one()


def cards(stored: Database, kind: str, most: int = 5) -> list[uuid.UUID]:
    with stored.transaction(Access.READ) as session:
        found = session.scalars(
            select(Card.id)
            .join(Note, Note.id == Card.note_id)
            .join(Deck, Deck.id == Note.deck_id)
            .join(
                CardRevision,
                (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
            )
            .where(CardRevision.kind == kind, Card.position == 0)
            .order_by(Deck.key, Note.position)
            .limit(most)
        )
        return list(found)


def send(stored: Database, user: User, card: uuid.UUID, **fields: Any) -> None:
    values: dict[str, Any] = {
        "id": uuid.uuid4(),
        "device": uuid.uuid4(),
        "seq": 1,
        "type": EventType.REPORT,
        "answered_at": utc_now(),
        "zone": "Europe/Vienna",
        "card": card,
        "version": 1,
    }
    with stored.transaction() as session:
        account = session.get_one(User, user.id)
        record(session, account, [NewEvent(**(values | fields))], utc_now())


def report_five(stored: Database, offering: Offering) -> None:
    students = [make_student(stored, offering) for _ in range(3)]
    for number, (card, text) in enumerate(zip(cards(stored, "term"), TEXTS, strict=True)):
        for student in students[: 1 + number % 3]:
            send(stored, student, card, detail={"text": text})


def targets(page: Page) -> list[str]:
    """Return the buttons, links in forms and summaries that are lower than 44 pixels."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main button, main summary, main a.button")]
             .filter((one) => one.getClientRects().length)
             .filter((one) => one.getBoundingClientRect().height < 43.5)
             .map((one) => one.textContent.trim())"""
    )
    return found


def test_an_assistant_clears_five_reports_on_a_phone(
    visit: Visit, stored: Database, offering: Offering, assistant: User
) -> None:
    report_five(stored, offering)
    look: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    page = visit(assistant, **look).new_page()
    page.goto("/classes/crm")
    page.get_by_role("link", name="Worklist").tap()
    items = page.locator(".work")
    expect(items).to_have_count(5)
    expect(items.first).to_contain_text("3 students say that something is wrong")
    assert overflowing(page) == 0
    assert targets(page) == []
    items.first.get_by_text("Add a note").tap()
    items.first.get_by_label("Note to those who wrote it").fill("Mended, thank you.")
    for left in (4, 3, 2, 1):
        items.first.get_by_role("button", name="Resolved").tap()
        expect(items).to_have_count(left)
    items.first.get_by_role("button", name="Dismiss").tap()
    expect(page.get_by_role("heading", name="Nothing to do")).to_be_visible()
    page.get_by_role("button", name="Undo").first.tap()
    expect(items).to_have_count(1)
    items.first.get_by_role("button", name="Dismiss").tap()
    expect(page.get_by_role("heading", name="Nothing to do")).to_be_visible()
    expect(items).to_have_count(0)
    assert overflowing(page) == 0
    with stored.transaction(Access.READ) as session:
        done = session.scalars(select(Settlement).where(Settlement.undone_at.is_(None))).all()
        assert len(done) == 5
        assert {one.settled_by for one in done} == {assistant.id}
        assert [one.told for one in done if one.told] == ["Mended, thank you."]
        assert sorted(one.outcome for one in done) == sorted(
            [Outcome.DISMISSED.value, *[Outcome.RESOLVED.value] * 4]
        )


def test_e_leads_from_the_card_to_a_suggestion_and_its_acceptance_back_to_the_student(
    visit: Visit, stored: Database, student: User, instructor: User
) -> None:
    page = visit(student).new_page()
    study(page)
    page.keyboard.press("e")
    page.wait_for_url("**/suggest/*")
    card = uuid.UUID(page.url.rpartition("/")[2])
    yesterday = utc_now() - timedelta(days=1)
    learned: dict[str, Any] = {"type": EventType.REVIEW, "mode": Mode.SCHEDULE, "rating": 1}
    send(stored, student, card, answered_at=yesterday, **learned)
    field = page.get_by_label("Text of the card")
    lines = field.input_value().split("\n")
    lines[-1] += " And that has been so since 1987."
    field.fill("\n".join(lines))
    page.get_by_label("Why (optional)").fill("Lecture, slide 12")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_text("Waiting to be read")).to_be_visible()

    desk = visit(instructor).new_page()
    desk.goto("/author/crm/worklist")
    desk.get_by_role("link", name="Look at the edit").click()
    expect(desk.get_by_text("The card goes on with")).to_be_visible()
    desk.get_by_label("Note to whoever suggested it").fill("Well seen")
    desk.get_by_role("button", name="Publish this edit").click()
    expect(desk.get_by_text("Published. Students get the new text")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Accepted and published")).to_be_visible()
    expect(page.get_by_text("Well seen")).to_be_visible()
    expect(
        page.get_by_role("heading", name="An answer that you learned was corrected")
    ).to_be_visible()
    page.goto("/courses/crm")
    expect(page.get_by_text("An answer that you learned was corrected.")).to_be_visible()


def test_the_study_screen_tells_of_a_correction_once(
    visit: Visit, stored: Database, offering: Offering, student: User
) -> None:
    card = cards(stored, "question", 1)[0]
    with stored.transaction() as session:
        enrolment = session.get_one(Enrolment, (student.id, offering.id))
        enrolment.enrolled_at = utc_now() - timedelta(days=2)
    learned: dict[str, Any] = {"type": EventType.REVIEW, "mode": Mode.SCHEDULE, "rating": 1}
    send(stored, student, card, answered_at=utc_now() - timedelta(hours=1), **learned)
    with stored.transaction() as session:
        row = session.get_one(Card, card)
        old = session.get_one(CardRevision, (card, row.head))
        _revise(session, row, old)
        session.add(Correction(card_id=card, number=row.head, before=old.number, made_at=utc_now()))
    page = visit(student).new_page()
    study(page)  # what was forgotten an hour ago comes first
    reveal(page)
    told = page.get_by_role("note").filter(has_text="was corrected since you learned it")
    expect(told).to_be_visible()
    with page.expect_response("**/api/v1/events"):
        page.keyboard.press("1")
    page.goto("/study/crm/reports")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()


def _revise(session: Any, row: Card, old: CardRevision) -> None:
    """Give a card another answer, as publishing does."""
    shown = session.scalars(
        select(Rendering).where(Rendering.card_id == row.id, Rendering.number == old.number)
    ).first()
    names = {column.name for column in old.__table__.columns} - {"number", "back"}
    row.head += 1
    copy = {name: getattr(old, name) for name in names}
    session.add(CardRevision(**copy, number=row.head, back="Quite another answer than before."))
    session.flush()
    kept = {column.name for column in shown.__table__.columns} - {"number", "back"}
    again = {name: getattr(shown, name) for name in kept}
    session.add(Rendering(**again, number=row.head, back="<p>Quite another answer.</p>"))


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop", "phone"]
)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    visit: Visit,
    stored: Database,
    offering: Offering,
    student: User,
    instructor: User,
    size: dict[str, int],
    scheme: str,
) -> None:
    report_five(stored, offering)
    look: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    own = visit(student, **look).new_page()
    found: list[str] = []

    def check(page: Page, name: str) -> None:
        found.extend(look_over(page, name))

    card = cards(stored, "term")[0]
    own.goto(f"/study/crm/suggest/{card}")
    check(own, "suggest")
    press(own, "Send the suggestion")
    check(own, "suggest-unchanged")
    own.get_by_label("Text of the card").fill("Another term\n:   With quite another definition.")
    press(own, "Send the suggestion")
    check(own, "reports")
    page = visit(instructor, **look).new_page()
    page.goto("/author/crm/worklist")
    check(page, "worklist")
    press(page, "Look at the edit", "link")
    check(page, "accept")
    page.goto("/author/crm/worklist")
    press(page, "Dismiss")
    check(page, "worklist-settled")
    assert not found, "\n".join(found)
