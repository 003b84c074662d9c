"""Somebody who reads Chinese meets no English of ours, on the pages that scripts write, too."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from app.db import Database
from app.models import Offering, User
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Visit, make_student
from tests.browser.looks import overflowing
from tests.browser.pages import cards, fill_in
from tests.browser.test_editor import address, ines

__all__ = ["address", "ines"]  # fixtures

WORD = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile("[\u4e00-\u9fff]")  # such a text may name a deck, or an entry of a card
SAME = {"Retain"}
OURS = """() => {
  const said = [];
  const skipped = "script, style, kbd, option:not([lang]), .menu-note, .menu-name, "
    + ".study-back, #report-card, #info-card, textarea, #end li";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (parent.closest("[lang]").lang !== "zh-Hans" || parent.closest(skipped)) continue;
    if (parent.checkVisibility()) said.push(walk.currentNode.data);
  }
  for (const one of document.querySelectorAll("[aria-label]")) {
    if (one.closest("[lang]").lang === "zh-Hans") said.push(one.getAttribute("aria-label"));
  }
  return said;
}"""

RIGHT_TO_LEFT = (
    "document.addEventListener('DOMContentLoaded', () => document.documentElement.dir = 'rtl')"
)


@pytest.fixture
def reader(stored: Database, offering: Offering) -> User:
    """A student who reads Chinese and types what can be typed."""
    preferences = {"type_answers": True, "language": "zh-Hans"}
    return make_student(stored, offering, preferences=preferences)


def english(page: Page) -> list[str]:
    """Return what the page says that is neither Chinese nor said to be English."""
    said: list[str] = page.evaluate(OURS)
    return [text for text in said if set(WORD.findall(text)) - SAME and not CHINESE.search(text)]


def test_the_study_screen_says_nothing_english_beside_the_cards(
    visit: Visit, reader: User, every_kind: uuid.UUID
) -> None:
    page = visit(reader).new_page()
    page.goto(f"/study/crm?mode=deck:{every_kind}")
    found, seen = [], set()
    for kind in cards(page):
        if kind in seen:
            continue
        seen.add(kind)
        expect(page.locator("#question")).to_have_js_property("lang", "")
        expect(page.locator("#card")).to_have_attribute("lang", "en")
        fill_in(page)
        found += [(kind, text) for text in english(page)]
        page.locator("#show").click()
        expect(page.locator("#show")).to_be_hidden()
        found += [(kind, text) for text in english(page)]
    found += [("end", text) for text in english(page)]
    assert len(seen) >= 14
    assert found == []


def test_nor_do_the_dialogs(visit: Visit, reader: User, every_kind: uuid.UUID) -> None:
    page = visit(reader).new_page()
    page.goto(f"/study/crm?mode=deck:{every_kind}")
    expect(page.locator("#question")).to_be_focused()
    found = []
    for name in ("help", "report", "info"):
        page.locator("#more summary").click()
        page.locator(f"#{name}-open").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        if name == "info":
            expect(page.locator("#info-state")).to_contain_text("您还没有回答过这张卡片")
        found += english(page)
        page.keyboard.press("Escape")
    assert found == []


def test_a_running_quiz_tells_its_state_in_chinese(visit: Visit, reader: User) -> None:
    page = visit(reader).new_page()
    page.goto("/quizzes/crm")
    page.locator("input[name=mode][value=mock]").check()
    page.locator("form button.primary").click()
    page.locator("article:has(input[type=radio]) input[type=radio]").first.check()
    expect(page.locator("#save-status")).to_have_text("所有答案均已保存。")
    expect(page.locator("#answered")).to_contain_text("已回答 1 /")
    expect(page.locator("#time-left")).to_contain_text("剩余")


def test_the_editor_tells_its_state_and_faults_in_chinese(
    visit: Visit, ines: User, address: str
) -> None:
    page = visit(ines, locale="zh-CN").new_page()
    page.goto(address)
    page.locator("#text").press("End")
    page.locator("#text").press_sequentially("\n\nQ: What\n")
    expect(page.locator("#save-status")).to_have_text("草稿已保存。")
    place = page.locator("#faults .fault-place").first
    expect(place).to_contain_text(re.compile("(错误|警告).第 [0-9]+ 行"))
    expect(page.locator("#verdict")).to_contain_text(re.compile("处(错误|警告)"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_read_from_right_to_left_no_page_is_wider_than_the_screen(
    visit: Visit, reader: User, size: dict[str, int]
) -> None:
    context = visit(reader, viewport=size)
    context.add_init_script(RIGHT_TO_LEFT)
    page = context.new_page()
    wide = []
    for path in ("/", "/courses/crm", "/study/crm", "/quizzes/crm", "/settings"):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        if path.startswith("/study"):
            expect(page.locator("#question")).to_be_focused()
        if overflowing(page) > 0:
            wide.append(path)
    assert wide == []
