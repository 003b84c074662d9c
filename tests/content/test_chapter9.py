"""Every fact of chapter 9 is on a card that names it, as ``facts_chapter9.json`` maps them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.decks.model import Card, Deck, Facet, Note
from app.decks.normal import normal_form
from tests.content.course import decks, parsed, shown

FACTS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "facts_chapter9.json").read_text(encoding="utf-8")
)
FACTS_PER_FILE = {
    "chapter9/01-goodwill-and-relationships.md": 13,
    "chapter9/02-follow-up.md": 7,
    "chapter9/03-technology.md": 4,
    "chapter9/04-complaints.md": 7,
    "chapter9/05-service-strategy.md": 12,
    "chapter9/06-service-dimensions.md": 12,
}
CHAPTER = decks("chapter9")
CARDS = [(note, card) for deck in CHAPTER for note in deck.notes for card in note.cards]

# Where the course's wording is odd, the student is told after answering.
REMARKS = {
    "ch9-enhancer-pairs": "detractors",
    "ch9-intranet": "own people only",
    "ch9-intranet-vs-extranet": "insiders only",
    "ch9-crm-system": "several times",
    "svc-checklist-05": "either count",
    "svc-dimensions": "the most important",
}


def _note(path: str, explicit_id: str) -> Note:
    (note,) = [n for n in parsed()[path].deck.notes if n.explicit_id == explicit_id]
    return note


def _cards(fact: dict[str, Any], note: Note, facet: str) -> list[Card]:
    of_facet = [card for card in note.cards if card.facet == Facet(facet)]
    if "key" in fact:
        return [card for card in of_facet if card.key == normal_form(fact["key"])]
    return of_facet


def test_the_map_holds_every_fact_of_the_six_files() -> None:
    assert Counter(fact["path"] for fact in FACTS.values()) == FACTS_PER_FILE
    assert sorted(deck.path for deck in CHAPTER) == sorted(FACTS_PER_FILE)


@pytest.mark.parametrize("fact_id", FACTS)
def test_a_fact_is_on_cards_that_name_it(fact_id: str) -> None:
    fact = FACTS[fact_id]
    note = _note(fact["path"], fact["id"])
    for facet in fact["facets"]:
        cards = _cards(fact, note, facet)
        assert cards, f"no {facet} card of {fact['id']}"
        for card in cards:
            assert normal_form(fact["term"]) in shown(note, card)


@pytest.mark.parametrize("fact_id", [name for name, fact in FACTS.items() if "entries" in fact])
def test_a_list_has_all_its_entries_and_its_order(fact_id: str) -> None:
    fact = FACTS[fact_id]
    (card,) = _cards(fact, _note(fact["path"], fact["id"]), fact["facets"][0])
    assert len(card.items) == fact["entries"]
    assert card.ordered == fact.get("ordered", False)


def test_an_id_that_is_no_fact_belongs_to_a_note_with_several() -> None:
    given = {note.explicit_id for note, _ in CARDS if note.explicit_id}
    several = Counter(fact["id"] for fact in FACTS.values())
    assert given == set(several)
    assert {name for name in given if name not in FACTS} == {"ch9-enhancer-pairs"}
    assert several["ch9-enhancer-pairs"] == 8


@pytest.mark.parametrize("note_id", REMARKS)
def test_what_is_odd_in_the_source_has_a_remark(note_id: str) -> None:
    (remark,) = {note.remark for note, _ in CARDS if note.explicit_id == note_id}
    assert REMARKS[note_id] in " ".join(remark.split())


def test_the_name_of_the_habits_that_weaken_may_be_given_in_plain_english() -> None:
    (card,) = [c for _, c in CARDS if c.back == "Customer relationship dehancers"]
    assert {"dehancers", "detractors"} <= set(card.accept)


def test_no_card_asks_which_dimension_of_service_ranks_first() -> None:
    assert not [card.front for _, card in CARDS if "most important" in card.front.casefold()]


def test_no_card_asks_for_a_year() -> None:
    year = re.compile(r"\b(?:1[89]|20)\d\d\b|\b(?:which|what) year\b|\bwhen was\b", re.IGNORECASE)
    assert not [card.front for _, card in CARDS if year.search(f"{card.front} {card.back}")]


@pytest.mark.parametrize("deck", CHAPTER, ids=lambda deck: deck.path)
def test_every_confusable_term_is_on_a_card_of_its_file(deck: Deck) -> None:
    text = "\n".join(shown(note, card) for note in deck.notes for card in note.cards)
    terms = [term for group in deck.meta.confusable for term in group]
    assert [term for term in terms if normal_form(term) not in text] == []


def test_a_group_of_confusable_cards_has_at_least_two() -> None:
    notes = {(deck.path, note.line): note.group for deck in CHAPTER for note in deck.notes}
    sizes = Counter(group for group in notes.values() if group)
    assert sizes == {
        "complaint-steps": 6,
        "customer-questions": 4,
        "best-questions": 3,
        "service-dimensions": 3,
    }
