from __future__ import annotations

from app.web.charts.distribution import distribution


def test_a_bar_is_as_high_as_its_students_and_nothing_stands_for_none() -> None:
    shapes = distribution([0, 2, 0, 4]).shapes
    bars = [s.attributes for s in shapes if s.tag == "rect"]
    # Four places of 73 from x = 4; four students are 110 high, down to y = 126.
    assert [(b["x"], b["y"], b["width"], b["height"]) for b in bars] == [
        ("78", "71", "71", "55"),
        ("224", "16", "71", "110"),
    ]


def test_the_table_has_every_tenth() -> None:
    chart = distribution([1] * 10)
    assert chart.table.rows[0] == ("0 to 10 %", "1")
    assert chart.table.rows[9] == ("90 to 100 %", "1")
    assert chart.says.startswith("10 students")
