"""Item analysis: how questions and a whole quiz measured, by Moodle's formulas.

Source: Moodle's documentation "Quiz statistics calculations". With x the marks of an item and
X those of the rest of the quiz, over the same people, and variances and covariances with the
denominator n - 1:

- facility                  100 · mean(x) / most
- discrimination index      100 · C(x, X) / sqrt(V(x) · V(X))
- discriminative efficiency 100 · C(x, X) / Cmax, Cmax being the covariance of x and X, each
  sorted by itself: what the item could have told apart with these marks
- Cronbach's alpha          100 · k / (k - 1) · (1 - sum of V(x) / V(T)), T being the totals
- error ratio               100 · sqrt(1 - alpha / 100)
- standard error (SEM)      sqrt(V(T)) · error ratio / 100, in points

A figure that is not defined (nobody, one person, everybody alike) is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

FEW = 20  # answers, below which a figure is little more than chance
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item: *n* people, the other figures in per cent; *deviation* is that of the marks."""

    item: str
    n: int
    most: float
    facility: float | None
    deviation: float | None
    discrimination: float | None
    efficiency: float | None

    @property
    def few(self) -> bool:
        """Whether there are too few answers to go by."""
        return self.n < FEW


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """The whole: *mean*, *deviation* and *sem* in points, *alpha* and *error_ratio* per cent."""

    n: int
    most: float
    mean: float | None
    deviation: float | None
    alpha: float | None
    error_ratio: float | None
    sem: float | None
    items: tuple[ItemFigures, ...]

    @property
    def few(self) -> bool:
        """Whether there are too few people to go by."""
        return self.n < FEW


def analyse(marks: Mapping[str, Sequence[float]], most: Mapping[str, float]) -> QuizFigures:
    """Return the figures of a quiz.

    *marks* has the marks of each item, of the same people in the same order; what somebody
    left open is 0. *most* is what each item is worth. Raises ValueError for rows of unequal
    length.
    """
    if len({len(row) for row in marks.values()}) > 1:
        raise ValueError("Every item needs a mark of each person.")
    totals = [fsum(row) for row in zip(*marks.values(), strict=True)]
    alpha = _alpha(list(marks.values()), totals)
    deviation = _deviation(totals)
    ratio = None if alpha is None else PERCENT * sqrt(max(0.0, 1 - alpha / PERCENT))
    return QuizFigures(
        n=len(totals),
        most=fsum(most[item] for item in marks),
        mean=_mean(totals),
        deviation=deviation,
        alpha=alpha,
        error_ratio=ratio,
        sem=None if ratio is None or deviation is None else ratio / PERCENT * deviation,
        items=tuple(_item(item, row, totals, most[item]) for item, row in marks.items()),
    )


def _item(item: str, marks: Sequence[float], totals: Sequence[float], most: float) -> ItemFigures:
    rest = [total - mark for total, mark in zip(totals, marks, strict=True)]
    mean, together = _mean(marks), _covariance(marks, rest)
    spread = sqrt((_covariance(marks, marks) or 0.0) * (_covariance(rest, rest) or 0.0))
    best = _covariance(sorted(marks), sorted(rest)) or 0.0
    return ItemFigures(
        item=item,
        n=len(marks),
        most=most,
        facility=None if mean is None or not most else PERCENT * mean / most,
        deviation=_deviation(marks),
        discrimination=PERCENT * together / spread if together is not None and spread else None,
        efficiency=PERCENT * together / best if together is not None and best else None,
    )


def _alpha(rows: Sequence[Sequence[float]], totals: Sequence[float]) -> float | None:
    spread, count = _covariance(totals, totals), len(rows)
    if not spread or count < 2:  # noqa: PLR2004 - the formula divides by count - 1
        return None
    parts = fsum(_covariance(row, row) or 0.0 for row in rows)
    return PERCENT * count / (count - 1) * (1 - parts / spread)


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def _covariance(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Return the covariance with the denominator n - 1; None for fewer than two."""
    left_mean, right_mean = _mean(left), _mean(right)
    if left_mean is None or right_mean is None or len(left) == 1:
        return None
    products = ((x - left_mean) * (y - right_mean) for x, y in zip(left, right, strict=True))
    return fsum(products) / (len(left) - 1)


def _deviation(values: Sequence[float]) -> float | None:
    spread = _covariance(values, values)
    return None if spread is None else sqrt(spread)
