"""Undo: any of the last thirty answers, synced or not, from any device, leaves no trace."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import Mode
from app.services.events.types import NewEvent
from tests.services.events.conftest import NOW, Desk, retract, review

ANSWERS = 45
LAST = 30
AFTER = 10**6  # minutes: later than any answer
LATE = NOW + timedelta(days=800)


def answered(cards: tuple[uuid.UUID, ...], rng: random.Random) -> list[NewEvent]:
    """Return answers of two devices to all cards, over days and within minutes."""
    devices = (uuid.uuid4(), uuid.uuid4())
    minutes, answers = 0.0, []
    for _ in range(ANSWERS):
        minutes += rng.choice([0, 1, 12, 700, 4000])
        answers.append(
            review(
                rng.choice(cards),
                rng.choice([1, 1, 2, 3, 3, 4]),
                minutes=minutes,
                mode=rng.choice([Mode.SCHEDULE, Mode.EXAM, Mode.EXAM, Mode.DECK]),
                device=rng.choice(devices),
            )
        )
    return answers


@settings(max_examples=8)
@given(
    seed=st.integers(0, 10**6),
    undone=st.sets(st.integers(ANSWERS - LAST, ANSWERS - 1), min_size=1, max_size=LAST),
    synced_first=st.booleans(),
    one_by_one=st.booleans(),
)
def test_undoing_any_of_the_last_thirty_restores_the_exact_memory(
    desk: Desk, seed: int, undone: set[int], synced_first: bool, one_by_one: bool
) -> None:
    rng = random.Random(seed)
    answers = answered(desk.cards, rng)
    kept = [answer for number, answer in enumerate(answers) if number not in undone]
    order = sorted(undone)
    rng.shuffle(order)
    phone = uuid.uuid4()  # a device that gave none of the answers
    undos = [
        retract(answers[number], minutes=AFTER + place, device=phone)
        for place, number in enumerate(order)
    ]
    here, never = desk.twin(), desk.twin()
    never.send(*kept, now=LATE)
    if synced_first:
        here.send(*answers, now=LATE)
    else:  # the phone was online first: its undos come before what they undo
        undos, answers = [*undos, *answers], []
    if one_by_one:
        for event in undos:
            here.send(event, now=LATE)
    else:
        here.send(*undos, now=LATE)
    untouched = {card: state for card, state in here.memories().items() if state["repetitions"]}
    expected = {card: state for card, state in never.memories().items() if state["repetitions"]}
    assert untouched == expected


def test_an_undo_sent_twice_or_from_two_devices_counts_once(desk: Desk) -> None:
    first, second = review(desk.cards[0], 3, minutes=1), review(desk.cards[0], 1, minutes=900)
    desk.send(first)
    before = desk.memories()
    desk.send(second)
    undo = retract(second, minutes=901)
    desk.send(undo, retract(second, minutes=902, device=uuid.uuid4()))
    desk.send(undo)
    assert desk.memories() == before
