from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from app.db import Access, Database
from app.models import Deck, Offering, User
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit
from tests.browser.looks import LOOKS, NARROW, TOUCH_TARGET, double_the_text, faults, overflowing
from tests.browser.pages import answer, go_to, press, reveal, study, study_to_the_end


@pytest.fixture
def decks(stored: Database) -> list[uuid.UUID]:
    with stored.transaction(Access.READ) as session:
        return list(session.scalars(select(Deck.id).order_by(Deck.position)))


def outside_pages(page: Page) -> Iterator[str]:
    for path in ("/", "/signup", "/login"):
        page.goto(path)
        yield path
    page.goto("/signup")
    press(page, "Sign up")
    yield "signup with errors"


def inside_pages(page: Page, decks: list[uuid.UUID]) -> Iterator[str]:
    for path in ("/", "/join", "/courses/crm", f"/courses/crm/decks/{decks[0]}", "/nothing"):
        page.goto(path)
        yield path
    page.locator("header details summary").click()
    yield "account menu"


def pages_before_joining(page: Page, offering: Offering) -> Iterator[str]:
    for path in ("/", f"/join/{offering.join_code}"):
        page.goto(path)
        yield f"{path} of somebody without a course"
    page.goto("/join")
    page.get_by_label("Join code").fill("WRONG")
    press(page, "Look it up")
    yield "join with an unknown code"


def study_states(page: Page, decks: list[uuid.UUID]) -> Iterator[str]:
    study(page)
    yield "question"
    reveal(page)
    yield "answer"
    page.get_by_text("More", exact=True).click()
    yield "menu of the study page"
    page.get_by_role("button", name="Keys and grades").click()
    yield "help"
    page.keyboard.press("Escape")
    study(page, f"deck:{decks[0]}")
    go_to(page, "contrast sort")
    yield "question with entries"
    reveal(page)
    yield "answer to be ticked"
    page.keyboard.press("2")
    go_to(page, "contrast opposite")
    yield "question of two paragraphs"
    answer(page)
    study(page, f"deck:{decks[2]}")
    study_to_the_end(page)
    yield "end"


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_axe_finds_nothing_on_any_page(
    visit: Visit,
    student: User,
    newcomer: User,
    offering: Offering,
    decks: list[uuid.UUID],
    scheme: Literal["light", "dark"],
    size: dict[str, int],
) -> None:
    look: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    outside = visit(**look).new_page()
    found = [fault for name in outside_pages(outside) for fault in faults(outside, name)]
    new = visit(newcomer, **look).new_page()
    found += [fault for name in pages_before_joining(new, offering) for fault in faults(new, name)]
    page = visit(student, **look).new_page()
    found += [fault for name in inside_pages(page, decks) for fault in faults(page, name)]
    found += [fault for name in study_states(page, decks) for fault in faults(page, name)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("enlarged", [False, True], ids=["as it is", "text at 200 %"])
def test_no_page_needs_scrolling_sideways_at_320_pixels(
    visit: Visit, student: User, decks: list[uuid.UUID], *, enlarged: bool
) -> None:
    # Twice the text on 640 pixels is what a browser's zoom to 200 % makes of 320.
    size = {"width": 640, "height": 900} if enlarged else NARROW
    context = visit(viewport=size)
    outside = context.new_page()
    page = visit(student, viewport=size).new_page()
    if enlarged:
        for one in (outside, page):
            double_the_text(one)
    wide = {name: overflowing(outside) for name in outside_pages(outside)}
    wide |= {name: overflowing(page) for name in inside_pages(page, decks)}
    wide |= {name: overflowing(page) for name in study_states(page, decks)}
    assert not {name: pixels for name, pixels in wide.items() if pixels > 0}


def small_targets(page: Page) -> list[str]:
    """Name what can be pressed and is lower or narrower than a fingertip."""
    small: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("button, summary, .button, .ticks label")]
        .filter(e => e.checkVisibility())
        .filter(e => { const box = e.getBoundingClientRect();
                       return box.height < least - 0.5 || box.width < least - 0.5; })
        .map(e => e.outerHTML)""",
        TOUCH_TARGET,
    )
    return small


def test_nothing_to_press_is_smaller_than_a_fingertip(
    visit: Visit, student: User, decks: list[uuid.UUID]
) -> None:
    page = visit(student, viewport=PHONE, has_touch=True).new_page()
    small = [one for _ in inside_pages(page, decks) for one in small_targets(page)]
    small += [one for _ in study_states(page, decks) for one in small_targets(page)]
    assert not small, "\n".join(small)


def test_the_focus_is_never_hidden_behind_the_bar(visit: Visit, student: User) -> None:
    page = visit(student, viewport=PHONE).new_page()
    study(page)
    reveal(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => { const focused = document.activeElement;
            if (focused === document.body || focused.closest(".study-foot")) return false;
            const foot = document.querySelector(".study-foot").getBoundingClientRect();
            const box = focused.getBoundingClientRect();
            return box.top >= foot.top && foot.top > 0 && box.bottom <= innerHeight; }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")
