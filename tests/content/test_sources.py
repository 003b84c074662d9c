"""All content is clean, in our own words, and free of the sources' slips."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.decks.check import check
from tests.content import ngrams
from tests.content.course import CONTENT, parsed, texts

FINGERPRINTS = ngrams.load(Path(__file__).parent / "source_ngrams.bin")
FILES = sorted(texts())

MISPRINTS = (
    "reduciton",
    "aimed as specific",
    "underdelvier",
    "tocreate",
    "tot the",
    "organizations customers",
    "royalty",
    "royal customer",
    "customer snow",
    "talks two forms",
    "f ocusing",
    "wa a fault",
    "การแปล",  # a translation service's "please wait"
)
_ACCEPT = re.compile(r'accept="[^"]*"')


def test_deck_check_finds_nothing_in_the_content() -> None:
    assert check(list(parsed().values())) == ()


@pytest.mark.parametrize("path", FILES)
def test_no_twelve_words_in_a_row_come_from_a_source(path: str) -> None:
    notes = parsed()[path].deck.notes
    sides = [side for note in notes for card in note.cards for side in (card.front, card.back)]
    blocks = [*ngrams.blocks(texts()[path]), *(b for side in sides for b in ngrams.blocks(side))]
    assert [run for run in ngrams.runs(blocks) if ngrams.digest(run) in FINGERPRINTS] == []


def test_the_sources_are_all_in_the_fingerprints() -> None:
    assert len(FINGERPRINTS) > 9000


@pytest.mark.parametrize("path", FILES)
def test_misprints_of_the_sources_live_in_accepted_answers_only(path: str) -> None:
    text = " ".join(_ACCEPT.sub("", texts()[path]).casefold().split())
    assert [misprint for misprint in MISPRINTS if misprint in text] == []


def test_the_content_names_its_licence() -> None:
    licence = (CONTENT / "LICENSE").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in licence


def test_the_licence_says_that_the_courses_texts_are_sources_of_facts_only() -> None:
    licence = " ".join((CONTENT / "LICENSE").read_text(encoding="utf-8").split())
    assert "sources of facts only" in licence
    assert "All wording is ours" in licence
