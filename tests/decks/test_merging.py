"""Two edits of one text become one, or a conflict that holds both; nothing goes missing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.decks.merging import Conflict, merge

BASE = "one\ntwo\nthree\nfour\nfive\n"

lines = st.lists(st.sampled_from(["a", "b", "c", "", "d", "e f"]), max_size=9)
texts = lines.map("\n".join)


def test_edits_in_different_places_are_both_taken() -> None:
    merged = merge(BASE, BASE.replace("one", "ONE"), BASE.replace("five", "FIVE"))
    assert merged.text == "ONE\ntwo\nthree\nfour\nFIVE\n"


def test_the_same_edit_on_both_sides_counts_once() -> None:
    both = BASE.replace("three", "3")
    assert merge(BASE, both, both).text == both


def test_a_deletion_and_an_edit_elsewhere_are_both_taken() -> None:
    merged = merge(BASE, BASE.replace("two\n", ""), BASE + "six\n")
    assert merged.text == "one\nthree\nfour\nfive\nsix\n"


def test_the_same_line_changed_differently_is_a_conflict_at_its_line_of_the_file() -> None:
    merged = merge(BASE, "zero\n" + BASE.replace("three", "III"), BASE.replace("three", "3"))
    assert merged.text is None
    assert merged.conflicts == (Conflict(4, ("three",), ("III",), ("3",)),)
    assert merged.draft == "zero\none\ntwo\nIII\n3\nfour\nfive\n"


def test_a_line_deleted_here_and_changed_there_is_a_conflict() -> None:
    merged = merge(BASE, BASE.replace("three\n", ""), BASE.replace("three", "3"))
    assert merged.conflicts == (Conflict(3, ("three",), (), ("3",)),)


def test_two_insertions_at_one_place_are_a_conflict_with_both() -> None:
    merged = merge(BASE, BASE.replace("two\n", "two\nx\n"), BASE.replace("two\n", "two\ny\n"))
    assert merged.conflicts == (Conflict(3, (), ("x",), ("y",)),)


def test_a_file_of_blank_lines_alone_is_merged_in_no_time() -> None:
    blank = "\n" * 30_000
    assert merge(blank, "a" + blank, blank + "b").text == "a" + blank + "b"


@given(texts, texts)
def test_a_side_that_did_nothing_leaves_the_other_as_it_is(base: str, other: str) -> None:
    assert merge(base, base, other).text == other
    assert merge(base, other, base).text == other
    assert merge(base, other, other).text == other


@given(texts, texts, texts)
def test_which_side_is_which_only_changes_the_order_within_a_conflict(
    base: str, file: str, browser: str
) -> None:
    one, other = merge(base, file, browser), merge(base, browser, file)
    assert one.text == other.text
    assert [(c.base, c.file, c.browser) for c in one.conflicts] == [
        (c.base, c.browser, c.file) for c in other.conflicts
    ]


@given(lines, st.data())
def test_new_lines_of_either_side_are_all_there(base: list[str], data: st.DataObject) -> None:
    sides = []
    for name in ("file", "browser"):
        at = data.draw(st.integers(0, len(base)))
        end = data.draw(st.integers(at, len(base)))
        new = [f"{name} {n}" for n in range(data.draw(st.integers(0, 3)))]
        sides.append([*base[:at], *new, *base[end:]])
    merged = merge("\n".join(base), *("\n".join(side) for side in sides))
    found = merged.draft.split("\n")
    for side in sides:
        assert [x for x in side if " " in x and x != "e f"] == [
            x for x in found if x in side and " " in x and x != "e f"
        ]


@given(lines, lines, lines, lines, lines)
def test_edits_apart_from_each_other_always_merge(
    start: list[str], ours: list[str], middle: list[str], theirs: list[str], end: list[str]
) -> None:
    fence = ["fence one", *middle, "fence two"]
    base = "\n".join([*start, *fence, *end])
    file = "\n".join([*ours, *fence, *end])
    browser = "\n".join([*start, *fence, *theirs])
    assert merge(base, file, browser).text == "\n".join([*ours, *fence, *theirs])


@given(texts, texts, texts)
def test_the_line_of_a_conflict_is_where_the_file_has_its_lines(
    base: str, file: str, browser: str
) -> None:
    for conflict in merge(base, file, browser).conflicts:
        at = conflict.line - 1
        assert tuple(file.split("\n")[at : at + len(conflict.file)]) == conflict.file
