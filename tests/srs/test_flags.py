"""Suspend, bury and flag, folded in the order in which the student set them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs.flags import FlagEvent, FlagKind, Flags, fold_flags
from app.srs.fold import live
from tests.srs.strategies import FIRST_DAY, FIRST_INSTANT, unhurried


def event(kind: FlagKind, minutes: int = 0, number: int = 1, device: int = 1) -> FlagEvent:
    at = FIRST_INSTANT + timedelta(minutes=minutes)
    return FlagEvent(UUID(int=number), kind, at, FIRST_DAY, UUID(int=device), number)


def after(*kinds: FlagKind) -> Flags:
    return fold_flags(event(kind, n, n) for n, kind in enumerate(kinds))


def test_a_card_has_nothing_set_at_first() -> None:
    assert fold_flags([]) == Flags(suspended=False, buried_until=None, flagged=False)


@pytest.mark.parametrize(
    ("kinds", "flags"),
    [
        ([FlagKind.SUSPEND], Flags(suspended=True)),
        ([FlagKind.SUSPEND, FlagKind.UNSUSPEND], Flags()),
        ([FlagKind.UNSUSPEND, FlagKind.SUSPEND], Flags(suspended=True)),
        ([FlagKind.FLAG], Flags(flagged=True)),
        ([FlagKind.FLAG, FlagKind.UNFLAG], Flags()),
        ([FlagKind.BURY], Flags(buried_until=date(2026, 3, 2))),
        ([FlagKind.BURY, FlagKind.UNBURY], Flags()),
        ([FlagKind.FLAG, FlagKind.SUSPEND], Flags(suspended=True, flagged=True)),
    ],
)
def test_the_last_word_on_each_holds(kinds: list[FlagKind], flags: Flags) -> None:
    assert after(*kinds) == flags


def test_burying_lasts_until_the_next_study_day_of_the_event() -> None:
    assert after(FlagKind.BURY).buried_until == FIRST_DAY + timedelta(days=1)


def test_taking_an_event_back_undoes_it() -> None:
    events = [event(FlagKind.FLAG, 0, 1), event(FlagKind.SUSPEND, 1, 2)]
    assert fold_flags(live(events, {UUID(int=2)})) == Flags(flagged=True)


@unhurried
@given(
    st.lists(
        st.tuples(st.sampled_from(FlagKind), st.integers(0, 5), st.integers(1, 2)), max_size=12
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_delivery_does_not_matter(
    drawn: list[tuple[FlagKind, int, int]], shuffler: Random
) -> None:
    events = [event(kind, minutes, n, device) for n, (kind, minutes, device) in enumerate(drawn)]
    shuffled = list(events)
    shuffler.shuffle(shuffled)
    assert fold_flags(shuffled) == fold_flags(events)
