"""What was fixed before any policy was tuned: grid, students and the words "scarce" and
"enough". Later changes to this file would void every claim made from it.

`SEED` draws the students that claims are measured on. It was set anew after the last change of
a policy and before anything was measured with it; policies are tuned on other seeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

SEED = 20261207
TUNING_SEED = 7  # policies are tuned on other students than they are measured on
STUDENTS = 100
DAYS = (14, 28, 56)
CARDS = (100, 300, 600)
MINUTES = ("scarce", "enough")

# Scarce: the largest cap at which the fair opponent introduces at most this share by the
# exam, found for each truth by bisection; enough is that cap times ENOUGH.
SCARCE_SHARE = 0.60
ENOUGH = 4.0
PILOT_STUDENTS = 40
PILOT_ROUNDS = 7

LATER = 28  # days after the exam for the second measurement
CHAPTERS = 10
MISSED_DAY = 0.15  # probability that a student does not study on a day
# Kinds: name, share of cards, how many times the seconds of a basic card an answer takes.
KINDS = (("basic", 0.60, 1.0), ("cloze", 0.25, 1.0), ("list", 0.15, 2.5))

# Seconds: medians of recall-anki by first answer, recalled later, forgotten later.
FIRST_SECONDS, RECALLED_SECONDS, FORGOTTEN_SECONDS = 14.5, 10.5, 13.0
SPEED_SPREAD = 0.25  # sd of the logarithm of a student's seconds
ANSWER_SPREAD = 0.40  # sd of the logarithm of one answer's seconds


@dataclass(frozen=True, slots=True)
class Cell:
    """One condition of the grid."""

    days: int
    cards: int
    minutes: str


def cells() -> list[Cell]:
    return [Cell(*values) for values in product(DAYS, CARDS, MINUTES)]
