"""Looking at a text: all faults, the cards near a line, and nothing that one block could stop."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from app.sandbox import Sandbox
from app.services.editing.look import ADVICE, ALL, NEAR, advice, look
from app.services.rendering import TARGET
from tests.services.decks.course import question, term

KEPT = question("An exam question?", "Its answer.", "{use=exam}")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET, seconds=10) as sandbox:
        yield sandbox


def long_text(notes: int) -> str:
    return "".join(question(f"What is number {n}?", f"Number {n}.") for n in range(notes))


def test_cards_are_those_near_the_line(sandbox: Sandbox) -> None:
    text = long_text(100)
    seen = look(text, "a.md", {}, sandbox, 151)
    fronts = [one.cards[0][0].front for one in seen.shown]
    assert (len(fronts), seen.total) == (NEAR, 100)
    assert "What is number 50?" in fronts
    assert look(text, "a.md", {}, sandbox, 1).first == 0
    assert look(text, "a.md", {}, sandbox, 9999).first == 100 - NEAR
    assert len(look(text, "a.md", {}, sandbox).shown) == 100
    assert len(look(long_text(ALL + 9), "a.md", {}, sandbox).shown) == ALL
    assert look("", "a.md", {}, sandbox, 1).shown == ()


def test_what_is_kept_for_exams_is_shown_in_its_place(sandbox: Sandbox) -> None:
    seen = look(term("Churn", "The loss of customers.") + KEPT, "a.md", {}, sandbox, 1)
    assert [one.note.use.value for one in seen.shown] == ["practice", "exam"]


def test_faults_carry_their_lines_and_pictures_are_known(sandbox: Sandbox) -> None:
    text = question("One?", "![a](img/a.png)") + question("Two?", "![b](img/b.png)") + "Q: Three?\n"
    seen = look(text, "x/a.md", {"x/img/a.png": "0" * 64}, sandbox, 1)
    assert [(one.line, one.code) for one in seen.diagnostics] == [
        (5, "missing-image"),
        (7, "question-without-answer"),
    ]
    assert seen.errors == 2
    assert f'src="/media/{"0" * 64}"' in seen.shown[0].cards[0][1].back


def test_a_block_that_is_killed_is_a_warning_at_its_line_and_the_rest_is_shown() -> None:
    text = question("One?", "It is *fine*.") + question("Two?", "It `b_d`.")
    with Sandbox("tests.services.editing.test_look:hang", seconds=0.3) as failing:
        began = time.monotonic()
        seen = look(text, "a.md", {}, failing, 1)
    assert time.monotonic() - began < 10
    assert [(one.line, one.code, one.severity) for one in seen.diagnostics] == [
        (4, "block-too-slow", "warning")
    ]
    assert [one.cards[0][1].back for one in seen.shown] == [
        "<p>It is <em>fine</em>.</p>",
        "<pre>It `b_d`.</pre>",
    ]


def hang(markdown: str, *, inline: bool) -> str:
    """Render everything but what holds ``b_d``."""
    assert not inline
    if "b_d" in markdown:
        time.sleep(30)
    return f"<p>{markdown}</p>"


def test_advice_comes_from_a_process_of_its_own_and_is_given_up_when_that_is_slow() -> None:
    text = "##  Things\n\n- one\n- two\n- three\n"
    with Sandbox(ADVICE, seconds=10) as adviser:
        found = advice(text, "a.md", adviser)
    assert found["suggestions"][0]["edit"]["text"] == "<!-- cards: list -->"
    assert found["formatted"].startswith("## Things\n")
    with Sandbox("tests.services.editing.test_look:never", seconds=0.2) as slow:
        assert advice(text, "a.md", slow) == {"suggestions": [], "formatted": text}


def never(text: str, path: str) -> dict[str, object]:
    """Take longer than anybody waits."""
    del text, path
    time.sleep(30)
    return {}
