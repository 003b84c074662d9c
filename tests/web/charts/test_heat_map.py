from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.web.charts.drawing import Chart
from app.web.charts.heat_map import heat_map, level

MONDAY = date(2027, 3, 1)
WEDNESDAY = MONDAY + timedelta(days=2)
CELL = (300 - 28) / 12


def kinds(chart: Chart, tag: str = "rect") -> list[str]:
    return [shape.attributes["class"] for shape in chart.shapes if shape.tag == tag]


@pytest.mark.parametrize(
    ("answers", "size"), [(0, 0), (1, 1), (9, 1), (10, 2), (29, 2), (30, 3), (59, 3), (60, 4)]
)
def test_more_answers_make_a_larger_square(answers: int, size: int) -> None:
    assert level(answers) == size


def test_a_day_lies_in_the_column_of_its_week_and_the_row_of_its_weekday() -> None:
    chart = heat_map({MONDAY: 60, WEDNESDAY + timedelta(weeks=1): 60}, WEDNESDAY)
    full = [s.attributes for s in chart.shapes if s.attributes["class"] == "chart-heat-4"]
    assert [(each["x"], each["y"]) for each in full] == [("29", "17")]
    assert float(full[0]["width"]) == pytest.approx(CELL - 2, abs=0.05)
    assert chart.height == pytest.approx(16 + 7 * CELL)


def test_days_to_come_hold_no_answers_and_look_otherwise() -> None:
    chart = heat_map({MONDAY: 1}, WEDNESDAY)
    assert kinds(chart).count("chart-heat-1") == 1
    assert kinds(chart).count("chart-heat-0") == 2
    assert kinds(chart).count("chart-ahead") == 12 * 7 - 3
    assert kinds(chart).count("chart-today") == 1


def test_it_reaches_to_the_exam_and_never_over_half_a_year() -> None:
    exam = MONDAY + timedelta(weeks=15, days=3)
    chart = heat_map({MONDAY: 1}, WEDNESDAY, [exam])
    assert kinds(chart, "circle") == ["chart-ring"]
    assert len(kinds(chart)) == 16 * 7 + 1
    far = heat_map({MONDAY: 1}, WEDNESDAY, [MONDAY + timedelta(weeks=80)])
    assert len(kinds(far)) == 26 * 7 + 1
    late = heat_map({MONDAY: 1}, MONDAY + timedelta(weeks=40))
    assert len(kinds(late)) == 26 * 7 + 1
    assert kinds(late).count("chart-today") == 1


def test_the_table_has_the_days_with_answers_the_last_one_first() -> None:
    chart = heat_map({MONDAY: 3, WEDNESDAY: 1, MONDAY + timedelta(days=1): 0}, WEDNESDAY)
    assert chart.table.rows == [("Wed 3 Mar 2027", "1"), ("Mon 1 Mar 2027", "3")]
    assert chart.says == "4 answers on 2 days; the most on 1 Mar, 3."


def test_without_answers_it_says_so() -> None:
    chart = heat_map({}, WEDNESDAY, of="CRM")
    assert chart.says == "No answers in CRM yet."
    assert chart.table.rows == []
