"""Leeches: when advice is due, and which cards are bad for many."""

from __future__ import annotations

from app.srs.leeches import advice_due, bad_cards, is_leech


def test_advice_is_due_at_8_12_16_lapses() -> None:
    due = [lapses for lapses in range(1, 25) if advice_due(lapses - 1, lapses)]
    assert due == [8, 12, 16, 20, 24]


def test_a_jump_over_a_mark_calls_for_advice_once_and_undo_for_none() -> None:
    assert advice_due(6, 9)
    assert not advice_due(9, 7)
    assert is_leech(8)
    assert not is_leech(7)


def test_a_card_that_many_keep_forgetting_is_bad_the_worst_first() -> None:
    lapses = {
        "fine": [0, 1, 2, 3, 0, 0],
        "one student's": [12, 0, 0, 0, 0, 0],
        "bad": [8, 9, 8, 0, 0, 0],
        "worse": [8, 8, 9, 10, 0, 0],
        "rare among many": [8, 8, 8, *[0] * 40],
        "unseen": [],
    }
    assert bad_cards(lapses) == ["worse", "bad"]
