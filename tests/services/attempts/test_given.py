"""Orders with open places are filled so that leaving a place open never pays."""

from __future__ import annotations

from app.services.attempts.given import filled

RIGHT = ["1", "2", "3", "4"]


def test_open_places_get_entries_that_are_wrong_there() -> None:
    assert filled(["", "", "", ""], RIGHT) not in (RIGHT, [])
    found = filled(["1", "", "3", ""], RIGHT)
    assert found == ["1", "4", "3", "2"]


def test_the_one_place_left_gets_the_one_entry_left() -> None:
    assert filled(["1", "2", "", "4"], RIGHT) == RIGHT


def test_an_order_that_breaks_off_is_filled_to_its_end() -> None:
    assert sorted(filled(["2"], RIGHT)) == RIGHT
    assert filled(RIGHT, RIGHT) == RIGHT
