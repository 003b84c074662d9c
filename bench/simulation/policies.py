"""The policies tried for exam mode; what ships is `bench.simulation.class_learning.ExamMode`.

Each ranks by the scheduler's own model (FSRS-6 defaults), never by a truth. All show a failed
card a second time the same day, as the shipped one does, unless the name says otherwise.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.srs import exam, exam_day
from app.srs.exam import ExamCards
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.vector import Floats
from bench.simulation.study import NEVER, Desk, Plan, Policy

STAGES = 5  # days considered by the price per day
ROUNDS = 40
TEMPERATURE = 0.01  # of the choice of a day, in P(recall)
FOLLOW_UP = 0.5  # the share of cards that the look-ahead expects to see again on the last day
RAMP = 0.7  # of the days, on which the ramp introduces cards
AFTER_ALL = -1e3  # below every gain
AFTER_FIRST = exam_day.FIRST / 2  # below reserved first showings, above every gain


def cards_of(desk: Desk) -> ExamCards:
    shape = desk.last.shape
    return ExamCards(
        stability=desk.stability,
        difficulty=desk.difficulty,
        last_day=desk.last,
        weight=np.ones(shape),
        effort=np.broadcast_to(desk.world.cost, shape),
    )


def greedy(desk: Desk, day: int) -> Plan:
    """The gain per second alone."""
    return _ranked(desk, day, _per_second(desk, day))


def greedy_without_repeats(desk: Desk, day: int) -> Plan:
    """The same, but a failed card waits for another day."""
    return Plan(_ranked(desk, day, _per_second(desk, day)).score, tries=1)


def paced_ramp(desk: Desk, day: int) -> Plan:
    """As many new cards every day until RAMP of the days are over, then by gain per second."""
    score = _per_second(desk, day)
    last_day = max(day + 1, round(desk.days * RAMP))
    new = ~desk.seen
    quota = np.ceil(new.sum(axis=1, keepdims=True) / (last_day - day))
    first = new & (np.cumsum(new, axis=1) <= quota)
    score = np.where(new & ~first, NEVER, np.where(first, 1e6 + score, score))
    return _ranked(desk, day, score)


def look_ahead(desk: Desk, day: int) -> Plan:
    """The gain, half of it counted with one more showing on the last day to come."""
    cards, last_day = cards_of(desk), desk.days - 1
    plain = exam.worth(cards, day, desk.days, DEFAULT_WEIGHTS)
    if day >= last_day - 1:
        return _ranked(desk, day, plain.per_second(cards.weight))
    followed = -_recall_if_followed(cards, last_day)
    for recalled, chance in ((True, plain.recall), (False, 1 - plain.recall)):
        memory = exam.after_showing(cards, day, DEFAULT_WEIGHTS, recalled=recalled)
        shown = np.full(desk.last.shape, day)
        after = ExamCards(*memory, shown, cards.weight, cards.effort)
        followed = followed + chance * _recall_if_followed(after, last_day)
    gain = (1 - FOLLOW_UP) * plain.gain + FOLLOW_UP * followed
    return _ranked(desk, day, gain / plain.seconds)


def price_per_day(desk: Desk, day: int) -> Plan:
    """The dual: every day's seconds have a price at which demand meets the cap, and a card is
    shown today if no later day leaves it a larger surplus.
    """
    days = np.unique(np.linspace(day, desk.days - 1, STAGES).round().astype(int))
    cards = cards_of(desk)
    worths = [exam.worth(cards, int(on), desk.days, DEFAULT_WEIGHTS) for on in days]
    gain = np.stack([worth.gain for worth in worths])
    seconds = np.stack([worth.seconds * desk.pace for worth in worths])
    room = np.diff(np.r_[days, desk.days]) * desk.cap_seconds * (1 - 0.15)
    surplus = gain - _prices(gain, seconds, room) * seconds
    later = surplus[1:].max(axis=0) if len(days) > 1 else np.zeros_like(surplus[0])
    return _ranked(desk, day, (surplus[0] - np.maximum(later, 0.0)) / seconds[0])


def before_class(desk: Desk, day: int) -> Plan:
    """`app.srs.exam_day` while there is no class model: every card once, then the gain per
    second.
    """
    cards = replace(cards_of(desk), shift=exam.PRIOR_SHIFT)
    plan = exam_day.plan_day(cards, day, desk.days, DEFAULT_WEIGHTS, desk.cap_seconds, desk.pace)
    again = np.where(plan.repeat_failed, AFTER_FIRST, AFTER_ALL)
    return Plan(plan.score, again, tries=exam_day.SHOWINGS_A_DAY)


POLICIES: dict[str, Policy] = {
    "greedy": greedy,
    "greedy, no repeats": greedy_without_repeats,
    "paced ramp": paced_ramp,
    "price per day": price_per_day,
    "look-ahead": look_ahead,
    "exam mode, no class": before_class,
}


def _ranked(desk: Desk, day: int, score: Floats) -> Plan:
    return Plan(np.where(desk.last == day, NEVER, score), tries=exam_day.SHOWINGS_A_DAY)


def _per_second(desk: Desk, day: int) -> Floats:
    cards = cards_of(desk)
    return exam.worth(cards, day, desk.days, DEFAULT_WEIGHTS).per_second(cards.weight)


def _recall_if_followed(cards: ExamCards, last_day: int) -> Floats:
    worth = exam.worth(cards, last_day, last_day + 1, DEFAULT_WEIGHTS)
    return worth.gain + exam.recall_on(cards, last_day + 1, DEFAULT_WEIGHTS)


def _prices(gain: Floats, seconds: Floats, room: Floats) -> Floats:
    """Return the price of a second, (days, students, 1), by raising what is overbooked."""
    price = np.full((*gain.shape[:2], 1), 1e-2)
    for number in range(ROUNDS):
        surplus = gain - price * seconds
        pull = np.exp((surplus - np.maximum(surplus.max(axis=0), 0.0)) / TEMPERATURE)
        nothing = np.exp(-np.maximum(surplus.max(axis=0), 0.0) / TEMPERATURE)
        booked = (pull / (pull.sum(axis=0) + nothing) * seconds).sum(axis=2)
        excess = np.clip(np.log((booked + 1) / (room[:, None] + 1)), -1, 1)
        price = np.maximum(price * np.exp(0.5 / (1 + number / 10) * excess)[:, :, None], 1e-6)
    return price
