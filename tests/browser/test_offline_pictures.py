"""Pictures of cards with the server really stopped: painted, or said to be missing."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.db import Access, Database
from app.models import Deck, DeckMedia, Offering, User
from app.services.decks.apply import Status
from tests.browser.conftest import Visit
from tests.browser.devices import NewDevice
from tests.browser.pages import answer, hold, reveal, study
from tests.browser.server import Server
from tests.waiting import eventually

DECK = """---
title: Pictures
---
# Pictures

Q: Which shape is this? ![A green square](square.png)
A: A square, not this one: ![A circle](circle.svg)

> **Remark:** both have a centre. ![A cross](cross.png)

Q: What has no corner? ![Three shapes in a row](shapes.svg)
A: The circle. ![A blue square](other.png)
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">{}</svg>'
PAINTED = """async (image) => {
  await image.decode();
  return image.naturalWidth > 0 && image.getBoundingClientRect().width > 0;
}"""
OF_FIRST = {"A green square", "A circle", "A cross"}
OF_SECOND = {"Three shapes in a row", "A blue square"}


def png(red: int, green: int, blue: int, side: int = 48) -> bytes:
    """Return a square of one colour."""
    rows = (b"\0" + bytes((red, green, blue)) * side) * side

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + checksum

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture
def pictures(stored: Database, offering: Offering, tmp_path: Path) -> str:
    """A deck with raster and drawn pictures, as the mode that studies it."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "deck.md").write_text(DECK, encoding="utf-8")
    for name, colour in {"square": (0, 160, 60), "cross": (90, 0, 0), "other": (0, 0, 200)}.items():
        (folder / f"{name}.png").write_bytes(png(*colour))
    circle = '<circle cx="4" cy="4" r="3"/>'
    (folder / "circle.svg").write_text(SVG.format(circle), encoding="utf-8")
    (folder / "shapes.svg").write_text(SVG.format(circle * 2), encoding="utf-8")
    report = apply_path(stored, "crm", folder, tmp_path, utc_now(), confirmed=True)
    assert report.status is Status.APPLIED, report
    with stored.transaction(Access.READ) as session:
        return f"deck:{session.scalars(select(Deck.id).where(Deck.title == 'Pictures')).one()}"


def shown(page: Page, side: str) -> dict[str | None, bool]:
    """Return of each picture in this part, by its description, whether it is painted."""
    images = page.locator(f"{side} img").all()
    return {image.get_attribute("alt"): image.evaluate(PAINTED) for image in images}


def test_pictures_of_both_sides_and_the_remark_are_painted_without_a_server(
    device: NewDevice, student: User, pictures: str, server: Server
) -> None:
    one = device(student)
    one.prepared(pictures)
    server.kill()
    one.open_again()
    page = one.context.new_page()
    study(page, pictures)
    for question, answered in ((OF_FIRST, 2), (OF_SECOND, 1)):
        found = shown(page, "#question")
        assert len(found) == 1
        reveal(page)
        behind = shown(page, "#answer")
        assert len(behind) == answered
        assert found | behind == dict.fromkeys(question, True)
        page.keyboard.press("2")
        expect(page.locator("#answer")).not_to_be_visible()


def test_a_picture_that_fails_when_its_card_is_answered_is_not_missing_on_the_next(
    visit: Visit, student: User, pictures: str
) -> None:
    page = visit(student).new_page()
    study(page, pictures)
    held = hold(page, "**/media/**")
    reveal(page)
    expect(page.get_by_alt_text("A cross")).to_be_attached()
    eventually(lambda: page.evaluate("true") and len(held) == 2)
    page.keyboard.press("2")
    expect(page.locator("#question")).to_contain_text("What has no corner?")
    for route in held[:2]:  # those of the first card
        route.abort()
    loaded = "[...document.querySelectorAll('#answer img')].every((image) => image.complete)"
    eventually(lambda: page.evaluate(loaded))
    page.wait_for_timeout(200)  # it would be told by now
    expect(page.locator("#told")).to_be_empty()


def test_a_picture_that_could_not_be_had_before_is_said_to_be_missing(
    device: NewDevice, student: User, pictures: str, server: Server, stored: Database
) -> None:
    with stored.transaction() as session:
        session.execute(
            delete(DeckMedia).where(DeckMedia.key.endswith(".png"))
        )  # a 404 from now on
    one = device(student)
    one.prepared(pictures)
    server.kill()
    one.open_again()
    page = one.context.new_page()
    study(page, pictures)
    expect(page.locator("#told")).to_have_text("A picture of this card could not be loaded.")
    expect(page.get_by_alt_text("A green square")).to_be_visible()
    answer(page)
    expect(page.get_by_alt_text("Three shapes in a row")).to_be_visible()
    assert shown(page, "#question") == {"Three shapes in a row": True}
    expect(page.locator("#told")).to_be_empty()
