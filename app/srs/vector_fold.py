"""The fold of many cards at once: what `app.srs.fold` does for one, over arrays.

For refits, rankings and readiness, where every card of a student or a class is wanted. Phase,
step, repetitions and lapses are exactly the scalar fold's; stability and difficulty agree to a
relative 1e-9. A state that is stored comes from the scalar fold. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from app.srs import vector
from app.srs.memory import Parameters, Phase, Rating, Review
from app.srs.vector import Floats, Ints


@dataclass(frozen=True, slots=True)
class Answers:
    """Reviews of many cards, each card's in the order of its fold; arrays (n,).

    *card*: index from 0; *rating*: 1 … 4; *study_day*: ordinals.
    """

    card: Ints
    rating: Ints
    study_day: Ints


@dataclass(frozen=True, slots=True)
class States:
    """Memory states, arrays (cards,). Stability is NaN, and the study day -1, while NEW."""

    stability: Floats
    difficulty: Floats
    phase: Ints
    step: Ints
    repetitions: Ints
    lapses: Ints
    study_day: Ints


def columns(reviews: Mapping[UUID, Sequence[Review]]) -> tuple[Answers, list[UUID]]:
    """Return the *reviews* by card as arrays, sorted as the fold sorts them, and the card of
    each index.
    """
    ordered = [sorted(own, key=lambda review: review.order) for own in reviews.values()]
    card = np.repeat(np.arange(len(ordered)), [len(own) for own in ordered])
    rating = np.array([review.rating for own in ordered for review in own], dtype=np.int64)
    days = [review.study_day.toordinal() for own in ordered for review in own]
    return Answers(card, rating, np.array(days, dtype=np.int64)), list(reviews)


def fold_many(answers: Answers, cards: int, parameters: Parameters) -> States:
    """Return the states of cards 0 … *cards* - 1 after *answers*.

    Round k takes in the k-th answer of every card that has one, so the number of rounds is
    the longest history.
    """
    states = _new(cards)
    order = np.argsort(answers.card, kind="stable")
    card = answers.card[order]
    first = np.r_[True, card[1:] != card[:-1]] if len(card) else np.zeros(0, dtype=bool)
    starts = np.flatnonzero(first)
    place = np.arange(len(card)) - np.repeat(starts, np.diff(np.r_[starts, len(card)]))
    by_place = np.argsort(place, kind="stable")
    bounds = np.cumsum(np.bincount(place, minlength=1))
    for begin, end in zip(np.r_[0, bounds[:-1]], bounds, strict=True):
        chosen = order[by_place[begin:end]]
        _answer(states, answers.card[chosen], answers, chosen, parameters)
    return states


def _new(cards: int) -> States:
    nothing = np.zeros(cards, dtype=np.int64)
    return States(
        stability=np.full(cards, np.nan),
        difficulty=np.full(cards, np.nan),
        phase=np.full(cards, int(Phase.NEW)),
        step=nothing,
        repetitions=nothing.copy(),
        lapses=nothing.copy(),
        study_day=np.full(cards, -1),
    )


def _answer(
    states: States, card: Ints, answers: Answers, chosen: Ints, parameters: Parameters
) -> None:
    """Take in one answer of each of *card*, in place."""
    rating, day = answers.rating[chosen], answers.study_day[chosen]
    if not len(card):
        return
    new = states.repetitions[card] == 0
    first = vector.first_memory(rating, parameters.weights)
    old = np.where(new, 1.0, states.stability[card])
    old_difficulty = np.where(new, 5.0, states.difficulty[card])
    elapsed = day - states.study_day[card]
    later = vector.next_memory(old, old_difficulty, rating, elapsed, parameters.weights)
    phase = states.phase[card]
    lapsed = (phase == Phase.REVIEW) & (rating == Rating.AGAIN)
    states.stability[card] = np.where(new, first[0], later[0])
    states.difficulty[card] = np.where(new, first[1], later[1])
    states.phase[card], states.step[card] = _phase_after(
        phase, states.step[card], rating, parameters
    )
    states.repetitions[card] += 1
    states.lapses[card] += lapsed
    states.study_day[card] = day


def _phase_after(
    phase: Ints, step: Ints, rating: Ints, parameters: Parameters
) -> tuple[Ints, Ints]:
    """As `app.srs.states._phase_after`, for arrays."""
    before = (phase == Phase.NEW) | (phase == Phase.LEARNING)
    steps = np.where(before, len(parameters.learning_steps), len(parameters.relearning_steps))
    staying = np.where(before, int(Phase.LEARNING), int(Phase.RELEARNING))
    again = rating == Rating.AGAIN
    following = step + (rating == Rating.GOOD)
    left = (phase == Phase.REVIEW) | (rating == Rating.EASY) | (following >= steps)
    out = (steps == 0) | (~again & left)
    after_step = np.where(out | again, 0, following)
    return np.where(out, int(Phase.REVIEW), staying), after_step
