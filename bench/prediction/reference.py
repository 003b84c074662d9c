"""The reference models of the data's READMEs: ridge logistic regressions, refitted here."""

from __future__ import annotations

import numpy as np

from app.srs.vector import Bools, Floats, Ints

RIDGE = 1e-3
STEPS = 50


def logistic(terms: Floats, recalled: Bools, penalty: Floats) -> Floats:
    """Return the coefficients of a ridge logistic regression, by Newton's method."""
    found = np.zeros(terms.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(terms @ found, -35, 35)))
        gradient = terms.T @ (p - recalled) + penalty * found
        curvature = (terms * (p * (1 - p))[:, None]).T @ terms + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def predictions(
    terms: Floats, recalled: Bools, fold: Ints, item: Ints | None, item_penalty: float = 1.0
) -> Floats:
    """Return cross-validated predictions: each fold from a fit to all others. With *item*,
    one more effect per item.
    """
    table = np.column_stack([np.ones(len(recalled)), terms])
    penalty = np.full(table.shape[1], RIDGE)
    if item is not None:
        dummies = (item[:, None] == np.unique(item)).astype(np.float64)
        table = np.column_stack([table, dummies])
        penalty = np.r_[penalty, np.full(dummies.shape[1], item_penalty)]
    found = np.empty(len(recalled))
    for number in np.unique(fold):
        test = fold == number
        beta = logistic(table[~test], recalled[~test], penalty)
        found[test] = 1 / (1 + np.exp(-table[test] @ beta))
    return found
