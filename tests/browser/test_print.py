"""Two-sided cards as Chromium prints them: each answer lies behind its question."""

from __future__ import annotations

import io
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader
from sqlalchemy import select

from app.db import Access, Database
from app.models import Deck, User
from app.services.printing import ROWS
from tests.browser.conftest import Visit

POINTS = {"a4": (595, 842), "letter": (612, 792)}
NEAR = 3.0  # points


def numbers(page: PageObject) -> dict[str, tuple[float, float]]:
    """Return where each card's number stands: at the end of its cell's last line."""
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, matrix: list[float], at: list[float], _font: Any, size: float) -> None:
        scale, x, y = matrix[0], at[4], at[5]
        if text.strip().isdigit() and abs(scale * size) < 10:
            found[text.strip()] = (matrix[0] * x + matrix[4], matrix[3] * y + matrix[5])

    page.extract_text(visitor_text=visit)
    return found


def printed(page: Page, path: str) -> PdfReader:
    page.goto(path)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize(("paper", "columns"), [("a4", 2), ("letter", 3)])
def test_each_answer_lies_behind_its_question(
    visit: Visit, student: User, stored: Database, paper: str, columns: int
) -> None:
    with stored.transaction(Access.READ) as session:
        deck = session.scalars(select(Deck.id).order_by(Deck.position)).first()
    page = visit(student).new_page()
    pages = printed(
        page, f"/courses/crm/decks/{deck}/print?what=cards&paper={paper}&columns={columns}"
    ).pages
    cells = page.locator(".cell").count()
    assert len(pages) == cells // (columns * ROWS[columns])
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        size = (round(float(front.mediabox.width)), round(float(front.mediabox.height)))
        assert size == POINTS[paper]
        ahead, behind = numbers(front), numbers(back)
        assert ahead.keys() == behind.keys()
        assert ahead
        cell = (size[0] - 2 * 10 / 25.4 * 72) / columns
        for number, (x, y) in ahead.items():
            column, mirrored = int((x - 28) // cell), int((behind[number][0] - 28) // cell)
            assert mirrored == columns - 1 - column, number
            assert abs(behind[number][1] - y) < NEAR, number
