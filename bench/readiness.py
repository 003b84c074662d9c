"""Does the readiness interval hold? Under each truth, on students held out, in simulation.

    python -m bench.readiness [OUT.json]

Needs no data; `bench.recall` measures the same on real students. Half of a simulated class
are students of an earlier term, whose exam is known; the other half is forecast.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from bench.simulation import exam_forecast, grid
from bench.simulation.truths import TRUTHS

CLASSES = 8  # simulated classes for each truth and cell
LOW, HIGH = 0.75, 0.85


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/readiness.json")
    out = Path(parser.parse_args().out)
    found: list[dict[str, object]] = []
    by_truth: dict[str, list[float]] = {truth: [] for truth in TRUTHS}
    print("Nominal 80 % interval of readiness on held-out students - in simulation")
    for truth in TRUTHS:
        for which in exam_forecast.CELLS:
            forecasts = [
                exam_forecast.forecast(which, truth, grid.SEED + number)
                for number in range(CLASSES)
            ]
            covered = sum(f.covered for f in forecasts) / CLASSES
            error = sum(f.error for f in forecasts) / CLASSES
            width = sum(f.width for f in forecasts) / CLASSES
            print(
                f"  {truth:15} {which.minutes:7} covers {covered:.1%}, mean error {error:+.3f},"
                f" width {width:.3f}"
            )
            by_truth[truth].append(covered)
            found.append(
                {
                    "truth": truth,
                    **asdict(which),
                    "covered": covered,
                    "error": error,
                    "width": width,
                }
            )
    means = {truth: sum(each) / len(each) for truth, each in by_truth.items()}
    for truth, mean in means.items():
        print(f"  {truth:15} both    covers {mean:.1%} (must be {LOW:.0%} to {HIGH:.0%})")
    out.parent.mkdir(parents=True, exist_ok=True)
    document = {"in_simulation": True, "by_truth": means, "cells": found}
    out.write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
