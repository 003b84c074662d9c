"""The pages that a student sees, and how to get to each side of the study screen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Page, Route, expect


def press(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Press what leads to another page, and wait for it: nobody shall look at the one that goes."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def hold(page: Page, address: str) -> list[Route]:
    """Let such requests wait; they are in the list when they have come."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)
    return held


def study(page: Page, mode: str = "schedule") -> None:
    """Open the study page and wait for the first question."""
    page.goto(f"/study/crm?mode={mode}")
    expect(page.locator("#question")).to_be_focused()


def study_typing(page: Page, deck: uuid.UUID) -> None:
    """Open a deck for somebody who types: the focus may be in a field."""
    page.goto(f"/study/crm?mode=deck:{deck}")
    expect(page.locator("#card")).to_be_visible()


def reveal(page: Page) -> None:
    page.keyboard.press("Space")
    expect(page.locator("#answer")).to_be_focused()


def answer(page: Page, key: str = "2") -> None:
    """Reveal the answer and press the grade's *key*."""
    reveal(page)
    page.keyboard.press(key)
    expect(page.locator("#answer")).not_to_be_visible()


def study_to_the_end(page: Page, key: str = "2", most: int = 100) -> int:
    """Answer every card with *key*; returns how many answers it took."""
    for number in range(most):
        expect(page.locator("#question:focus, #end:focus")).to_be_visible()
        if page.locator("#end").is_visible():
            return number
        answer(page, key)
    raise AssertionError(f"There was no end after {most} answers.")


def cards(page: Page, most: int = 60) -> Iterator[str]:
    """Go through the run, each card revealed by whoever asks for them; yield kind and facet."""
    for _ in range(most):
        expect(page.locator("#card, #end").filter(visible=True)).to_be_visible()
        if page.locator("#end").is_visible():
            return
        card = page.locator("#card")
        yield f"{card.get_attribute('data-kind')} {card.get_attribute('data-facet')}"
        if page.locator("#show").is_visible():
            page.locator("#show").click()
        page.locator('[data-rating="3"]').click()
    raise AssertionError(f"There was no end after {most} cards.")


def go_to(page: Page, kind: str, question: str = "") -> None:
    """Answer cards until one of this kind and facet is asked, whose question has these words."""
    for found in cards(page):
        if found == kind and question in page.locator("#question").inner_text():
            return
    raise AssertionError(f"No {kind} came.")


def fill_in(page: Page) -> None:
    """Answer the card somehow, by what it offers."""
    entries = page.locator("#entries")
    for text in entries.locator("input#entry, textarea").all():
        text.fill("44")
    for chooser in entries.locator("select").all():
        chooser.select_option(index=1)
    for group in entries.locator(".sides").all():
        group.locator("input").first.check()
    for option in entries.locator("[role=group] .option input").all()[:1]:
        option.check()
    for button in entries.locator(".order button:not([disabled])").all()[:1]:
        button.click()
