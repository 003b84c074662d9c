"""Checks between cards, within a file and across files."""

from __future__ import annotations

from app.decks import parse
from app.decks.check import check
from tests.decks.reading import codes, faults


def found(*texts: str) -> list[tuple[str, str, int]]:
    parsed = [parse(text, f"{number}.md") for number, text in enumerate(texts, start=1)]
    return [(d.code, d.path, d.line) for d in check(parsed)]


def test_an_id_names_one_note_in_all_files() -> None:
    text = "Q: Who? {#who}\nA: We.\n"
    other = "Q: What? {#who}\nA: It.\n"
    assert found(text, other) == [("duplicate-id", "2.md", 1)]
    assert found(f"{text}{other}") == [("duplicate-id", "1.md", 3)]


def test_one_question_has_one_answer() -> None:
    assert found("Q: Who?\nA: We.\n", "Prose.\n\nQ: *Who*?\nA: They.\n") == [
        ("same-front", "2.md", 3)
    ]


def test_the_same_card_twice_is_a_warning() -> None:
    assert found("Q: Who?\nA: We.\n", "Q: Who?\nA: we\n") == [("same-content", "2.md", 1)]


def test_headings_that_are_shown_tell_fronts_apart() -> None:
    text = "# One\nQ: Who?\nA: We.\n# Two\nQ: Who?\nA: They.\n"
    assert found(text) == [("same-front", "1.md", 5)]
    assert found(f"---\ncontext: 1\n---\n{text}") == []


def test_gaps_in_different_places_are_different_fronts() -> None:
    assert found("==a== a b\n\na ==a== b\n") == []


def test_an_accepted_wording_may_be_anothers_answer() -> None:
    text = (
        'Churn {accept="switching"}\n:   losing customers to others\n\n'
        "Switching\n:   buying from another firm instead\n"
    )
    assert found(text) == [("accept-collision", "1.md", 1)]


def test_a_wording_of_ones_own_collides_with_nothing() -> None:
    text = 'Q: Who? {accept="we; us"}\nA: We.\n\nQ: Whose? {accept="ours"}\nA: Ours.\n'
    assert found(text) == []
    assert found("One\nUno\n:   the first number there is\n") == []


def test_a_files_own_faults_are_among_them_in_order() -> None:
    assert found("Q: Who?\n", "Q: What?\n") == [
        ("question-without-answer", "1.md", 1),
        ("question-without-answer", "2.md", 1),
    ]


def test_the_line_itself_is_the_excerpt() -> None:
    (fault,) = check([parse("Q: Who?\nA: We.\nQ: Who?\nA: They.\n", "x.md")])
    assert fault.excerpt == "Q: Who?"
    assert "x.md:1" in fault.message


def choices(*questions: tuple[str, str]) -> str:
    return "".join(
        f"Q: Number {n}?\n- [x] {right}\n- [ ] {wrong}\n\n"
        for n, (right, wrong) in enumerate(questions)
    )


LONG = ("a long right answer", "short")


def test_a_key_that_is_always_the_longest_is_reported_once() -> None:
    assert faults(choices(LONG, LONG, LONG, LONG)) == [("longest-key", 2, 1)]


def test_it_is_not_reported_where_it_may_be_chance_or_is_not_so() -> None:
    assert codes(choices(LONG, LONG, LONG)) == []
    assert codes(choices(LONG, LONG, LONG, ("same1", "same2"))) == []


def test_questions_with_several_right_options_have_no_one_key() -> None:
    text = "Q: Which two?\n- [x] one of them\n- [x] another\n- [ ] no\n"
    assert codes(choices(LONG, LONG, LONG) + text) == []
