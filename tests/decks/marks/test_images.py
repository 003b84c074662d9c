"""Pictures: they need words, and have to be files of the deck's own folder."""

from __future__ import annotations

import pytest

from app.decks import parse

FILES = {"course/funnel.svg", "course/img/a b.png", "other.png"}


def faults(text: str, files: set[str] | None = FILES) -> list[tuple[str, int, int]]:
    parsed = parse(text, "course/deck.md", files)
    return [(fault.code, fault.line, fault.column) for fault in parsed.diagnostics]


@pytest.mark.parametrize(
    "address", ["funnel.svg", "./funnel.svg", "img/a%20b.png", "<img/a b.png>", 'funnel.svg "T"']
)
def test_files_of_the_decks_folder_are_found(address: str) -> None:
    assert faults(f"See ![a funnel]({address}).\n") == []


@pytest.mark.parametrize("text", ["funnel.png", "Funnel.svg", "other.png", "img", ""])
def test_others_are_missed_at_their_place(text: str) -> None:
    code = "missing-image" if text else "foreign-image"
    assert faults(f"Prose.\n\n- See ![a funnel]({text}).\n") == [(code, 3, 7)]


@pytest.mark.parametrize(
    "address", ["../other.png", "/etc/passwd", "https://example.org/a.png", "data:x"]
)
def test_what_lies_elsewhere_is_never_shown(address: str) -> None:
    assert faults(f"![a funnel]({address})\n", files=None) == [("foreign-image", 1, 1)]


def test_without_a_list_of_files_none_is_missed() -> None:
    assert faults("![a funnel](gone.svg)\n", files=None) == []


def test_pictures_in_tables_and_questions_are_looked_for_too() -> None:
    text = "| A | B |\n|---|---|\n| c | ![d](e.png) |\n\nQ: Who?\nA: We: ![f](g.png)\n"
    assert faults(text) == [("missing-image", 3, 7), ("missing-image", 6, 8)]


def test_code_and_escapes_show_no_picture() -> None:
    assert faults("`![a](b.png)` and \\![c](d.png)\n") == []


def test_a_picture_needs_words() -> None:
    assert faults("![](funnel.svg)\n") == [("image-alt", 1, 1)]
