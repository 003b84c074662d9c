"""Two notes are equal by what they say, not by where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.decks.identity import Fingerprint, fingerprint
from app.decks.model import Note
from tests.decks.identity_cases import cloze, listing, term

NOTE = term("Cross selling", "Offering a *related* product.")


def test_a_place_is_no_content() -> None:
    moved = replace(
        NOTE, explicit_id="x", line=70, end_line=71, position=9, context=("A", "B"),
        source="other", tags=("exam",),
        cards=tuple(replace(card, line=70) for card in NOTE.cards),
    )  # fmt: skip
    assert fingerprint(moved) == fingerprint(NOTE)


@pytest.mark.parametrize(
    "other",
    [
        replace(NOTE, hint="two words"),
        replace(NOTE, remark="The exam disagrees."),
        replace(NOTE, group="selling"),
        replace(NOTE, cards=tuple(replace(card, accept=("x",)) for card in NOTE.cards)),
        replace(NOTE, cards=tuple(replace(card, ordered=True) for card in NOTE.cards)),
    ],
    ids=["hint", "remark", "group", "accept", "ordered"],
)
def test_an_attribute_is_an_edit_of_the_same_wording(other: Note) -> None:
    assert fingerprint(other).exact != fingerprint(NOTE).exact
    assert fingerprint(other).normal == fingerprint(NOTE).normal


@pytest.mark.parametrize(
    "back",
    [
        "offering a **related** product",
        "Offering  a `related`\nproduct…",
        "Oﬀering a related product!",  # a ligature
        "OFFERING A _related_ PRODUCT ;",
    ],
)
def test_dress_does_not_change_the_normal_form(back: str) -> None:
    other = term("Cross selling", back)
    assert fingerprint(other).exact != fingerprint(NOTE).exact
    assert fingerprint(other).normal == fingerprint(NOTE).normal


@pytest.mark.parametrize(
    "other",
    [
        term("Up selling", "Offering a *related* product."),
        term("Cross selling", "Offering an unrelated product."),
        replace(NOTE, cards=NOTE.cards[:1]),
        replace(NOTE, cards=NOTE.cards[::-1]),
        cloze("Cross selling", "Offering a *related* product."),
    ],
)
def test_other_words_are_another_note(other: Note) -> None:
    assert fingerprint(other).exact != fingerprint(NOTE).exact
    assert fingerprint(other).normal != fingerprint(NOTE).normal


def test_fields_do_not_run_into_each_other() -> None:
    prints = [
        fingerprint(note)
        for note in (
            term("a", "b"), term("ab", ""), term("", "ab"), term('a", "b', ""),
            listing("l", "a", "b"), listing("l", "ab"), listing("l", "b", "a"),
            cloze("a", "b"), cloze("a", "b", "c"),
        )
    ]  # fmt: skip
    assert len({p.exact for p in prints}) == len(prints)
    assert len({p.normal for p in prints}) == len(prints)


def test_the_hashes_are_those_that_databases_hold() -> None:
    """Stored hashes must outlive every release; see docs/adr/0004 before changing these."""
    assert fingerprint(listing("Name both", "One", "Zwei ½")) == Fingerprint(
        exact="162720d50a97bb953f2fa8b76fdfb5b7",
        normal="0dada7264c718db3a4c4c211d586cc36",
    )


def test_any_text_has_a_fingerprint() -> None:
    assert len(fingerprint(term("\ud800\0", "\ue000")).exact) == 32
