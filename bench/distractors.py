"""How often wrong options that people wrote come first, beside four simple rankers.

    python -m bench.distractors [OUT.json] [--data FOLDER] [--fit]     (or BENCH_DATA=FOLDER)

Ranks the validation items with the shipped weights. With --fit it fits weights on the training
items first and prints them as the rows of app/quiz/distractors/weights.py. Without the data it
says so and exits 0.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from app.quiz.distractors.features import FEATURES, compare
from app.quiz.distractors.profiles import Profile, Space, cosine
from app.quiz.distractors.scoring import AnswerKind, kind_of, scores

TRAIN, VALID = "distractors/mcql_train.json.gz", "distractors/mcql_valid.json.gz"
DRAWN = 57  # strings of the vocabulary beside the three that a person wrote
SEEDS = (1, 2, 3)
STEPS, RATE, PENALTY = 300, 0.1, 1e-3
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One item with its pool. *human* says of each candidate whether a person wrote it."""

    stem: str
    answer: str
    pool: tuple[str, ...]
    human: tuple[bool, ...]
    shares_word: bool


Ranker = Callable[[Ranking, Space], Sequence[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/distractors.json")
    parser.add_argument("--data")
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    folder = Path(given.data or os.environ.get("BENCH_DATA") or ".")
    if not (folder / TRAIN).is_file():
        print("No distractor items: give --data FOLDER or set BENCH_DATA. Nothing was measured.")
        return
    train, valid = (_items(folder / name) for name in (TRAIN, VALID))
    vocabulary = sorted({t for i in (*train, *valid) for t in (i["answer"], *i["distractors"])})
    space = Space(vocabulary)
    if given.fit:
        _print_weights(fit([*_rankings(train, vocabulary, SEEDS[:1])], space))
    table = measure([*_rankings(valid, vocabulary, SEEDS)], space)
    out = Path(given.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(table, indent=1) + "\n")


def measure(rankings: Sequence[Ranking], space: Space) -> dict[str, dict[str, float]]:
    """Return and print the README's measures of each ranker."""
    table: dict[str, dict[str, float]] = {}
    print(f"{'':14}    @3   @10 first | shared word @3, none @3   ({len(rankings)} rankings)")
    for name, ranker in RANKERS.items():
        row = table[name] = _row(rankings, space, ranker)
        print(
            f"{name:14} {row['@3']:.3f}  {row['@10']:.3f}  {row['first']:.3f} | "
            f"{row['shared word @3']:.3f}  {row['no shared word @3']:.3f}"
        )
    return table


def _row(rankings: Sequence[Ranking], space: Space, ranker: Ranker) -> dict[str, float]:
    hits: dict[str, list[float]] = {}
    for ranking in rankings:
        given = ranker(ranking, space)
        order = sorted(range(len(given)), key=lambda n: -given[n])
        human = [ranking.human[n] for n in order]
        kind = "shared word @3" if ranking.shares_word else "no shared word @3"
        at_three = sum(human[:3]) / sum(human)
        for name, value in (
            ("@3", at_three),
            ("@10", sum(human[:10]) / sum(human)),
            ("first", float(human[0])),
            (kind, at_three),
        ):
            hits.setdefault(name, []).append(value)
    return {name: sum(values) / len(values) for name, values in hits.items()}


def fit(rankings: Sequence[Ranking], space: Space) -> dict[AnswerKind, Array]:
    """Return weights for each kind of answer: maximum likelihood of the human candidates.

    A softmax over each pool, whose target shares its mass among the human ones, with a penalty
    on the squares; Adam (Kingma and Ba 2015) on all items at once, features scaled to unit
    variance.
    """
    kinds = [kind_of(space.profile(ranking.answer)) for ranking in rankings]
    fitted = {}
    for kind in AnswerKind:
        chosen = [r for r, own in zip(rankings, kinds, strict=True) if own is kind]
        fitted[kind] = _fit_one(*_arrays(chosen, space))
    return fitted


def _arrays(rankings: Sequence[Ranking], space: Space) -> tuple[Array, Array, Array]:
    size = DRAWN + 3
    values = np.zeros((len(rankings), size, len(FEATURES)))
    target, there = np.zeros((len(rankings), size)), np.zeros((len(rankings), size), bool)
    for row, ranking in enumerate(rankings):
        stem, answer = space.profile(ranking.stem), space.profile(ranking.answer)
        for column, text in enumerate(ranking.pool):
            values[row, column] = compare(stem, answer, space.profile(text))
        there[row, : len(ranking.pool)] = True
        target[row, : len(ranking.pool)] = np.array(ranking.human) / sum(ranking.human)
    return values, target, there


def _fit_one(values: Array, target: Array, there: Array) -> Array:
    scale = values[there].std(0)
    scale[scale == 0] = 1
    values /= scale
    weights, mean, square = (np.zeros(len(FEATURES)) for _ in range(3))
    for step in range(1, STEPS + 1):
        score = np.where(there, values @ weights, -np.inf)
        share = np.exp(score - score.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        slope = np.einsum("nkf,nk->f", values, share - target) / len(values) + PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        moved = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights -= RATE * (0.2 if step > STEPS * 0.8 else 1.0) * moved
    return np.asarray(weights / scale)


def _print_weights(fitted: dict[AnswerKind, Array]) -> None:
    for number, name in enumerate(FEATURES):
        row = ", ".join(f"{fitted[kind][number]:.3f}" for kind in AnswerKind)
        print(f'    "{name}": ({row}),')


def _items(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found: list[dict[str, Any]] = json.load(file)
    return found


def _rankings(
    items: Sequence[dict[str, Any]], vocabulary: Sequence[str], seeds: Sequence[int]
) -> Iterator[Ranking]:
    for seed in seeds:
        rng = random.Random(seed)
        for item in items:
            pool = [*rng.sample(vocabulary, DRAWN), *item["distractors"]]
            rng.shuffle(pool)  # so that ties are not always lost
            ranking = _ranking(item, pool)
            if any(ranking.human):  # else the wrong options are the right one
                yield ranking


def _ranking(item: dict[str, Any], drawn: Sequence[str]) -> Ranking:
    right = _plain(item["answer"])
    pool = tuple(dict.fromkeys(text for text in drawn if _plain(text) != right))
    human = tuple(text in item["distractors"] for text in pool)
    words = set(right.split())
    shares = any(words & set(_plain(text).split()) for text in item["distractors"])
    return Ranking(item["sentence"], item["answer"], pool, human, shares)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _random(ranking: Ranking, _space: Space) -> list[float]:
    rng = random.Random(ranking.stem)
    return [rng.random() for _ in ranking.pool]


def _length(ranking: Ranking, _space: Space) -> list[float]:
    return [-abs(len(text) - len(ranking.answer)) for text in ranking.pool]


def _fuzzy(ranking: Ranking, _space: Space) -> list[float]:
    right = _plain(ranking.answer)
    return [fuzz.token_sort_ratio(right, _plain(text)) / 100 for text in ranking.pool]


def _tf_idf(ranking: Ranking, space: Space) -> list[float]:
    right = space.profile(ranking.answer)
    return [cosine(right.grams, space.profile(text).grams) for text in ranking.pool]


def _mix(ranking: Ranking, space: Space) -> list[float]:
    """Return the mix of the data's README."""
    right = space.profile(ranking.answer)
    parts = zip(ranking.pool, _tf_idf(ranking, space), _fuzzy(ranking, space), strict=True)
    return [
        0.5 * tf_idf + 0.4 * fuzzy + _shape_terms(right, space.profile(text))
        for text, tf_idf, fuzzy in parts
    ]


def _shape_terms(right: Profile, other: Profile) -> float:
    lengths = sorted((len(right.folded), len(other.folded)))
    return (
        0.3 * lengths[0] / max(1, lengths[1])
        + 0.1 * (len(right.words) == len(other.words))
        + 0.15 * (right.folded[-3:] == other.folded[-3:])
        + 0.3 * (right.has_digits == other.has_digits)
    )


def _ours(ranking: Ranking, space: Space) -> list[float]:
    return list(scores(ranking.stem, ranking.answer, ranking.pool, space))


RANKERS: dict[str, Ranker] = {
    "random": _random,
    "closest length": _length,
    "rapidfuzz": _fuzzy,
    "TF-IDF (2-4)": _tf_idf,
    "README's mix": _mix,
    "ours": _ours,
}

if __name__ == "__main__":
    main()
