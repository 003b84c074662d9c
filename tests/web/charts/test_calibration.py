from __future__ import annotations

from app.web.charts.calibration import Bin, calibration

BINS = [Bin(0.5, 25, 10, 0.3, 0.5), Bin(0.9, 100, 80, 0.75, 0.85)]


def test_a_bin_lies_over_its_prediction_at_what_was_recalled() -> None:
    found = [
        (s.attributes["cx"], s.attributes["cy"])
        for s in calibration(BINS).shapes
        if s.tag == "circle"
    ]
    # 0 … 1 from x = 36, 252 wide, and from y = 160, 150 high.
    assert found == [("162", "100"), ("262.8", "40")]


def test_the_area_of_a_dot_grows_with_the_answers() -> None:
    radii = [s.attributes["r"] for s in calibration(BINS).shapes if s.tag == "circle"]
    assert radii == ["5.5", "8"]


def test_the_diagonal_goes_from_corner_to_corner() -> None:
    aim = next(s for s in calibration(BINS).shapes if s.attributes["class"] == "chart-aim")
    assert [aim.attributes[name] for name in ("x1", "y1", "x2", "y2")] == ["36", "160", "288", "10"]


def test_the_table_gives_n_and_the_interval() -> None:
    chart = calibration(BINS)
    assert chart.table.rows[1] == ("90 %", "80 %", "100", "75 to 85 %")
    assert chart.says == "Before 125 answers the model expected 82 % to be recalled; it was 72 %."
    assert calibration([]).says.startswith("No card has come back")
