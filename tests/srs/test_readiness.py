"""Readiness: when it is said, and how wide its interval is."""

from __future__ import annotations

import numpy as np
import pytest

from app.srs.readiness import ENOUGH_ANSWERS, by_chapter, readiness, shift_variance_of

RNG = np.random.default_rng(8)
P = RNG.uniform(0.2, 0.9, 200)
ONES = np.ones(200)


def test_under_a_hundred_answers_it_is_too_early_to_say() -> None:
    assert readiness(P, ONES, 0.1, ENOUGH_ANSWERS - 1) is None
    assert readiness(P, ONES, 0.1, ENOUGH_ANSWERS) is not None


def test_without_a_card_that_counts_there_is_nothing_to_say() -> None:
    assert readiness(P, 0 * ONES, 0.1, 500) is None
    assert readiness(P[:0], ONES[:0], 0.1, 500) is None


def test_the_expected_share_is_the_weighted_mean() -> None:
    found = readiness(np.array([0.2, 0.8]), np.array([1.0, 3.0]), 0.0, 500)
    assert found is not None
    assert found.expected == pytest.approx(0.65)
    assert found.cards == 2


@pytest.mark.parametrize("variance", [0.0, 0.3])
def test_the_interval_covers_four_in_five(variance: float) -> None:
    rng = np.random.default_rng(9)
    logit = np.log(P / (1 - P)) * np.sqrt(1 + np.pi * variance / 8)
    found = readiness(P, ONES, variance, 500)
    assert found is not None
    shifts = rng.normal(0, variance**0.5, (2_000, 1))
    shares = (rng.random((2_000, 200)) < 1 / (1 + np.exp(-logit - shifts))).mean(axis=1)
    covered = ((shares >= found.low) & (shares <= found.high)).mean()
    assert 0.75 < covered < 0.85


def test_the_interval_stays_within_nothing_and_everything() -> None:
    for p in (0.001, 0.999):
        found = readiness(np.full(3, p), np.ones(3), 1.0, 500)
        assert found is not None
        assert 0 <= found.low <= found.expected <= found.high <= 1


def test_each_chapter_has_its_own() -> None:
    chapters = by_chapter(np.array([0.1, 0.9, 0.9]), np.ones(3), np.array([1, 2, 2]), 0.0, 500)
    assert sorted(chapters) == [1, 2]
    low, high = chapters[1], chapters[2]
    assert low is not None
    assert high is not None
    assert low.expected == pytest.approx(0.1)
    assert high.expected == pytest.approx(0.9)


def test_the_shift_variance_is_found_again() -> None:
    rng = np.random.default_rng(10)
    student = np.repeat(np.arange(300), 60)
    shift = rng.normal(0, 0.5, 300)[student]
    p = rng.uniform(0.3, 0.7, len(student))
    recalled = rng.random(len(p)) < 1 / (1 + np.exp(-np.log(p / (1 - p)) - shift))
    assert shift_variance_of(p, recalled, student) == pytest.approx(0.25, rel=0.3)
    chance = rng.random(len(p)) < p
    assert shift_variance_of(p, chance, student, least=0.01) < 0.02
    assert shift_variance_of(p[:0], chance[:0], student[:0], least=0.2) == 0.2


def test_few_earlier_students_widen_the_interval_as_student_s_t_does() -> None:
    rng = np.random.default_rng(5)
    p, recalled = np.full(320, 0.6), rng.random(320) < np.repeat([0.2, 0.9], 160)
    few, many = np.arange(320) // 40, np.arange(320 * 50) // 40
    ratio = shift_variance_of(p, recalled, few) / shift_variance_of(
        np.tile(p, 50), np.tile(recalled, 50), many
    )
    t_of_7, normal = 1.4149, 1.2816  # both quantiles of 0.9, from printed tables
    assert ratio == pytest.approx((t_of_7 / normal) ** 2 * (1 + 1 / 8), rel=0.01)
