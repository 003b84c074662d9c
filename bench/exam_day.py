"""Recall on the exam day and four weeks later, in simulation: exam mode and its peers.

    python -m bench.exam_day [OUT.json] [--quick]

Needs no data. Truths and grid are in `bench/simulation/` and were committed before the policies,
the seed after the last change of one (docs/scheduling.md says how blind that is). With --quick,
one cell of the grid; the whole takes a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.simulation import grid, measure
from bench.simulation.measure import Measured, Summary
from bench.simulation.truths import TRUTHS

Found = dict[str, dict[grid.Cell, Measured]]
QUICK = (grid.Cell(28, 100, "scarce"), grid.Cell(28, 100, "enough"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/exam_day.json")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    began = perf_counter()
    cells = QUICK if given.quick else tuple(grid.cells())
    found: Found = {truth: {} for truth in TRUTHS}
    wanted = [(truth, which) for truth in TRUTHS for which in cells]
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for (truth, which), measured in zip(wanted, processes.map(_cell, wanted), strict=True):
            found[truth][which] = measured
            _print_cell(truth, which, measured)
    _print_means(found)
    rows = claims(found)
    document = {
        "in_simulation": True,
        "students": grid.STUDENTS,
        "seconds": perf_counter() - began,
        "claims": rows,
        "cells": [
            {"truth": truth, **asdict(which), **asdict(measured)}
            for truth, by_cell in found.items()
            for which, measured in by_cell.items()
        ],
    }
    _print_claims(rows)
    out = Path(given.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(document, indent=1) + "\n")


def _cell(wanted: tuple[str, grid.Cell]) -> Measured:
    truth, which = wanted
    return measure.cell(which, TRUTHS[truth], grid.SEED)


def claims(found: Found) -> list[dict[str, Any]]:
    """Return, per truth and minutes, the worst and the mean cell of what must hold."""
    rows = []
    for truth, by_cell in found.items():
        for minutes in grid.MINUTES:
            mode = [m.summaries["exam mode"] for w, m in by_cell.items() if w.minutes == minutes]
            rows.append({"truth": truth, "minutes": minutes, **_claim(mode)})
    return rows


def _claim(mode: list[Summary]) -> dict[str, float]:
    gain = _pooled([s.against_fair for s in mode])
    return {
        "gain_mean": gain[0],
        "gain_lower": gain[1],
        "gain_upper": gain[2],
        "gain_lower_worst": min(s.against_fair[1] for s in mode),
        "oldest_mean": _mean([s.against_oldest[0] for s in mode]),
        "oldest_worst": min(s.against_oldest[0] for s in mode),
        "later_mean": _mean([s.later_against_fair[0] for s in mode]),
        "later_worst": min(s.later_against_fair[0] for s in mode),
        "never_shown": sum(sum(s.never_shown.values()) for s in mode),
        "students_that_fit": sum(s.students_that_fit for s in mode),
    }


def _pooled(intervals: list[measure.Interval]) -> measure.Interval:
    """Return the mean of the cells' means with its 95 % interval; cells are independent."""
    mean = _mean([interval[0] for interval in intervals])
    halves = [(interval[2] - interval[1]) / 2 for interval in intervals]
    half = sum(width**2 for width in halves) ** 0.5 / len(halves)
    return mean, mean - half, mean + half


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _print_cell(truth: str, which: grid.Cell, measured: Measured) -> None:
    print(
        f"\n{truth}: {which.days} days, {which.cards} cards, {which.minutes}"
        f" ({measured.cap_minutes:.2f} min a day; fair introduces"
        f" {measured.introduced_by_fair:.0%}) - in simulation"
    )
    print(
        f"  {'policy':22} {'T':>5} {'T+28':>5} {'worst':>5} {'min':>5} {'shown':>5}"
        f"  {'gain over fair [95 %]':24} {'oldest':>6}  never shown where all fit"
    )
    for name, s in measured.summaries.items():
        mean, low, high = s.against_fair
        missing = ", ".join(f"{kind} {count}" for kind, count in s.never_shown.items() if count)
        print(
            f"  {name:22} {s.at_exam:.3f} {s.later:.3f} {s.worst_decile:.3f} {s.minutes:5.0f}"
            f" {s.shown:5.0%}  {mean:+.3f} [{low:+.3f}, {high:+.3f}]  {s.against_oldest[0]:+.3f}"
            f"  {missing or '0'} ({s.students_that_fit} students)"
        )


def _print_means(found: Found) -> None:
    """Print for each truth and minutes the mean of all cells, for the tables of the docs."""
    for truth, by_cell in found.items():
        for minutes in grid.MINUTES:
            cells = [m for w, m in by_cell.items() if w.minutes == minutes]
            print(f"\nMean of {len(cells)} cells, {truth}, {minutes} - in simulation")
            for name in measure.EVERYBODY:
                own = [measured.summaries[name] for measured in cells]
                print(
                    f"  {name:22} T {_mean([s.at_exam for s in own]):.3f}"
                    f" T+28 {_mean([s.later for s in own]):.3f}"
                    f" worst decile {_mean([s.worst_decile for s in own]):.3f}"
                    f" minutes {_mean([s.minutes for s in own]):.0f}"
                    f" gain {_mean([s.against_fair[0] for s in own]):+.3f}"
                    f" never shown {sum(sum(s.never_shown.values()) for s in own)}"
                )


def _print_claims(rows: list[dict[str, Any]]) -> None:
    print("\nExam mode, worst and mean cell - in simulation")
    for row in rows:
        print(
            f"  {row['truth']:15} {row['minutes']:7} gain over fair {row['gain_mean']:+.3f}"
            f" [{row['gain_lower']:+.4f}, {row['gain_upper']:+.4f}], lowest bound of a cell"
            f" {row['gain_lower_worst']:+.4f}, over oldest due first"
            f" {row['oldest_mean']:+.3f} (least {row['oldest_worst']:+.3f}), T+28"
            f" {row['later_mean']:+.3f} (least {row['later_worst']:+.3f}), never shown"
            f" {row['never_shown']} of {row['students_that_fit']} students whom all fit"
        )


if __name__ == "__main__":
    main()
