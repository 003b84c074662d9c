from __future__ import annotations

from datetime import date, timedelta

from app.web.charts.drawing import Chart
from app.web.charts.retention import Week, retention

MONDAY = date(2027, 3, 1)


def dots(chart: Chart) -> list[tuple[str, str]]:
    return [(s.attributes["cx"], s.attributes["cy"]) for s in chart.shapes if s.tag == "circle"]


def test_a_week_is_a_dot_at_its_share_in_the_middle_of_its_column() -> None:
    weeks = [Week(MONDAY, 10, 5, 0.3, 0.7), Week(MONDAY + timedelta(weeks=1), 20, 20, 0.9, 1.0)]
    # Two columns of 130 from x = 36; 0 % lies at 130, 100 % at 10.
    assert dots(retention(weeks, 0.9)) == [("101", "70"), ("231", "10")]


def test_where_all_lies_above_the_half_the_scale_begins_there() -> None:
    chart = retention([Week(MONDAY, 100, 75, 0.7, 0.8)], 0.9)
    assert dots(chart) == [("166", "70")]
    assert "50 %" in [s.text for s in chart.shapes]
    aim = next(s for s in chart.shapes if s.attributes["class"] == "chart-aim")
    assert aim.attributes["y1"] == "34"


def test_the_interval_of_a_week_is_drawn_and_in_the_table() -> None:
    chart = retention([Week(MONDAY, 10, 5, 0.3, 0.7)], 0.9)
    first = next(s for s in chart.shapes if s.attributes["class"] == "chart-whisker")
    assert (first.attributes["y1"], first.attributes["y2"]) == ("46", "94")
    assert chart.table.rows == [("Mon 1 Mar 2027", "50 %", "10", "30 to 70 %")]


def test_many_weeks_are_named_now_and_then() -> None:
    weeks = [Week(MONDAY + timedelta(weeks=n), 5, 4, 0.5, 0.9) for n in range(16)]
    texts = [s.text for s in retention(weeks, 0.9).shapes if s.tag == "text"]
    assert sum("Mar" in text or "Apr" in text or "May" in text for text in texts) <= 7


def test_nothing_yet_is_said_and_not_drawn() -> None:
    chart = retention([], 0.9)
    assert dots(chart) == []
    assert chart.says.startswith("No card has come back")
