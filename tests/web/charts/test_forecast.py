from __future__ import annotations

from datetime import date, timedelta

from app.web.charts.forecast import DueDay, forecast

MONDAY = date(2027, 3, 1)
DAYS = [
    DueDay(MONDAY, 6, late=4),
    DueDay(MONDAY + timedelta(days=1), 5),
    DueDay(MONDAY + timedelta(days=2), 0, off=True),
    DueDay(MONDAY + timedelta(days=3), 0),
]


def test_a_bar_is_as_high_as_its_cards_and_what_is_late_lies_on_top() -> None:
    bars = {
        s.attributes["class"]: s.attributes
        for s in reversed(forecast(DAYS).shapes)
        if s.tag == "rect"
    }
    # Ten cards are 110 units; the axis lies at 126. A day is 73 wide, its bar 72 % of that.
    assert (bars["chart-bar"]["y"], bars["chart-bar"]["height"]) == ("60", "66")
    assert (bars["chart-late"]["y"], bars["chart-late"]["height"]) == ("16", "44")
    assert bars["chart-bar"]["width"] == "52.6"
    assert bars["chart-bar"]["x"] == "14.2"


def test_a_day_off_is_shaded_and_says_so() -> None:
    shapes = forecast(DAYS).shapes
    off = [s for s in shapes if s.attributes["class"] == "chart-off"]
    assert [(s.attributes["x"], s.attributes["width"]) for s in off] == [("150", "73")]
    assert "off" in [s.text for s in shapes]


def test_every_bar_has_its_number_and_every_day_its_name() -> None:
    texts = [s.text for s in forecast(DAYS).shapes if s.tag == "text"]
    assert texts == ["10", "1", "now", "5", "2", "Tu", "off", "3", "We", "4", "Th"]


def test_few_cards_make_no_towers() -> None:
    shapes = forecast([DueDay(MONDAY, 1)]).shapes
    assert [s.attributes["height"] for s in shapes if s.tag == "rect"] == ["22"]


def test_the_table_and_the_sentence_hold_the_same_figures() -> None:
    chart = forecast(DAYS)
    assert chart.table.rows[0] == ("Mon 1 Mar 2027", "6", "4", "no")
    assert chart.table.rows[2] == ("Wed 3 Mar 2027", "0", "0", "yes")
    assert chart.says == "15 cards in the next 4 days, 4 of them late."
    assert forecast(DAYS[3:]).says == "Nothing comes due in the next 1 day."


def test_the_legend_names_only_what_is_there() -> None:
    assert [key.kind for key in forecast(DAYS[1:2]).keys] == ["chart-bar"]
    assert [key.kind for key in forecast(DAYS).keys] == ["chart-bar", "chart-late", "chart-off"]
