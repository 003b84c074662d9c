from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from app.db import Access, Database
from app.models import CardState, Deck, Offering, User
from tests.browser import log
from tests.browser.conftest import Visit, make_student
from tests.browser.pages import answer, go_to, reveal, study, study_to_the_end
from tests.browser.server import Server
from tests.waiting import eventually

GOODWILL = "chapter9/01-goodwill-and-relationships.md"


@pytest.fixture
def goodwill(stored: Database) -> uuid.UUID:
    """The deck with lists, a contrast and remarks."""
    with stored.transaction(Access.READ) as session:
        return session.scalars(select(Deck.id).where(Deck.key == GOODWILL)).one()


@pytest.fixture
def page(visit: Visit, student: User) -> Page:
    return visit(student).new_page()


def question(page: Page) -> str:
    return page.locator("#question").inner_text()


def test_buttons_show_and_say_when_the_card_comes_back(page: Page) -> None:
    study(page)
    reveal(page)
    forgot = page.get_by_role("button", name="Forgot, comes back in 1 min")
    knew = page.get_by_role("button", name="Knew it, comes back in 10 min")
    expect(forgot).to_have_text(re.compile(r"Forgot\s*1 min"))
    expect(knew).to_have_text(re.compile(r"Knew it\s*10 min"))


def test_the_next_card_is_there_before_any_answer_of_the_server(page: Page, server: Server) -> None:
    study(page)
    reveal(page)
    server.kill()
    shown = page.evaluate(
        """() => { const question = document.getElementById("question");
        const before = question.textContent;
        document.dispatchEvent(new KeyboardEvent("keydown", {key: "2", bubbles: true}));
        return [before, question.textContent]; }"""
    )
    assert shown[0] != shown[1]


def test_a_forgotten_card_comes_back_and_leads_on_to_longer_times(page: Page) -> None:
    study(page)
    first = question(page)
    answer(page, "1")
    for _ in range(9):
        assert question(page) != first
        answer(page)
    assert question(page) == first
    reveal(page)
    expect(page.get_by_role("button", name="Knew it, comes back in 10 min")).to_be_visible()


def test_going_through_a_deck_plans_nothing(
    page: Page, goodwill: uuid.UUID, stored: Database
) -> None:
    study(page, f"deck:{goodwill}")
    reveal(page)
    expect(page.locator(".grade-interval").first).to_be_empty()
    expect(page.get_by_role("button", name="Knew it", exact=True)).to_be_visible()
    page.keyboard.press("2")
    eventually(lambda: log.counts(stored) == {"review": 1})
    assert log.events(stored)[0].mode == "deck"
    assert [state.repetitions for state in log.states(stored)] in ([], [0])


def ticked(database: Database) -> list[list[bool]]:
    """Return what each answer with entries says of them, in order of truth."""
    details = [event.detail for event in log.events(database)]
    return [sorted(detail["items"].values()) for detail in details if "items" in detail]


def test_a_list_is_ticked_entry_by_entry(page: Page, goodwill: uuid.UUID, stored: Database) -> None:
    study(page, f"deck:{goodwill}")
    go_to(page, "list list")
    expect(page.locator("#prompt")).to_have_text("2 entries, in any order")
    reveal(page)
    expect(page.locator("#tick-count")).to_have_text("0 of 2")
    page.locator("#ticks label").first.click()
    expect(page.locator("#tick-count")).to_have_text("1 of 2")
    page.keyboard.press("Enter")  # the box has the focus; Enter still says "knew it"
    eventually(lambda: ticked(stored) == [[False, True]])


def test_entries_to_be_sorted_stand_with_the_question_and_by_side_in_the_answer(
    page: Page, goodwill: uuid.UUID
) -> None:
    study(page, f"deck:{goodwill}")
    go_to(page, "contrast sort")
    expect(page.locator("#entries li")).to_have_count(12)
    reveal(page)
    expect(page.locator("#entries li")).to_have_count(0)
    expect(page.locator("#ticks h4")).to_have_text(
        ["Customer relationship enhancers", "Customer relationship dehancers"]
    )
    expect(page.locator("#answer-text")).to_be_hidden()
    expect(page.locator("#remark")).to_contain_text("dehancers")


def test_the_way_back_leads_to_the_note_and_marks_it(page: Page) -> None:
    study(page)
    reveal(page)
    page.get_by_role("link", name="In the notes").click()
    expect(page.locator(".block:target, .block:has(> .anchor:target)")).to_be_in_viewport()


def test_thirty_answers_can_be_undone_after_they_were_saved(
    page: Page, goodwill: uuid.UUID, stored: Database
) -> None:
    study(page)
    asked = []
    for _ in range(30):
        asked.append(question(page))
        answer(page, "1")
    eventually(lambda: log.counts(stored)["review"] == 30)
    eventually(lambda: not page.evaluate("Object.keys(localStorage).filter(k => /box/.test(k))"))
    undone = []
    for _ in range(30):
        page.keyboard.press("z")
        undone.append(question(page))
    assert undone == asked[::-1]
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    eventually(lambda: log.counts(stored) == {"review": 30, "retract": 30})
    assert {state.repetitions for state in log.states(stored)} == {0}


def suspended_and_buried(database: Database) -> tuple[int, int]:
    with database.transaction(Access.READ) as session:
        states = list(session.scalars(select(CardState)))
    return sum(s.suspended for s in states), sum(s.buried_until is not None for s in states)


def test_a_card_is_put_off_or_stopped_by_key_and_brought_back_by_undo(
    page: Page, stored: Database
) -> None:
    study(page)
    first = question(page)
    page.keyboard.press("-")
    expect(page.locator("#spoken")).to_have_text("Not today. The card comes back tomorrow.")
    second = question(page)
    assert second != first
    page.keyboard.press("@")
    eventually(lambda: suspended_and_buried(stored) == (1, 1))
    page.keyboard.press("Control+z")
    assert question(page) == second
    page.keyboard.press("u")
    assert question(page) == first
    eventually(lambda: suspended_and_buried(stored) == (0, 0))


def test_the_menu_does_the_same_without_keys(page: Page, stored: Database) -> None:
    study(page)
    for name in ("Not today", "Stop asking this card"):
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name=name).click()
        expect(page.locator("#more")).not_to_have_attribute("open", "")
    eventually(lambda: suspended_and_buried(stored) == (1, 1))


def test_help_opens_and_closes_by_key_and_keeps_the_cards_still(page: Page) -> None:
    study(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys and grades")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("#answer")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_focus_returns_to_the_menu_that_opened_the_help(page: Page) -> None:
    study(page)
    page.locator("#more summary").press("Enter")
    page.get_by_role("button", name="Keys and grades").press("Enter")
    page.get_by_role("button", name="Close").press("Enter")
    expect(page.locator("#more summary")).to_be_focused()
    expect(page.locator("#more")).not_to_have_attribute("open", "")


def test_four_grades_when_the_student_wants_them(
    visit: Visit, stored: Database, offering: Offering
) -> None:
    page = visit(make_student(stored, offering, four_grades=True)).new_page()
    study(page)
    for key in ("1", "2", "3", "4"):
        answer(page, key)
    eventually(lambda: log.counts(stored)["review"] == 4)
    assert [event.rating for event in log.events(stored)] == [1, 2, 3, 4]
    reveal(page)
    expect(page.get_by_role("button", name="Hard, recalled with effort, comes")).to_be_visible()


def test_with_single_keys_off_buttons_do_everything(
    visit: Visit, stored: Database, offering: Offering
) -> None:
    page = visit(make_student(stored, offering, single_keys=False)).new_page()
    study(page)
    for key in ("Space", "1", "u", "-", "@", "?"):
        page.keyboard.press(key)
    expect(page.locator("#answer")).to_be_hidden()
    page.get_by_role("button", name="Show the answer").press("Enter")
    page.keyboard.press("2")
    page.get_by_role("button", name="Knew it").press("Space")
    eventually(lambda: log.counts(stored) == {"review": 1})
    page.keyboard.press("Control+z")
    eventually(lambda: log.counts(stored) == {"review": 1, "retract": 1})


def test_after_ten_new_cards_the_run_ends_and_offers_more(page: Page, stored: Database) -> None:
    study(page)
    assert study_to_the_end(page) == 20  # ten cards, each known at both of its steps
    expect(page.locator("#end-result")).to_have_text("You knew all 10 at the first try.")
    expect(page.locator("#end-next")).to_contain_text("comes back")
    expect(page.locator("#end-fresh-list li")).to_have_count(9)  # eight, and how many more
    eventually(lambda: log.counts(stored)["review"] == 20)
    page.get_by_role("button", name="Learn more new cards").click()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#progress")).to_have_text(re.compile("^20 done · 10 to go"))


def test_an_answer_given_while_cards_are_fetched_is_asked_about_before_the_end(page: Page) -> None:
    replies: list[list[Any]] = []
    held: list[Route] = []

    def give(route: Route) -> None:
        """Give two cards of which only the server knows how they go on, nothing, and one more."""
        reply = route.fetch().json()
        asked = [[0, 1], [], [2]][min(len(replies), 2)]
        cards = [reply["cards"][number] | {"outcomes": {}} for number in asked]
        counts = {"new": len(cards), "learning": 0, "review": 0}
        replies.append(cards)
        if len(replies) == 2:
            held.append(route)
        else:
            route.fulfill(json=reply | {"cards": cards, "counts": counts})

    page.route("**/api/v1/courses/crm/queue?limit=20*", give)
    study(page)
    answer(page)  # the second fetch begins
    eventually(lambda: page.evaluate("true") and len(held) == 1)
    answer(page)
    expect(page.locator("#wait")).to_be_visible()
    reply = held[0].fetch().json()
    counts = {"new": 0, "learning": 0, "review": 0}
    held[0].fulfill(json=reply | {"cards": [], "counts": counts})
    expect(page.locator("#question")).to_be_focused()
    assert len(replies) == 3


def test_a_question_in_a_tab_that_nobody_sees_costs_no_time(page: Page, stored: Database) -> None:
    page.clock.install()
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => !window.seen});")
    study(page)
    page.clock.fast_forward("10:00")
    page.evaluate("window.seen = true; document.dispatchEvent(new Event('visibilitychange'))")
    answer(page)
    eventually(lambda: log.counts(stored) == {"review": 1})
    assert log.events(stored)[0].elapsed_ms < 600_000


def test_who_has_nothing_due_is_told_so(page: Page) -> None:
    study(page)
    study_to_the_end(page)
    page.goto("/study/crm")
    expect(page.locator("#end-title")).to_have_text("Nothing is due now.")
    expect(page.get_by_role("link", name="Back to the course")).to_be_visible()


def test_a_second_visit_goes_on_where_the_first_one_stopped(page: Page) -> None:
    study(page)
    first = question(page)
    answer(page)
    second = question(page)
    page.reload()
    expect(page.locator("#question")).to_be_focused()
    assert question(page) == second != first
