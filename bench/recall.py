"""How well recall is predicted, on three real logs, beside the peers and the floor.

    python -m bench.recall [OUT.json] [--data FOLDER]      (or BENCH_DATA=FOLDER)

Prints a table for each log and writes JSON. Without the data it says so and exits 0.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.prediction import cohort, logs, multi_day
from bench.prediction.scores import Scores

Table = dict[str, Scores]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/recall.json")
    parser.add_argument("--data")
    given = parser.parse_args()
    folder = logs.data_folder(given.data)
    out = Path(given.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    document: dict[str, Any] = {"data": folder is not None}
    if folder is None:
        print("No recall logs: give --data FOLDER or set BENCH_DATA. Nothing was measured.")
    else:
        document |= _measure(folder)
    out.write_text(json.dumps(document, indent=1) + "\n")


def _measure(folder: Path) -> dict[str, Any]:
    class_of_one_day = cohort.measure(folder)
    _print("recall-cohort: tests of students unseen in fitting", class_of_one_day.table)
    ratio = class_of_one_day.ratio
    print(f"  ours / reference of the README: {ratio:.3f} (must be at most 1.00)")
    coverage = class_of_one_day.coverage
    print(f"  readiness, nominal 80 % interval: covers {coverage:.1%} of held-out students")
    parts: dict[str, Any] = {
        "cohort": _plain(class_of_one_day.table),
        "ratio_to_reference": ratio,
        "readiness_coverage": coverage,
        "earlier_students": class_of_one_day.by_students,
    }
    for count, loss in class_of_one_day.by_students.items():
        print(f"  fitted on {count} earlier students: log loss {loss:.4f}")
    for name, folds in (
        ("recall-anki", multi_day.anki(folder)),
        ("recall-semester", multi_day.semester(folder)),
    ):
        for fold, table in folds.items():
            _print(f"{name}: {fold}", table)
        worst = max(
            table["ours"].log_loss - table["FSRS defaults"].log_loss for table in folds.values()
        )
        print(f"  worst fold, ours less FSRS defaults: {worst:+.4f} (must be at most 0)")
        parts[name] = {fold: _plain(table) for fold, table in folds.items()}
        parts[f"{name} worst fold"] = worst
    return parts


def _plain(table: Table) -> dict[str, dict[str, float]]:
    return {name: asdict(row) for name, row in table.items()}


def _print(title: str, table: Table) -> None:
    print(f"\n{title}")
    print(f"  {'':34} log loss   AUC  RMSE(bins)  calibration   mean      n")
    for name, row in table.items():
        print(
            f"  {name:34} {row.log_loss:8.4f} {row.auc:5.3f}  {row.rmse_bins:10.4f}"
            f"  {row.calibration:11.4f}  {row.mean:5.3f} {row.count:6}"
        )


if __name__ == "__main__":
    main()
