"""States follow the log, whatever order and however often it is delivered."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import EventType, Mode
from app.services.events.types import NewEvent
from tests.services.events.conftest import NOW, Desk, other, retract, review, statuses


def history(cards: tuple[uuid.UUID, ...], rng: random.Random, size: int) -> list[NewEvent]:
    """Return *size* events of two devices: reviews of all modes, retracts, suspensions."""
    devices = (uuid.uuid4(), uuid.uuid4())
    events: list[NewEvent] = []
    reviews: list[NewEvent] = []
    for number in range(size):
        minutes = number * rng.choice([1, 30, 900])
        kind, card = rng.random(), rng.choice(cards)
        if kind < 0.1 and reviews:
            events.append(retract(rng.choice(reviews), minutes=minutes))
        elif kind < 0.2:
            events.append(
                other(rng.choice([EventType.SUSPEND, EventType.UNSUSPEND]), card, minutes=minutes)
            )
        else:
            mode = rng.choice([Mode.SCHEDULE, Mode.SCHEDULE, Mode.EXAM, Mode.DECK])
            reviews.append(
                review(
                    card,
                    rng.choice([1, 2, 3, 3, 4]),
                    minutes=minutes,
                    mode=mode,
                    device=rng.choice(devices),
                )
            )
            events.append(reviews[-1])
    return events


def test_500_events_three_times_shuffled_give_one_log_and_one_set_of_states(desk: Desk) -> None:
    rng = random.Random(11)
    events = history(desk.cards, rng, 500)
    late = NOW + timedelta(days=400)  # after the last of them, so that no clock rule applies
    desk.send(*events, now=late)
    once, log = desk.memories(), [event.id for event in desk.log()]
    for _ in range(2):
        rng.shuffle(events)
        for start in range(0, len(events), 70):
            results = desk.send(*events[start : start + 70], now=late)
            assert set(statuses(results)) == {"duplicate"}
    assert [event.id for event in desk.log()] == log
    assert desk.memories() == once
    assert len(log) == 500


def test_a_shuffled_first_delivery_gives_the_same_states(desk: Desk) -> None:
    rng = random.Random(12)
    events = history(desk.cards, rng, 200)
    late = NOW + timedelta(days=400)
    desk.send(*events, now=late)
    twin = desk.twin()
    rng.shuffle(events)
    for start in range(0, len(events), 7):
        twin.send(*events[start : start + 7], now=late)
    assert twin.memories() == desk.memories()


def test_rebuilding_from_the_log_gives_the_same_states(desk: Desk) -> None:
    desk.send(*history(desk.cards, random.Random(13), 150), now=NOW + timedelta(days=400))
    before = desk.memories()
    desk.rebuild()
    assert desk.memories() == before


def test_a_retract_undoes_its_answer_also_when_it_comes_first(desk: Desk) -> None:
    first, second = review(desk.cards[0], 3, minutes=1), review(desk.cards[0], 1, minutes=2)
    desk.send(first)
    before = desk.memories()
    desk.send(second)
    assert desk.memories() != before
    desk.send(retract(second, minutes=3))
    assert desk.memories() == before

    late = review(desk.cards[1], minutes=4)
    desk.send(retract(late, minutes=5))
    desk.send(late)
    assert desk.states()[desk.cards[1]]["repetitions"] == 0


def test_a_retract_cannot_be_retracted(desk: Desk) -> None:
    answer = review(desk.cards[0], minutes=1)
    undo = retract(answer, minutes=2)
    desk.send(answer, undo, retract(undo, minutes=3))
    assert desk.states()[desk.cards[0]]["repetitions"] == 0


def test_a_retract_of_someone_elses_answer_does_nothing(desk: Desk) -> None:
    desk.send(review(desk.cards[0], minutes=1))
    before = desk.memories()
    assert statuses(desk.send(retract(review(desk.cards[0]), minutes=2))) == ["stored"]
    assert desk.memories() == before


def test_deck_mode_is_logged_and_not_folded(desk: Desk) -> None:
    desk.send(review(desk.cards[0], mode=Mode.DECK))
    assert len(desk.log()) == 1
    assert desk.states()[desk.cards[0]]["repetitions"] == 0
    assert desk.states()[desk.cards[0]]["due"] is None


@settings(max_examples=15)
@given(ratings=st.lists(st.integers(1, 4), min_size=1, max_size=30), data=st.data())
def test_undoing_any_of_the_last_answers_restores_the_exact_state(
    desk: Desk, ratings: list[int], data: st.DataObject
) -> None:
    undone = data.draw(st.integers(1, len(ratings)))
    late = NOW + timedelta(days=400)
    here, plain = desk.twin(), desk.twin()
    answers = [
        review(desk.cards[0], rating, minutes=number * 700) for number, rating in enumerate(ratings)
    ]
    here.send(*answers, now=late)
    here.send(*(retract(answer, minutes=10**5) for answer in answers[-undone:]), now=late)
    plain.send(*answers[:-undone], now=late)
    if undone == len(answers):
        assert here.states()[desk.cards[0]]["repetitions"] == 0
    else:
        assert here.memories() == plain.memories()
