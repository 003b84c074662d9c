from __future__ import annotations

import pytest

from app.web.charts.drawing import (
    Frame,
    dot,
    label,
    line,
    number,
    path,
    percents,
    rect,
    share_axis,
    whisker,
)


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (12.25, "12.2"), (-0.01, "0"), (299.96, "300")]
)
def test_coordinates_have_at_most_one_decimal_and_no_empty_one(value: float, text: str) -> None:
    assert number(value) == text


def test_a_frame_places_values_from_left_to_right_and_upwards() -> None:
    frame = Frame(10, 20, 100, 50, (0, 4), (0.5, 1.0))
    assert (frame.right, frame.bottom) == (110, 70)
    assert [frame.x(value) for value in (0, 1, 4)] == [10, 35, 110]
    assert [frame.y(value) for value in (0.5, 0.75, 1.0)] == [70, 45, 20]


def test_shapes_are_elements_with_geometry_and_a_class() -> None:
    assert rect(1, 2, 3, 4.56, "a").attributes == {
        "x": "1",
        "y": "2",
        "width": "3",
        "height": "4.6",
        "class": "a",
    }
    assert line((1, 2), (3, 4), "a").attributes["x2"] == "3"
    assert dot(1, 2, 3, "a", "said").tip == "said"
    assert path([(0, 0), (1.26, 2)], "a").attributes["d"] == "M0 0L1.3 2"
    assert path([(0, 0), (1, 2), (3, 0)], "a", closed=True).attributes["d"] == "M0 0L1 2L3 0Z"
    assert label(1, 2, "word", anchor="end").attributes["text-anchor"] == "end"


def test_a_whisker_is_a_line_with_two_ends() -> None:
    assert [s.attributes["y1"] for s in whisker(5, 10, 30)] == ["10", "10", "30"]


def test_an_axis_of_shares_has_a_line_and_a_percentage_for_each_tick() -> None:
    shapes = share_axis(Frame(36, 10, 100, 100), [0.0, 0.5, 1.0])
    assert [s.text for s in shapes if s.tag == "text"] == ["0 %", "50 %", "100 %"]
    assert [s.attributes["y1"] for s in shapes if s.tag == "line"] == ["110", "60", "10"]
    assert [s.attributes["class"] for s in shapes if s.tag == "line"] == [
        "chart-axis",
        "chart-grid",
        "chart-grid",
    ]


def test_a_range_of_shares_is_said_in_percent() -> None:
    assert percents(0.79, 0.884) == "79 to 88 %"
