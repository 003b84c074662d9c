"""The three recall logs, as arrays; what their columns mean stands in their READMEs."""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

COHORT = "recall-cohort/reviews.csv.gz"
ANKI = "recall-anki/review_logs.csv.gz"
SEMESTER = "recall-semester/reviews.csv.gz"
SECONDS_A_DAY = 86_400
ROLLOVER_HOURS = 4


def data_folder(given: str | None) -> Path | None:
    """Return the folder of the logs: as *given*, else BENCH_DATA, None if there is none."""
    name = given or os.environ.get("BENCH_DATA")
    folder = Path(name) if name else None
    return folder if folder and (folder / COHORT).is_file() else None


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial of the cohort log. *day*: time in days; *outcome*: CORRECT, INCORRECT, STUDY."""

    student: int
    day: float
    cluster: int
    item: int
    outcome: str
    practice: bool

    @property
    def correct(self) -> bool:
        return self.outcome == "CORRECT"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the multi-day logs; *day* is a time in days since the epoch, 04:00 based."""

    student: int
    day: float
    card: int
    rating: int

    @property
    def study_day(self) -> int:
        return int(self.day)

    @property
    def recalled(self) -> bool:
        return self.rating > 1


def cohort(folder: Path) -> list[Trial]:
    """Return the cohort's trials in each student's order of time."""
    trials = [
        Trial(
            student=int(row["user"]),
            day=datetime.fromisoformat(row["time"]).timestamp() / SECONDS_A_DAY,
            cluster=int(row["cluster"]),
            item=int(row["item"]),
            outcome=row["outcome"],
            practice=row["phase"] == "practice",
        )
        for row in _rows(folder / COHORT)
    ]
    return sorted(trials, key=lambda trial: (trial.student, trial.day))


def anki(folder: Path) -> list[Answer]:
    """Return the one user's answers in order of time."""
    cards: dict[str, int] = {}
    shift = ROLLOVER_HOURS / 24
    answers = [
        Answer(
            student=0,
            day=datetime.fromisoformat(row["review_time"]).timestamp() / SECONDS_A_DAY - shift,
            card=cards.setdefault(row["card_id"], len(cards)),
            rating=int(row["review_rating"]),
        )
        for row in _rows(folder / ANKI)
    ]
    return sorted(answers, key=lambda answer: answer.day)


def semester(folder: Path, trials_a_day: int) -> list[Answer]:
    """Return the semester's answers. The log has an order only, no times: a student's every
    *trials_a_day* trials are taken to be a day, so that a memory model can run on it at all.
    """
    answers = [
        Answer(
            student=int(row["user_id"]),
            day=int(row["order"]) / trials_a_day,
            card=int(row["item_id"]),
            rating=3 if row["correct"] == "1" else 1,
        )
        for row in _rows(folder / SEMESTER)
    ]
    return sorted(answers, key=lambda answer: (answer.student, answer.day))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
