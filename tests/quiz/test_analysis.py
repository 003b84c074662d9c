"""Item analysis by Moodle's formulas, on matrices worked out by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from app.quiz.analysis import ItemFigures, analyse

EXACT = 1e-9

# Four people. Totals 3, 2, 1, 0: mean 1.5, sum of squares 5, V(T) = 5/3.
# a: 1 1 0 0, V = 1/3. Rest 2 1 1 0, mean 1, V = 2/3, C(a, rest) = 1/3.
# b: 1 0 1 0, V = 1/3. Rest 2 2 0 0, mean 1, V = 4/3, C(b, rest) = 0.
# c: 1 1 0 0, the same as a.
MARKS = {"a": [1, 1, 0, 0], "b": [1, 0, 1, 0], "c": [1, 1, 0, 0]}
ONE_EACH = dict.fromkeys("abc", 1.0)


def figures(item: str) -> ItemFigures:
    return next(one for one in analyse(MARKS, ONE_EACH).items if one.item == item)


def near(value: float) -> object:
    return pytest.approx(value, rel=0, abs=EXACT)


def test_facility_is_the_share_of_the_points() -> None:
    assert figures("a").facility == near(50)
    partial = analyse({"a": [3, 1.5, 0], "b": [1, 1, 1]}, {"a": 3, "b": 2})
    assert [one.facility for one in partial.items] == [near(50), near(50)]


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    # 1/3 / sqrt(1/3 · 2/3) = 1 / sqrt 2
    assert figures("a").discrimination == near(100 / sqrt(2))
    assert figures("b").discrimination == near(0)


def test_efficiency_is_what_was_told_apart_of_what_could_be() -> None:
    # a sorted 0 0 1 1 beside rest 0 1 1 2: the covariance is 1/3 again, all that is possible.
    assert figures("a").efficiency == near(100)
    # b sorted 0 0 1 1 beside 0 0 2 2 could be 2/3; it was 0.
    assert figures("b").efficiency == near(0)


def test_deviations_have_the_denominator_n_minus_one() -> None:
    assert figures("a").deviation == near(sqrt(1 / 3))
    assert analyse(MARKS, ONE_EACH).deviation == near(sqrt(5 / 3))


def test_alpha_error_ratio_and_standard_error() -> None:
    whole = analyse(MARKS, ONE_EACH)
    # 3/2 · (1 - (3 · 1/3) / (5/3)) = 3/2 · 2/5 = 0.6
    assert whole.alpha == near(60)
    assert whole.error_ratio == near(100 * sqrt(0.4))
    assert whole.sem == near(sqrt(0.4) * sqrt(5 / 3))
    assert (whole.n, whole.most, whole.mean) == (4, 3, near(1.5))


def test_a_negative_discrimination_is_kept_negative() -> None:
    # x 0 0 1 1 against rest 2 2 0 0: r = -1; sorted they could be +2/3, they were -2/3.
    turned = analyse({"x": [0, 0, 1, 1], "y": [2, 2, 0, 0]}, {"x": 1, "y": 2})
    assert turned.items[0].discrimination == near(-100)
    assert turned.items[0].efficiency == near(-100)


@pytest.mark.parametrize(
    "marks", [{"a": []}, {"a": [1]}, {"a": [1, 1, 1], "b": [0, 1, 1]}, {"a": [1, 1], "b": [1, 1]}]
)
def test_what_is_not_defined_is_none(marks: dict[str, list[float]]) -> None:
    found = analyse(marks, dict.fromkeys(marks, 1.0))
    assert found.items[0].discrimination is None
    assert found.items[0].efficiency is None


def test_below_twenty_answers_every_figure_warns() -> None:
    assert analyse({"a": [1.0] * 19}, {"a": 1}).few
    assert figures("a").few
    assert not analyse({"a": [1.0] * 20}, {"a": 1}).items[0].few


def test_rows_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="mark of each person"):
        analyse({"a": [1, 0], "b": [1]}, {"a": 1, "b": 1})
