"""What an author does to entries in the preview."""

from __future__ import annotations

from app.exports.material import Entry, Shape
from app.exports.material.editing import (
    IN_CLASS,
    Act,
    carry_out,
    hashes_of,
    marked,
    without_duplicates,
)

POT = Entry(Shape.TERM, "pot", "a vessel", "lines 1\N{EN DASH}2", 1, 2)
CUP = Entry(Shape.TERM, "cup", "small", "lines 3\N{EN DASH}4", 3, 4)
LIST = Entry(Shape.LIST, "signs", "clear\nfresh\npot", "lines 5\N{EN DASH}8", 5, 8)


def test_flipping_twice_changes_nothing() -> None:
    once = carry_out([POT], {0: Act.FLIP})
    assert (once[0].front, once[0].back) == ("a vessel", "pot")
    assert carry_out(once, {0: Act.FLIP}) == (POT,)


def test_a_list_flips_to_a_question() -> None:
    flipped = carry_out([LIST], {0: Act.FLIP})[0]
    assert (flipped.shape, flipped.back) == (Shape.QUESTION, "signs")


def test_merging_takes_everything_of_the_next_and_its_place() -> None:
    made = carry_out([POT, CUP, LIST], {0: Act.MERGE, 1: Act.MERGE})
    assert [(one.front, one.back) for one in made] == [
        ("pot", "a vessel\ncup\nsmall\nsigns\nclear\nfresh\npot")
    ]
    assert made[0].where == "lines 1\N{EN DASH}8"
    assert carry_out([POT], {0: Act.MERGE}) == (POT,)


def test_splitting_parts_after_the_first_line_and_takes_a_lists_last_entry() -> None:
    upper, lower = carry_out([Entry(Shape.TERM, "pot", "a vessel\ncup\nsmall")], {0: Act.SPLIT})
    assert (upper.back, lower.front, lower.back) == ("a vessel", "cup", "small")
    upper, lower = carry_out([LIST], {0: Act.SPLIT})
    assert (upper.back, lower.back) == ("clear\nfresh", "pot")
    assert carry_out([POT], {0: Act.SPLIT}) == (POT,)


def test_dropping_and_keeping() -> None:
    dropped = carry_out([POT, CUP], {0: Act.DROP})
    assert [one.kept for one in dropped] == [False, True]
    assert carry_out(dropped, {0: Act.KEEP}) == (POT, CUP)


def test_duplicates_are_found_within_and_in_the_course_whatever_their_dress() -> None:
    again = Entry(Shape.TERM, "**Pot**", "A vessel.", "line 9", 9, 9)
    assert [one.duplicate_of for one in marked([POT, again])] == ["", POT.where]
    assert [one.duplicate_of for one in marked([POT], hashes_of(POT))] == [IN_CLASS]
    left = without_duplicates([POT, again, CUP], hashes_of(CUP))
    assert [one.kept for one in left] == [True, False, False]


def test_a_dropped_entry_makes_no_other_a_duplicate() -> None:
    dropped = carry_out([POT], {0: Act.DROP})
    assert [one.duplicate_of for one in marked([*dropped, POT])] == ["", ""]
