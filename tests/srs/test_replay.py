"""Histories from outside: reading them strictly, and replaying them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.srs.memory import Rating
from app.srs.replay import BadHistoriesError, History, read_histories, replay
from tests.srs.strategies import unhurried


def faults_of(document: object) -> list[str]:
    with pytest.raises(BadHistoriesError) as caught:
        read_histories(document)
    return list(caught.value.faults)


def test_a_history_without_reviews_has_no_steps() -> None:
    assert replay(History("a", (), ())) == []


def test_a_step_shows_the_state_after_and_the_recall_before() -> None:
    first, second = replay(History("a", (Rating.GOOD, Rating.GOOD), (0, 2)))
    assert first["rating"] == 3
    assert (first["stability"], first["retrievability"], first["interval"]) == (2.3065, 0.0, 2)
    assert 0.9 < second["retrievability"] < 1
    assert second["stability"] > first["stability"]


def test_a_second_review_on_the_same_day_is_certain_recall() -> None:
    assert replay(History("a", (Rating.GOOD, Rating.AGAIN), (0, 0)))[1]["retrievability"] == 1.0


def test_good_histories_are_read_as_they_are() -> None:
    document = [
        {"id": 5, "ratings": [3, 1], "days": [0, 4]},
        {"id": "b", "ratings": [], "days": []},
    ]
    assert read_histories(document) == [
        History(5, (Rating.GOOD, Rating.AGAIN), (0, 4)),
        History("b", (), ()),
    ]


def test_more_fields_than_these_do_no_harm() -> None:
    assert read_histories([{"id": "a", "ratings": [1], "days": [0], "deck": "x"}])


@pytest.mark.parametrize("document", [{}, "text", None, 3])
def test_anything_but_a_list_is_refused(document: object) -> None:
    assert faults_of(document) == ["The file must hold a list of histories: [{…}, …]."]


@pytest.mark.parametrize(
    ("item", "faults"),
    [
        (7, ['item 0: must be an object {"id", "ratings", "days"}.']),
        (
            {},
            [
                "item 0: id: is missing.",
                "item 0: ratings: is missing.",
                "item 0: days: is missing.",
            ],
        ),
        (
            {"id": None, "ratings": [], "days": []},
            ["item 0: id: must be a text or a whole number."],
        ),
        (
            {"id": "a", "ratings": 3, "days": {}},
            [
                'item 0 (id "a"): ratings: must be a list.',
                'item 0 (id "a"): days: must be a list.',
            ],
        ),
        (
            {"id": "a", "ratings": [3, 5, 0], "days": [0, 1, 2]},
            [
                'item 0 (id "a"): ratings[1]: is 5, must be 1 (Again) … 4 (Easy).',
                'item 0 (id "a"): ratings[2]: is 0, must be 1 (Again) … 4 (Easy).',
            ],
        ),
        (
            {"id": "a", "ratings": [True], "days": ["0"]},
            [
                'item 0 (id "a"): ratings[0]: is true, must be 1 (Again) … 4 (Easy).',
                'item 0 (id "a"): days[0]: is "0", must be whole days from 0 to 36500.',
            ],
        ),
        (
            {"id": "a", "ratings": [3, 3], "days": [0, -1]},
            ['item 0 (id "a"): days[1]: is -1, must be whole days from 0 to 36500.'],
        ),
        (
            {"id": "a", "ratings": [3, 3], "days": [0, 1.5]},
            ['item 0 (id "a"): days[1]: is 1.5, must be whole days from 0 to 36500.'],
        ),
        (
            {"id": 9, "ratings": [3], "days": [0, 1]},
            ["item 0 (id 9): days: has 2 gaps for 1 ratings, must have as many."],
        ),
        (
            {"id": 9, "ratings": [3], "days": [2]},
            ["item 0 (id 9): days[0]: must be 0, as nothing comes before the first review."],
        ),
        (
            {"id": 9, "ratings": [[3], {"x": 1}], "days": [0, 0]},
            [
                "item 0 (id 9): ratings[0]: is a list, must be 1 (Again) … 4 (Easy).",
                "item 0 (id 9): ratings[1]: is an object, must be 1 (Again) … 4 (Easy).",
            ],
        ),
    ],
)
def test_each_fault_is_named_with_its_item_and_field(item: object, faults: list[str]) -> None:
    assert faults_of([item]) == faults


def test_the_faults_of_all_items_are_reported_at_once() -> None:
    good = {"id": "fine", "ratings": [3], "days": [0]}
    found = faults_of([{"id": "x", "ratings": [9], "days": [0]}, good, "z"])
    assert [fault.split(":")[0] for fault in found] == ['item 0 (id "x")', "item 2"]


def test_a_wrong_value_of_any_length_is_quoted_briefly() -> None:
    (fault,) = faults_of([{"id": "a", "ratings": ["x" * 5_000], "days": [0]}])
    assert len(fault) < 120
    assert "xxx…" in fault


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "ratings", "days", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(unhurried, max_examples=50)
@given(JSON)
def test_no_document_makes_it_stumble(document: object) -> None:
    with suppress(BadHistoriesError):
        histories = read_histories(document)
        assert isinstance(document, list)
        assert all(len(replay(history)) == len(history.days) for history in histories)
