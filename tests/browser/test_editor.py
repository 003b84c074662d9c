"""Instructors write decks in the browser: by forms, or as text that is looked at while typing."""

from __future__ import annotations

import base64
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.db import Database
from app.models import Deck, Offering, User
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit
from tests.browser.pages import press, study

# One red dot.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJg"
    "gg=="
)
FORMS: list[tuple[str, dict[str, str]]] = [
    ("Term", {"Term": "Customer churn", "Definition": "The loss of customers to competitors."}),
    ("Term", {"Term": "Up selling", "Definition": "Moving a customer to a dearer version."}),
    ("Question", {"Question": "Why do they leave?", "Answer": "Somebody else offers them more."}),
    (
        "Multiple choice",
        {
            "Question": "Which weakens a relationship?",
            "Right options": "Promising too much",
            "Wrong options": "Calling regularly\nListening",
        },
    ),
    ("True or false", {"Statement": "A satisfied customer never leaves."}),
    (
        "Short answer",
        {"Question": "What is losing customers called?", "Answers that count": "churn"},
    ),
    ("Number", {"Question": "By how many per cent?", "Number, with a decimal point": "45"}),
    (
        "Gap in a sentence",
        {"Sentence": "Keeping costs less than winning.", "Words to hide": "less"},
    ),
    ("List", {"Heading of the list": "Ways to listen", "Entries": "ask them\nwatch them"}),
    ("Ordering", {"Question": "Put in order.", "Steps in the right order": "plan\ndo\ncheck"}),
]


@pytest.fixture
def ines(stored: Database) -> User:
    """The instructor of the course."""
    with stored.transaction() as session:
        return session.scalars(select(User).where(User.name == "Ines")).one()


@pytest.fixture
def address(stored: Database, offering: Offering) -> str:
    """The editor of the course's first deck."""
    with stored.transaction() as session:
        deck = session.scalars(select(Deck.id).order_by(Deck.position)).first()
    return f"/author/crm/decks/{deck}"


def add(page: Page, kind: str, fields: dict[str, str]) -> None:
    page.get_by_role("link", name=kind, exact=True).click()
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)
    if kind == "True or false":
        page.get_by_label("False").check()


def send(page: Page) -> None:
    page.get_by_role("button", name="Add the card").click()
    expect(page.get_by_text("The card is in the draft.")).to_be_visible()


def test_an_instructor_without_markdown_writes_ten_cards_by_form_and_publishes_them(
    visit: Visit, ines: User, student: User, tmp_path: Path
) -> None:
    picture = tmp_path / "Funnel.png"
    picture.write_bytes(PNG)
    page = visit(ines).new_page()
    page.goto("/author/crm/decks")
    page.get_by_label("Title of a new deck").fill("Keeping customers")
    page.get_by_role("button", name="Begin with forms").click()
    for kind, fields in FORMS:
        add(page, kind, fields)
        if kind == "Question":
            page.get_by_label("Picture", exact=True).set_input_files(picture)
            page.get_by_label("What the picture shows").fill("a funnel")
        send(page)
        page.get_by_role("link", name="Another kind of card").click()
    page.get_by_role("link", name="See what publishing changes").click()
    expect(page.get_by_text("10 new", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Publish these changes").click()
    expect(page.get_by_text("Published. Students get the new text")).to_be_visible()
    press(page, "As students read it", "link")
    reader = visit(student).new_page()
    reader.goto(page.url)
    expect(reader.get_by_role("heading", name="Keeping customers")).to_be_visible()
    expect(reader.get_by_role("img", name="a funnel")).to_be_visible()
    assert reader.get_by_role("img", name="a funnel").evaluate("one => one.naturalWidth") == 1
    expect(reader.get_by_role("term").filter(has_text="Customer churn")).to_be_visible()


def deck_of_300_cards() -> str:
    parts = [
        f"Term number {n}\n:   The definition of the thing that is called {n}.\n\n"
        f"Q: What is the question number {n}?\nA: The **answer** to it, number {n}.\n"
        for n in range(100)
    ]
    return "---\ntitle: Three hundred cards\n---\n" + "\n".join(parts)


def write(page: Page, text: str) -> None:
    """Put *text* into the editor at once: typing thousands of lines takes Chromium minutes."""
    page.locator("#text").evaluate(
        """(area, text) => {
          area.value = text;
          area.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        text,
    )


def test_a_wrong_answer_is_marked_at_its_line_within_300_milliseconds_of_a_pause(
    visit: Visit, ines: User, address: str
) -> None:
    page = visit(ines).new_page()
    page.goto(address)
    text = page.get_by_label("Notes and cards, as Markdown")
    write(page, f"{deck_of_300_cards()}\nQ: How many?\nA= 45\n")
    expect(page.locator(".paper-line.error")).to_have_count(0)
    expect(page.locator("#cards")).to_contain_text("How many?")
    took: list[float] = []
    # Shared machines stall; what it takes is what it takes when they do not.
    for wrong in ("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "twelve", "twenty"):
        if len(took) >= 3 and min(took) <= 300:
            break
        text.press("Control+End")
        text.press("ArrowUp")
        text.press("End")
        for _ in range(3):
            text.press("Backspace")
        text.press_sequentially(" " + wrong)
        took.append(page.evaluate(MARKED))
        expect(page.locator(".paper-line.error")).to_have_text(f"A= {wrong}")
        expect(page.locator("#verdict")).to_contain_text("1 error keeps this")
        for _ in f" {wrong}":
            text.press("Backspace")
        text.press_sequentially(" 45")
        expect(page.locator(".paper-line.error")).to_have_count(0)
    assert min(took) <= 300, took


# Milliseconds from now, which is just after a key, until the line is marked.
MARKED = """() => new Promise((done) => {
  const start = performance.now();
  const look = () => document.querySelector(".paper-line.error")
    ? done(performance.now() - start) : requestAnimationFrame(look);
  look();
})"""


def test_a_text_that_would_hang_the_renderer_is_a_warning_and_costs_nobody_else_anything(
    visit: Visit, ines: User, student: User, address: str
) -> None:
    page = visit(ines).new_page()
    page.goto(address)
    slow = "Q: Slow?\nA: Words\n\n" + "- *a\n" * 3000
    other = visit(student).new_page()
    usual = seconds_to_study(other)
    write(page, slow + "\n\nTerm\n:   Its definition here.\n")
    assert seconds_to_study(other) < usual + 5
    expect(page.locator("#faults")).to_contain_text("plain text")
    expect(page.locator("#cards")).to_contain_text("Its definition here.")


def seconds_to_study(page: Page) -> float:
    """Look at the course and begin to study; return how long it took on this machine."""
    began = time.monotonic()
    page.goto("/courses/crm")
    study(page)
    return time.monotonic() - began


def test_the_draft_saves_itself_and_two_tabs_never_overwrite_each_other(
    visit: Visit, ines: User, address: str
) -> None:
    context = visit(ines)
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(address)
    for page, words in ((one, "From the first tab."), (two, "From the second tab.")):
        page.get_by_label("Notes and cards, as Markdown").press("Control+End")
        with page.expect_response("**/draft"):  # the second tab's is later
            page.get_by_label("Notes and cards, as Markdown").press_sequentially(words)
    expect(two.get_by_text("another tab has saved this draft")).to_be_visible()
    one.reload()
    expect(one.get_by_label("Notes and cards, as Markdown")).to_have_value(
        re.compile("From the first tab")
    )
    two.get_by_role("button", name="Save the draft").click()
    expect(two.get_by_text("nothing is lost")).to_be_visible()
    expect(two.get_by_label("Notes and cards, as Markdown")).to_have_value(
        re.compile("From the second tab")
    )


def test_a_fix_is_made_and_published_on_a_phone(visit: Visit, ines: User, address: str) -> None:
    page = visit(ines, viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(address)
    text = page.get_by_label("Notes and cards, as Markdown")
    text.press("Control+End")
    text.press_sequentially("\n\nQ: Is it mended?\nA: Yes, it is.\n")
    expect(page.locator("#cards")).to_contain_text("Is it mended?")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="See what publishing changes").tap()
    page.get_by_role("button", name="Publish these changes").tap()
    expect(page.get_by_text("Published. Students get the new text")).to_be_visible()


def test_all_of_it_works_without_scripts(visit: Visit, ines: User, address: str) -> None:
    page = visit(ines, java_script_enabled=False).new_page()
    page.goto(address)
    page.get_by_label("Notes and cards, as Markdown").fill("Q: And without scripts?\nA: Also.\n")
    page.get_by_role("button", name="Preview and suggestions").click()
    expect(page.locator("#cards")).to_contain_text("And without scripts?")
    page.get_by_role("button", name="See what publishing changes").click()
    expect(page.get_by_role("heading", name="What publishing changes")).to_be_visible()
