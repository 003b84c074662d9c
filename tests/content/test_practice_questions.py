"""The practice questions at the end of the notes are many, of every type, and give nothing away."""

from __future__ import annotations

from collections import Counter

import pytest

from app.decks.model import Card, Kind, Note
from app.decks.normal import normal_form
from tests.content.course import decks, parsed

FEWEST = {"chapter9": 15, "chapter11": 20, "loyalty": 10, "key-accounts": 4}
SECTION = "Practice questions"
TYPES = {
    Kind.CHOICE,
    Kind.TRUE_FALSE,
    Kind.SHORT_ANSWER,
    Kind.NUMERIC,
    Kind.MATCHING,
    Kind.ORDERING,
    Kind.ESSAY,
}


def _questions(folder: str) -> list[Note]:
    return [one for deck in decks(folder) for one in deck.notes if _is_practice(one)]


def _is_practice(one: Note) -> bool:
    return bool(one.explicit_id and one.explicit_id.startswith("q-"))


def _right(card: Card) -> list[int]:
    return [place for place, item in enumerate(card.items) if item.right]


def _longest(card: Card) -> bool:
    lengths = [len(normal_form(item.text)) for item in card.items]
    (key,) = _right(card)
    return all(lengths[key] > other for place, other in enumerate(lengths) if place != key)


ALL = [one for path in parsed() for one in parsed()[path].deck.notes if _is_practice(one)]
CHOICES = [card for one in ALL for card in one.cards if card.kind is Kind.CHOICE]
SINGLE = [card for card in CHOICES if len(_right(card)) == 1]


@pytest.mark.parametrize("folder", FEWEST)
def test_a_folder_has_its_practice_questions_in_their_section(folder: str) -> None:
    found = _questions(folder)
    assert len(found) >= FEWEST[folder]
    assert {one.headings[-1] for one in found} == {SECTION}


@pytest.mark.parametrize("folder", ["chapter9", "chapter11"])
def test_a_chapter_asks_questions_of_every_type(folder: str) -> None:
    cards = [card for one in _questions(folder) for card in one.cards]
    assert {card.kind for card in cards} == TYPES
    assert any(len(_right(card)) > 1 for card in cards)


def test_every_option_of_a_practice_question_has_its_feedback() -> None:
    silent = [
        (card.stem, item.text) for card in CHOICES for item in card.items if not item.feedback
    ]
    assert silent == []


def test_the_right_options_are_spread_evenly_over_the_places() -> None:
    places = Counter(_right(card)[0] for card in SINGLE)
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= 0.4 * len(SINGLE)


def test_the_right_option_is_rarely_the_longest() -> None:
    assert sum(map(_longest, SINGLE)) <= 0.25 * len(SINGLE)


def test_no_practice_question_offers_all_of_the_above() -> None:
    shortcuts = ("all of the above", "none of the above", "all of these", "none of these")
    texts = [normal_form(item.text) for card in CHOICES for item in card.items]
    assert [text for text in texts if text in shortcuts] == []
