from __future__ import annotations

from app.web.charts.drawing import Chart
from app.web.charts.readiness_curve import Point, readiness_curve

POINTS = [
    Point(0, 0.2, 0.1, 0.3, 40),
    Point(20, 0.7, 0.6, 0.8),
    Point(40, 0.9, 0.8, 1.0),
]


def drawn(chart: Chart, kind: str) -> list[str]:
    return [s.attributes["d"] for s in chart.shapes if s.attributes["class"] == kind]


def test_the_line_and_the_band_go_through_the_points() -> None:
    chart = readiness_curve(POINTS, 20)
    # 0 … 40 minutes from x = 36, 250 wide; 0 … 1 from y = 142, 130 high.
    assert drawn(chart, "chart-line") == ["M36 116L161 51L286 25"]
    assert drawn(chart, "chart-band") == ["M36 103L161 38L286 12L286 38L161 64L36 129Z"]


def test_the_students_own_minutes_are_marked_with_their_share() -> None:
    chart = readiness_curve(POINTS, 20)
    own = [s for s in chart.shapes if s.attributes["class"] == "chart-own"]
    assert [(s.attributes["cx"], s.attributes["cy"]) for s in own] == [("161", "51")]
    assert "70 %" in [s.text for s in chart.shapes]
    assert chart.says == (
        "With 20 minutes a day you are expected to recall 70 % at the exam. "
        "Without another answer it would be 20 %."
    )


def test_minutes_that_are_not_on_the_curve_are_not_marked() -> None:
    chart = readiness_curve(POINTS, 25)
    assert [s for s in chart.shapes if s.tag == "circle"] == []
    assert [key.kind for key in chart.keys] == ["chart-line", "chart-band"]


def test_minutes_are_named_below() -> None:
    texts = [s.text for s in readiness_curve(POINTS, 20).shapes if s.attributes.get("y") == "155"]
    assert texts == ["0", "10", "20", "30", "40"]


def test_the_table_names_the_cards_that_are_never_shown() -> None:
    assert readiness_curve(POINTS, 20).table.rows[0] == ("0", "20 %", "10 to 30 %", "40")
