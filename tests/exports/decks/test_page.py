"""The page of all cards: well formed, complete, and with nothing to load."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from lxml import html

from app.exports.decks import FORMATS, registry
from tests.exports.decks.collections import PNG, collection_of

DECK = """\
---
title: Words & <more>
deck: words
language: de
---
Churn {#churn hint="It leaves."}
:   Losing a *customer*. ![A map](map.png)

## Two sides
<!-- cards: contrast #sides -->

| Goods | Services |
|---|---|
| stored | perishable |
"""


def page() -> Any:  # lxml is published without types
    data = registry.write(FORMATS["html"], collection_of(DECK, title="A <course>")).data
    return html.document_fromstring(data.decode())


def test_every_card_stands_on_the_page_with_both_sides() -> None:
    cards = page().find_class("card")
    assert len(cards) == sum(len(note.cards) for _, note in collection_of(DECK).notes())
    assert [side.text_content() for side in cards[0]] == [
        "ChurnHint: It leaves.",
        "Losing a customer. ",
    ]


def test_titles_are_text_and_the_language_is_named() -> None:
    found = page()
    assert found.findtext(".//h1") == "A <course>"
    assert found.findtext(".//h2") == "Words & <more>"
    assert found.find(".//section").get("lang") == "de"


def test_pictures_are_in_the_page_and_it_loads_and_runs_nothing() -> None:
    found = page()
    sources = {image.get("src") for image in found.iter("img")}
    assert sources == {f"data:image/png;base64,{b64encode(PNG).decode()}"}
    assert [*found.iter("script", "link", "iframe")] == []
    policy = found.find(".//meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none'")


def test_entries_to_sort_stand_with_their_question() -> None:
    card = next(c for c in page().find_class("card") if "Where does each" in c.text_content())
    assert [entry.text for entry in card[0].iter("li")] == ["perishable", "stored"]
