"""How good predictions are: log loss, RMSE over bins, AUC, calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.srs.class_model import log_loss
from app.srs.vector import Bools, Floats

BINS = 10


@dataclass(frozen=True, slots=True)
class Scores:
    """*calibration* is the mean absolute gap between predicted and seen shares over ten
    equally filled bins, weighted by their size; *rmse_bins* its root mean square.
    """

    log_loss: float
    rmse_bins: float
    auc: float
    calibration: float
    mean: float
    count: int


def scores(predicted: Floats, recalled: Bools) -> Scores:
    order = np.argsort(predicted, kind="stable")
    bins = np.array_split(order, BINS)
    gaps = np.array([predicted[b].mean() - recalled[b].mean() for b in bins])
    share = np.array([len(b) for b in bins]) / len(order)
    return Scores(
        log_loss=log_loss(predicted, recalled),
        rmse_bins=float(np.sqrt((share * gaps**2).sum())),
        auc=auc(predicted, recalled),
        calibration=float((share * np.abs(gaps)).sum()),
        mean=float(predicted.mean()),
        count=len(order),
    )


def auc(predicted: Floats, recalled: Bools) -> float:
    """Return the area under the ROC curve; ties count half."""
    values, place = np.unique(predicted, return_inverse=True)
    counts = np.bincount(place, minlength=len(values))
    rank = (np.cumsum(counts) - (counts - 1) / 2)[place]
    good = int(recalled.sum())
    bad = len(recalled) - good
    if not good or not bad:
        return 0.5
    return float((rank[recalled].sum() - good * (good + 1) / 2) / (good * bad))
