"""The class model's terms: what belongs to a later day, to the same day, and to nobody."""

from __future__ import annotations

import numpy as np
import pytest

from app.srs.class_features import NAMES, Exposure, features


def row(**changes: float) -> dict[str, float]:
    """Return the terms of one answer by name; four days after one success, unless changed."""
    values = {
        "retrievability": 0.8, "days_since": 4.0, "same_day": 0, "recalled": 1, "failed": 0,
        "siblings_recalled": 0, "siblings_failed": 2, "shown": 1,
    } | changes  # fmt: skip
    exposure = Exposure(**{name: np.array([value]) for name, value in values.items()})
    return dict(zip(NAMES, features(exposure)[0].tolist(), strict=True))


def test_a_later_day_uses_its_own_slope_and_counts_the_last_day() -> None:
    terms = row()
    assert terms["constant"] == 1
    assert terms["logit R, later day"] == pytest.approx(np.log(4))
    assert terms["logit R, same day"] == terms["same day"] == terms["never shown"] == 0
    assert terms["log days since"] == pytest.approx(np.log(4))
    assert terms["siblings failed that day"] == pytest.approx(np.log(3))
    assert terms["siblings failed that day, later"] == pytest.approx(np.log(3))


def test_the_same_day_has_terms_of_its_own() -> None:
    terms = row(same_day=1, days_since=0.0)
    assert terms["logit R, later day"] == terms["card recalled that day, later"] == 0
    assert terms["logit R, same day"] == pytest.approx(np.log(4))
    assert terms["log days since"] == pytest.approx(np.log(1e-3))


def test_a_card_never_shown_has_no_retrievability_and_no_age() -> None:
    terms = row(days_since=-1.0, recalled=0, siblings_failed=0, shown=0)
    assert terms.pop("constant") == terms.pop("never shown") == 1
    assert set(terms.values()) == {0.0}


def test_a_certain_recall_stays_finite() -> None:
    assert row(retrievability=1.0)["logit R, later day"] == pytest.approx(np.log(999))
