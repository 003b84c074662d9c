"""The pages that a student sees, and how to get to each side of the study screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def study(page: Page, mode: str = "schedule") -> None:
    """Open the study page and wait for the first question."""
    page.goto(f"/study/crm?mode={mode}")
    expect(page.locator("#question")).to_be_focused()


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


def show_kind(page: Page, facet: str, most: int = 60) -> None:
    """Answer cards until one of this facet is asked."""
    for _ in range(most):
        if page.locator("#card").get_attribute("data-facet") == facet:
            return
        answer(page)
    raise AssertionError(f"No {facet} among {most} cards.")
