"""Every fact of the course is on a card that names it, as the ``facts_*.json`` files map them.

A map gives for every fact: the deck file, the note's explicit id, the facets of the cards that
ask for it, and words that a student reads on each of them. For lists it also gives the number
of entries and whether their order counts; for one side of a contrast, the card's key.
Ids that start with ``q-`` are practice questions, which are no facts.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.decks.model import Card, Deck, Facet, Note
from app.decks.normal import normal_form
from tests.content.course import cards_of, decks, note, parsed, shown

Fact = dict[str, Any]

FACTS_PER_FILE = {
    "loyalty": {
        "loyalty/01-after-the-purchase.md": 22,
        "loyalty/02-one-company-crm-case.md": 11,
    },
    "key-accounts": {"key-accounts/01-major-client-strategies.md": 14},
    "chapter9": {
        "chapter9/01-goodwill-and-relationships.md": 13,
        "chapter9/02-follow-up.md": 7,
        "chapter9/03-technology.md": 4,
        "chapter9/04-complaints.md": 7,
        "chapter9/05-service-strategy.md": 12,
        "chapter9/06-service-dimensions.md": 12,
    },
    "chapter11": {
        "chapter11/01-crm-foundations.md": 11,
        "chapter11/02-crm-elements.md": 13,
        "chapter11/03-churn-and-selling.md": 8,
        "chapter11/04-customer-service.md": 21,
    },
    "lecture6": {
        "lecture6/01-why-retain.md": 21,
        "lecture6/02-quality.md": 16,
        "lecture6/03-customer-service-and-integration.md": 11,
        "lecture6/04-value-chain-and-internal-quality.md": 14,
        "lecture6/05-process-mapping.md": 14,
        "lecture6/06-monitoring-quality.md": 14,
        "lecture6/07-customer-portfolio.md": 30,
        "lecture6/08-retention-mix.md": 36,
        "lecture6/09-reorganisation.md": 15,
        "lecture6/10-synthesis.md": 4,
    },
    "units": {
        "units/01-customer-service-awareness.md": 8,
        "units/02-crm-concepts.md": 8,
        "units/02b-crm-concepts-more.md": 2,
        "units/03-customer-data-card.md": 7,
        "units/04-what-is-marketing.md": 9,
        "units/04b-what-is-marketing-more.md": 2,
        "units/05-consumer-behaviour.md": 5,
        "units/06-service-promises.md": 5,
        "units/06b-service-promises-more.md": 1,
        "units/07-costs-of-quality.md": 6,
        "units/07b-costs-of-quality-more.md": 2,
        "units/08-managing-people.md": 9,
        "units/09-consulting.md": 4,
        "units/09b-consulting-more.md": 1,
        "units/10-business-english.md": 6,
        "units/11-event-english.md": 1,
        "units/11b-event-english-more.md": 5,
        "units/12-lecturer-management.md": 5,
    },
}
# Notes that carry several facts have an id of their own.
SHARED_NOTES = {"ch9-enhancer-pairs": 8, "l6-control-sides": 3, "l6-portfolio-rows": 4}
GROUP_SIZES = {
    "letter-timings": 6,
    "major-client-strategies": 10,
    "complaint-steps": 6,
    "customer-questions": 4,
    "best-questions": 3,
    "service-dimensions": 3,
    "crm-steps": 6,
    "retention-counts": 2,
    "retention-figures": 2,
    "blockage-variables": 3,
    "blueprint-steps": 4,
    "company-examples": 5,
    "people-essentials": 6,
}


def _read(chapter: str) -> dict[str, Fact]:
    path = Path(__file__).parent / f"facts_{chapter}.json"
    facts: dict[str, Fact] = json.loads(path.read_text(encoding="utf-8"))
    return facts


FACTS = {chapter: _read(chapter) for chapter in FACTS_PER_FILE}
ALL_FACTS = {name: fact for facts in FACTS.values() for name, fact in facts.items()}
DECKS = [deck for chapter in FACTS_PER_FILE for deck in decks(chapter)]
NOTES = [note for deck in DECKS for note in deck.notes]


def _cards(fact: Fact, facet: str) -> list[Card]:
    of_facet = cards_of(note(fact["id"], fact["path"]), Facet(facet))
    if "key" in fact:
        return [card for card in of_facet if card.key == normal_form(fact["key"])]
    return of_facet


@pytest.mark.parametrize("chapter", FACTS)
def test_the_map_holds_every_fact_of_the_chapters_files(chapter: str) -> None:
    assert Counter(fact["path"] for fact in FACTS[chapter].values()) == FACTS_PER_FILE[chapter]
    assert sorted(deck.path for deck in decks(chapter)) == sorted(FACTS_PER_FILE[chapter])


def test_every_deck_file_belongs_to_a_chapter_with_a_map() -> None:
    assert sorted(parsed()) == sorted(path for files in FACTS_PER_FILE.values() for path in files)


@pytest.mark.parametrize("fact_id", ALL_FACTS)
def test_a_fact_is_on_cards_that_name_it(fact_id: str) -> None:
    fact = ALL_FACTS[fact_id]
    own = note(fact["id"], fact["path"])
    for facet in fact["facets"]:
        cards = _cards(fact, facet)
        assert cards, f"no {facet} card of {fact['id']}"
        for card in cards:
            assert normal_form(fact["term"]) in shown(own, card)


@pytest.mark.parametrize("fact_id", [name for name, fact in ALL_FACTS.items() if "entries" in fact])
def test_a_list_has_all_its_entries_and_its_order(fact_id: str) -> None:
    fact = ALL_FACTS[fact_id]
    (card,) = _cards(fact, fact["facets"][0])
    assert len(card.items) == fact["entries"]
    assert card.ordered == fact.get("ordered", False)


def test_an_id_that_is_no_fact_belongs_to_a_note_with_several() -> None:
    given = {
        note.explicit_id
        for note in NOTES
        if note.explicit_id and not note.explicit_id.startswith("q-")
    }
    facts_on = Counter(fact["id"] for fact in ALL_FACTS.values())
    assert given == set(facts_on)
    assert {name: facts_on[name] for name in given if name not in ALL_FACTS} == SHARED_NOTES


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.path)
def test_every_confusable_term_is_on_a_card_of_its_file(deck: Deck) -> None:
    text = "\n".join(shown(note, card) for note in deck.notes for card in note.cards)
    terms = [term for group in deck.meta.confusable for term in group]
    assert [term for term in terms if normal_form(term) not in text] == []


def test_a_group_of_confusable_cards_has_all_its_members() -> None:
    assert Counter(note.group for note in NOTES if note.group) == GROUP_SIZES


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.path)
def test_no_heading_above_a_card_gives_its_answer_away(deck: Deck) -> None:
    told = [
        (card.front, wording)
        for one in deck.notes
        for card in one.cards
        if not card.items
        for wording in (card.back, *card.accept)
        if _is_in(wording, one)
    ]
    assert told == []


def _is_in(wording: str, one: Note) -> bool:
    headings = " ".join(normal_form(heading) for heading in one.context)
    return f" {normal_form(wording)} " in f" {headings} "
