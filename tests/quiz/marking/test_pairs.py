"""Labelled answers to cards of the course are marked as a teacher would mark them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest

from app.decks import parse
from app.decks.model import Card, Deck, Facet, Kind
from app.quiz.marking.course import course_of
from app.quiz.marking.wordings import Course
from app.quiz.types import TYPES
from app.quiz.types.listing import read as read_list
from app.quiz.types.numeric import read as read_number
from app.quiz.types.outcome import Outcome, Response
from app.quiz.types.short_answer import ShortAnswer

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

ROOT = Path(__file__).parents[3]
FEWEST = 300
LEAST_AGREEMENT = 0.97


@cache
def decks() -> tuple[Deck, ...]:
    files = sorted((ROOT / "content").rglob("*.md"))
    return tuple(parse(file.read_text("utf-8"), file.name).deck for file in files)


@cache
def course() -> Course:
    return course_of(decks())


@cache
def cards() -> dict[str, Card]:
    """The card of each explicit id that a student types an answer to."""
    notes = [note for deck in decks() for note in deck.notes if note.explicit_id]
    return {str(note.explicit_id): _typed(note.cards) for note in notes if _typed(note.cards)}


def _typed(of: tuple[Card, ...]) -> Card:
    wanted = (Facet.REVERSE, Facet.LIST, Facet.FORWARD)
    return next((card for facet in wanted for card in of if card.facet is facet), of[0])


def body_of(card: Card) -> Any:
    if card.facet is Facet.LIST:
        return read_list(card)
    if card.kind is Kind.NUMERIC:
        return read_number(card)
    return ShortAnswer((card.back, *card.accept))


def marked(card: Card, response: Response) -> Outcome:
    body = body_of(card)
    return TYPES[body.type].mark(body, response, course())


def texts() -> Iterator[tuple[str, dict[str, Any]]]:
    for card, rows in PAIRS["texts"].items():
        for row in rows:
            yield card, row


def lists() -> Iterator[tuple[str, dict[str, Any]]]:
    for card, rows in PAIRS["lists"].items():
        for row in rows:
            yield card, row


PAIRS = json.loads((Path(__file__).parent / "pairs.json").read_text("utf-8"))


def _credit(card: str, typed: Response) -> float | None:
    return marked(cards()[card], typed).credit


def test_there_are_enough_labelled_answers() -> None:
    assert len([*texts(), *lists()]) >= FEWEST


def test_no_near_miss_is_accepted() -> None:
    wrong = [(card, row["typed"]) for card, row in texts() if not row["right"]]
    assert [pair for pair in wrong if _credit(*pair) == 1] == []


def test_at_least_97_of_100_are_marked_as_labelled() -> None:
    found = [(c, r["typed"], (_credit(c, r["typed"]) == 1) is r["right"]) for c, r in texts()]
    found += [
        (c, r["typed"], _credit(c, r["typed"]) == pytest.approx(r["credit"], abs=1e-3))
        for c, r in lists()
    ]
    missed = [one for one in found if not one[2]]
    assert len(missed) <= (1 - LEAST_AGREEMENT) * len(found), missed


def test_each_list_gets_the_credit_of_its_label() -> None:
    found = {(card, tuple(row["typed"])): row["credit"] for card, row in lists()}
    given = {key: _credit(key[0], list(key[1])) for key in found}
    assert given == pytest.approx(found, abs=1e-3)


def test_every_wording_that_the_course_accepts_is_accepted() -> None:
    short = [
        card
        for deck in decks()
        for note in deck.notes
        for card in note.cards
        if (card.facet is Facet.REVERSE or card.accept) and not card.items and not card.quantity
    ]
    refused = [
        (card.line, wording)
        for card in short
        if card.kind is not Kind.CLOZE
        for wording in (card.back, *card.accept)
        if marked(card, wording).credit != 1
    ]
    assert len(short) > FEWEST / 3
    assert refused == []


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_marks_do_not_depend_on_case_unicode_form_or_space(form: Form) -> None:
    for card, row in texts():
        dressed = "  " + unicodedata.normalize(form, row["typed"].upper()).replace(" ", "\t ")
        assert _credit(card, dressed) == _credit(card, row["typed"]), row["typed"]
