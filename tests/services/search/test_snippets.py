from __future__ import annotations

import uuid

from app.services.search.passages import Passage, PassageKind
from app.services.search.snippets import LENGTH, Part, snippet


def passage(text: str) -> Passage:
    return Passage(uuid.UUID(int=1), PassageKind.PROSE, "part-1", (), text)


def test_words_are_marked_as_they_stand_in_the_text() -> None:
    assert snippet(passage("The Café of a café."), {"cafe"}) == (
        Part("The "),
        Part("Café", marked=True),
        Part(" of a "),
        Part("café", marked=True),
        Part("."),
    )


def test_overlapping_pairs_of_characters_are_one_mark() -> None:
    found = snippet(passage("这是客户关系。"), {"客户", "户关", "关系"})
    assert found == (Part("这是"), Part("客户关系", marked=True), Part("。"))


def test_a_long_text_is_cut_to_where_most_words_are() -> None:
    text = "needle " + "hay " * 200 + "needle and needle " + "hay " * 200
    found = snippet(passage(text), {"needle"})
    whole = "".join(part.text for part in found)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert "needle and needle" in whole
    assert len(whole) <= LENGTH + len("… " + " …")


def test_a_long_text_without_spaces_is_cut_too() -> None:
    whole = "".join(part.text for part in snippet(passage("字" * 900 + "客户"), {"客户"}))
    assert "客户" in whole
    assert len(whole) <= LENGTH + len("… " + " …")
