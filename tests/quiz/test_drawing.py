"""Drawing fills as much of the table as can be filled, the same for the same seed."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.quiz.drawing import Candidate, Cell, Drawn, draw

CHAPTERS, TYPES = ("1", "2"), ("choice", "essay")

cells = st.lists(
    st.builds(
        Cell, st.sampled_from(["", *CHAPTERS]), st.sampled_from(["", *TYPES]), st.integers(0, 3)
    ),
    max_size=3,
)
banks = st.lists(
    st.tuples(st.sampled_from(CHAPTERS), st.sampled_from(TYPES), st.integers(0, 2)), max_size=6
).map(lambda rows: [Candidate(f"i{n}", *row) for n, row in enumerate(rows)])


def bank(count: int, chapter: str = "1", kind: str = "choice", uses: int = 0) -> list[Candidate]:
    return [Candidate(f"{chapter}-{kind}-{n}", chapter, kind, uses) for n in range(count)]


def test_a_table_is_filled_and_what_is_missing_is_said_by_row() -> None:
    found = draw([Cell("1", "choice", 3), Cell("2", "essay", 2)], bank(5), frozenset(), "s")
    assert list(found.items.values()) == [0, 0, 0]
    assert found.missing == (0, 2)


def test_the_same_seed_draws_the_same_and_the_order_of_the_bank_is_no_matter() -> None:
    table = [Cell("", "", 4)]
    found = draw(table, bank(30), frozenset(), "s")
    assert found == draw(table, bank(30)[::-1], frozenset(), "s")
    assert found.items.keys() != draw(table, bank(30), frozenset(), "t").items.keys()


def test_a_row_that_takes_anything_leaves_the_others_what_only_they_can_use() -> None:
    few = [Candidate("a", "1", "choice"), Candidate("b", "2", "choice")]
    for seed in "abcdefgh":
        found = draw([Cell("", "", 1), Cell("1", "choice", 1)], few, frozenset(), seed)
        assert found.items == {"a": 1, "b": 0}


def test_a_pinned_item_is_in_with_its_row_or_beside_the_table() -> None:
    items = [*bank(5), Candidate("x", "9", "essay")]
    found = draw([Cell("1", "", 2)], items, frozenset({"1-choice-4", "x"}), "s")
    assert found.items["1-choice-4"] == 0
    assert found.items["x"] is None
    assert len(found.items) == 3


def test_pinned_items_move_together_to_make_room() -> None:
    items = [Candidate("a", "1", "choice"), Candidate("b", "2", "choice")]
    table = [Cell("", "", 1), Cell("1", "", 1)]
    found = draw(table, items, frozenset({"a", "b"}), "s")
    assert found.items == {"a": 1, "b": 0}


def test_items_that_were_asked_least_come_first() -> None:
    items = [*bank(3, uses=1), *bank(3, chapter="2")]
    found = draw([Cell("", "", 3)], items, frozenset(), "s")
    assert all(item.startswith("2-") for item in found.items)


@given(cells, banks, st.sets(st.integers(0, 5), max_size=3))
def test_no_choice_of_items_fills_more(
    table: list[Cell], items: list[Candidate], pins: set[int]
) -> None:
    pinned = frozenset(f"i{n}" for n in pins if n < len(items))
    found = draw(table, items, pinned, "s")
    check(found, table, items)
    assert pinned <= found.items.keys()
    if not pinned:
        assert sum(cell.count for cell in table) - sum(found.missing) == best(table, items)


def check(found: Drawn, table: list[Cell], items: list[Candidate]) -> None:
    by_id = {one.id: one for one in items}
    for item, number in found.items.items():
        if number is not None:
            cell, one = table[number], by_id[item]
            assert cell.chapter in ("", one.chapter)
            assert cell.type in ("", one.type)
    for number, cell in enumerate(table):
        filled = sum(at == number for at in found.items.values())
        assert filled == cell.count - found.missing[number]
        assert filled <= cell.count


def best(table: list[Cell], items: list[Candidate]) -> int:
    """Return how many places can be filled, by König and Hall: what any set of rows lacks."""
    places = [cell for cell in table for _ in range(cell.count)]
    lacking = 0
    for size in range(len(table) + 1):
        for rows in combinations(table, size):
            wanted = sum(cell.count for cell in rows)
            fitting = sum(
                any(c.chapter in ("", i.chapter) and c.type in ("", i.type) for c in rows)
                for i in items
            )
            lacking = max(lacking, wanted - fitting)
    return len(places) - lacking
