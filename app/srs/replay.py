"""Replay: the memory model run over histories that somebody brings as data.

A history is ``{"id": …, "ratings": [1 … 4, …], "days": [0, …]}``: the days are the gaps
before each review, in whole study days, the first 0; a gap of 0 is a review on the same day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from app.srs import fsrs
from app.srs.memory import Parameters, Rating

LONGEST_GAP = 36_500  # days: a century, the longest interval too
LONGEST_QUOTE = 40  # characters of a wrong value in a message
_FIELDS = ("id", "ratings", "days")


@dataclass(frozen=True, slots=True)
class History:
    """The reviews of one card, checked."""

    id: str | int
    ratings: tuple[Rating, ...]
    days: tuple[int, ...]


class Step(TypedDict):
    """One review: stability (days) and difficulty after it, retrievability before it (0.0
    at the first), and the interval (whole days) it asks for, without fuzz.
    """

    rating: int
    stability: float
    difficulty: float
    retrievability: float
    interval: int


class BadHistoriesError(ValueError):
    """The data is not a list of histories; *faults* has a sentence for each thing wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def replay(history: History, parameters: Parameters = fsrs.DEFAULT_PARAMETERS) -> list[Step]:
    """Return one step for each review of *history*."""
    weights = parameters.weights
    memory: tuple[float, float] | None = None
    steps: list[Step] = []
    for rating, gap in zip(history.ratings, history.days, strict=True):
        if memory is None:
            before, memory = 0.0, fsrs.first_memory(rating, weights)
        else:
            before = fsrs.retrievability(gap, memory[0], weights)
            memory = fsrs.next_memory(memory, rating, gap, weights)
        steps.append(_step(rating, memory, before, parameters))
    return steps


def read_histories(document: object) -> list[History]:
    """Return the histories in *document* (parsed JSON); raise BadHistoriesError with all
    faults at once, each naming the item and the field.
    """
    if not isinstance(document, list):
        raise BadHistoriesError(["The file must hold a list of histories: [{…}, …]."])
    faults = [
        f"{_name(index, item)}: {fault}"
        for index, item in enumerate(document)
        for fault in _faults(item)
    ]
    if faults:
        raise BadHistoriesError(faults)
    return [
        History(
            item["id"], tuple(Rating(rating) for rating in item["ratings"]), tuple(item["days"])
        )
        for item in document
    ]


def _step(
    rating: Rating, memory: tuple[float, float], before: float, parameters: Parameters
) -> Step:
    stability, difficulty = memory
    interval = fsrs.interval(
        stability, parameters.weights, parameters.desired_retention, parameters.maximum_interval
    )
    return Step(
        rating=int(rating),
        stability=stability,
        difficulty=difficulty,
        retrievability=before,
        interval=interval,
    )


def _name(index: int, item: object) -> str:
    """Return how a message calls an item: by its place from 0 and, if it has one, its id."""
    if isinstance(item, dict) and _is_id(item.get("id")):
        return f"item {index} (id {_shown(item['id'])})"
    return f"item {index}"


def _faults(item: object) -> Iterator[str]:
    if not isinstance(item, dict):
        yield 'must be an object {"id", "ratings", "days"}.'
        return
    missing = [field for field in _FIELDS if field not in item]
    yield from (f"{field}: is missing." for field in missing)
    if "id" not in missing and not _is_id(item["id"]):
        yield "id: must be a text or a whole number."
    ratings, days = item.get("ratings", []), item.get("days", [])
    yield from _list_faults("ratings", ratings, (1, len(Rating)), "1 (Again) … 4 (Easy)")
    yield from _list_faults("days", days, (0, LONGEST_GAP), f"whole days from 0 to {LONGEST_GAP}")
    if not missing and isinstance(ratings, list) and isinstance(days, list):
        yield from _shape_faults(ratings, days)


def _list_faults(
    field: str, values: object, bounds: tuple[int, int], allowed: str
) -> Iterator[str]:
    if not isinstance(values, list):
        yield f"{field}: must be a list."
        return
    for index, value in enumerate(values):
        if not (_is_whole(value) and bounds[0] <= value <= bounds[1]):
            yield f"{field}[{index}]: is {_shown(value)}, must be {allowed}."


def _shape_faults(ratings: list[object], days: list[object]) -> Iterator[str]:
    if len(ratings) != len(days):
        yield f"days: has {len(days)} gaps for {len(ratings)} ratings, must have as many."
    if days and _is_whole(days[0]) and days[0] != 0:
        yield "days[0]: must be 0, as nothing comes before the first review."


def _is_id(value: object) -> bool:
    return isinstance(value, str) or _is_whole(value)


def _is_whole(value: object) -> bool:
    """Return whether *value* is an integer; JSON's true is one to Python, but not here."""
    return isinstance(value, int) and not isinstance(value, bool)


def _shown(value: object) -> str:
    """Return *value* for a message: as JSON writes it, shortened; a container by its kind."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
