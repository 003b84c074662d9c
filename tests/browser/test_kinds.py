"""Every kind of card on the study screen: answered, marked, and accessible on both sides."""

from __future__ import annotations

import re
import statistics
import uuid
from collections.abc import Callable
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import update

from app.db import Database
from app.models import Event, User
from tests.browser import log
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Visit
from tests.browser.looks import TOUCH_TARGET, faults, overflowing
from tests.browser.pages import cards, fill_in, go_to, reveal, study, study_typing
from tests.waiting import eventually

FRAME = 16  # milliseconds
LOOKS: list[tuple[Literal["light", "dark"], Any]] = [("light", DESKTOP), ("dark", PHONE)]


@pytest.mark.parametrize(("scheme", "size"), LOOKS, ids=["desktop, light", "phone, dark"])
def test_axe_finds_nothing_on_either_side_of_any_kind(
    visit: Visit,
    typist: User,
    every_kind: uuid.UUID,
    scheme: Literal["light", "dark"],
    size: Any,
) -> None:
    context = visit(typist, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"/study/crm?mode=deck:{every_kind}")
    seen: set[tuple[str, int]] = set()
    found, wide, small = [], [], []
    for kind in cards(page):
        several = page.locator("#entries input[type=checkbox]").count()
        if (kind, several) in seen:
            continue
        seen.add((kind, several))
        fill_in(page)
        for side in ("question", "answer"):
            found += faults(page, f"{kind}, {side}")
            wide += [f"{kind}, {side}"] if overflowing(page) > 0 else []
            small += [f"{kind}, {side}: {one}" for one in too_small(page)]
            if side == "question":
                page.locator("#show").click()
                expect(page.locator("#answer")).to_be_focused()
    assert len({kind.split()[0] for kind, _ in seen}) == 14
    assert (found, wide, small) == ([], [], [])


def too_small(page: Page) -> list[str]:
    """Name what can be pressed or filled in and is lower or narrower than a fingertip."""
    small: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("#study :is(button, summary, select, .option, "
            + ".ticks label, input#entry, textarea)")]
        .filter(e => e.checkVisibility())
        .filter(e => { const box = e.getBoundingClientRect();
                       return box.height < least - 0.5 || box.width < least - 0.5; })
        .map(e => e.outerHTML)""",
        TOUCH_TARGET,
    )
    return small


def details(database: Database) -> list[dict[str, Any]]:
    return [event.detail for event in log.events(database) if event.detail]


def last_detail(database: Database, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    eventually(lambda: any(wanted(detail) for detail in details(database)))
    return next(detail for detail in details(database) if wanted(detail))


def test_a_typed_term_names_what_was_typed_instead_and_can_be_disputed(
    visit: Visit, typist: User, every_kind: uuid.UUID, stored: Database
) -> None:
    page = visit(typist).new_page()
    study_typing(page, every_kind)
    go_to(page, "term reverse", "partner firms")
    field = page.get_by_label("Your answer")
    expect(field).to_be_focused()
    page.keyboard.type("intranet")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_have_text("This is Extranet, you wrote Intranet.")
    expect(page.get_by_role("region", name="Answer This is Extranet")).to_be_focused()
    expect(page.locator(".grade.primary")).to_have_text(re.compile("Forgot"))
    page.get_by_role("button", name="I was right").click()
    expect(page.locator("#verdict")).to_have_text("Counted as right, because you say so.")
    expect(page.locator(".grade.primary")).to_have_text(re.compile("Knew it"))
    page.keyboard.press("Space")
    detail = last_detail(stored, lambda one: one.get("typed") == "intranet")
    assert detail == {
        "typed": "intranet",
        "reason": "other-term",
        "marked": False,
        "override": True,
    }


def test_a_misspelling_counts_and_is_named_and_a_wrong_answer_suggests_forgot(
    visit: Visit, typist: User, every_kind: uuid.UUID, stored: Database
) -> None:
    page = visit(typist).new_page()
    study_typing(page, every_kind)
    go_to(page, "term reverse", "partner firms")
    page.keyboard.type("Extranett")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_have_text("Right, but mind the spelling: Extranet.")
    expect(page.get_by_role("button", name="I was right")).to_be_hidden()
    page.keyboard.press("Space")
    go_to(page, "numeric forward")
    page.get_by_label("Number (%)").fill("50")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_have_text("Another number is right.")
    page.keyboard.press("Space")
    eventually(
        lambda: [e.rating for e in log.events(stored) if e.detail.get("typed") == "50"] == [1]
    )


def test_without_typing_terms_are_recalled_and_short_answers_have_a_field_all_the_same(
    visit: Visit, student: User, every_kind: uuid.UUID
) -> None:
    page = visit(student).new_page()
    study(page, f"deck:{every_kind}")
    go_to(page, "term reverse")
    expect(page.locator("#entries")).to_be_empty()
    expect(page.locator("#show")).to_have_text("Show the answer")
    go_to(page, "short_answer forward")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("defection of customers")
    page.keyboard.press("Enter")
    expect(page.locator("#given")).to_have_text("You wrote: defection of customers")
    expect(page.locator("#verdict")).to_have_text("Right: the same words in another form or order.")


def test_options_are_chosen_by_key_or_click_and_shown_with_their_feedback(
    visit: Visit, student: User, every_kind: uuid.UUID, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page, f"deck:{every_kind}")
    go_to(page, "choice forward", "weakens")
    expect(page.locator("#question li")).to_have_count(0)
    expect(page.locator("#entries .option").last).to_have_text("All of these")  # pinned
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_have_text("Not this one.")
    right = page.locator("#given li", has_text="Promising too much")
    expect(right).to_contain_text("(right)")
    expect(right).to_contain_text("Expectations set too high cost trust.")
    expect(page.locator("#given li", has_text="All of these")).to_contain_text("(you chose this)")
    page.keyboard.press("Enter")
    expect(page.locator("#prompt")).to_have_text("Choose every right option")
    for text in ("Broken promises", "Long waits"):
        page.get_by_label(text).check()
    page.get_by_role("button", name="Check the answer").click()
    expect(page.locator("#verdict")).to_have_text("Right.")
    page.keyboard.press("Space")
    chosen = last_detail(stored, lambda one: len(one.get("chosen", ())) == 2)
    assert chosen["marked"] is True


def test_a_statement_is_judged(visit: Visit, student: User, every_kind: uuid.UUID) -> None:
    page = visit(student).new_page()
    study(page, f"deck:{every_kind}")
    go_to(page, "true_false forward")
    page.get_by_role("radio", name="False").check()
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_have_text("Right: it is false.")
    expect(page.locator("#answer-text")).to_contain_text("Another firm may offer more.")


def test_matching_and_ordering_need_no_dragging(
    visit: Visit, student: User, every_kind: uuid.UUID, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page, f"deck:{every_kind}")
    go_to(page, "matching forward")
    expect(page.locator("#question")).to_have_text("Match each practice with what is sold.")
    page.get_by_label("up selling").select_option("a dearer version")
    page.get_by_label("cross selling").select_option("nothing at all")
    page.locator("#show").click()
    expect(page.locator("#verdict")).to_have_text("1 of 2 right.")
    expect(page.locator("#given li").last).to_have_text(
        re.compile("cross selling → a related product.*you chose “nothing at all”")
    )
    page.keyboard.press("2")
    matched = last_detail(stored, lambda one: "pairs" in one)
    assert sorted(matched["items"].values()) == [False, True]
    go_to(page, "ordering forward")
    put_in_order(page, ["Plan the program.", "Choose the technology.", "Assess the results."])
    page.locator("#show").click()
    expect(page.locator("#verdict")).to_have_text("All 3 in their place.")


def put_in_order(page: Page, wanted: list[str]) -> None:
    """Move each entry up to its place by keyboard."""
    for place, text in enumerate(wanted):
        for _ in wanted:
            texts = page.locator(".order li > span:first-child").all_inner_texts()
            if texts.index(text) <= place:
                break
            page.get_by_role("button", name=f"Move up: {text}").press("Enter")
            expect(page.locator("#spoken")).to_contain_text(f"{text}: place")


def test_entries_are_sorted_by_buttons(
    visit: Visit, student: User, every_kind: uuid.UUID, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page, f"deck:{every_kind}")
    go_to(page, "contrast sort")
    for row in page.locator("#entries li").all():
        row.get_by_label("Customer relationship enhancers").check()
    page.locator("#show").click()
    expect(page.locator("#verdict")).to_have_text("3 of 6 sorted right.")
    expect(page.locator("#given h4")).to_have_count(2)
    expect(page.locator("#ticks")).to_be_hidden()
    page.keyboard.press("1")
    sides = last_detail(stored, lambda one: "sides" in one)
    assert sum(sides["items"].values()) == 3


def test_an_essay_stands_beside_its_model_answer_and_is_not_kept(
    visit: Visit, student: User, every_kind: uuid.UUID, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page, f"deck:{every_kind}")
    go_to(page, "essay forward")
    page.get_by_label("Your answer").fill("Because of u and 1.")
    page.locator("#show").click()
    expect(page.locator("#given .given")).to_have_text("Because of u and 1.")
    expect(page.locator("#answer-text")).to_contain_text("Winning a customer costs")
    page.keyboard.press("Space")
    assert last_detail(stored, lambda one: "words" in one) == {"words": 5}


def test_an_entry_that_is_always_missed_is_named(
    visit: Visit, student: User, every_kind: uuid.UUID, stored: Database
) -> None:
    page = visit(student).new_page()
    for _ in range(2):
        study(page, f"deck:{every_kind}")
        go_to(page, "list list")
        reveal(page)
        for text in ("ask them", "watch what they do"):
            page.get_by_label(text).check()
        page.keyboard.press("2")
        eventually(lambda: page.locator("#status").inner_text() == "")
    eventually(lambda: sum("items" in one for one in details(stored)) >= 2)
    with stored.transaction() as session:  # going through a deck leaves no state; a review does
        session.execute(update(Event).values(mode="schedule"))
    page.goto("/study/crm")
    study(page, f"deck:{every_kind}")
    go_to(page, "list list")
    reveal(page)
    expect(page.locator("#ticks li", has_text="billing errors")).to_contain_text(
        "you always miss this one"
    )
    expect(page.locator(".item-memory")).to_have_count(1)


def test_grading_runs_less_than_a_frame_of_script(
    visit: Visit, student: User, every_kind: uuid.UUID
) -> None:
    page = visit(student).new_page()
    study(page, f"deck:{every_kind}")
    times = [graded(page.locator("body")) for _ in range(20)]
    # Shared machines stall; half of the answers being within a frame is what can be promised.
    assert statistics.median(times) <= FRAME, times


def graded(body: Locator) -> float:
    """Reveal and grade by key; returns the milliseconds of script from key to next question."""
    spent: float = body.evaluate(
        """() => { const press = (key) => document.querySelector("#question").dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        press(" "); const start = performance.now(); press("2");
        return performance.now() - start; }"""
    )
    return spent
