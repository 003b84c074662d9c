"""Typed answers with their marks, for the rules in Python and for those in the browser.

``python -m tests.quiz.marking.vectors`` writes vectors.json anew; do so when a rule changes, and
change app/web/static/js/marking as well, until tests/js/marking.test.js agrees.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.decks import parse
from app.decks.model import Card, Deck, Facet, Kind, Quantity
from app.exports.sheet import as_typed
from app.quiz.marking.numbers import mark_number
from app.quiz.marking.verdicts import Marked
from app.quiz.marking.wordings import Course, mark
from app.services.attempts.pool import course_of

ROOT = Path(__file__).parents[3]
FILE = Path(__file__).parent / "vectors.json"
PAIRS = Path(__file__).parent / "pairs.json"
SLIPS = 900  # answers made by slips of the pen
LETTERS = "abcdefghijklmnopqrstuvwxyz s'-"
NUMBERS = {
    "45 ± 1 %": Quantity(Decimal(45), Decimal(1), "%"),
    "1200 €": Quantity(Decimal(1200), Decimal(0), "€"),
    "0.3": Quantity(Decimal("0.3"), Decimal("0.001"), ""),
    "6 times": Quantity(Decimal(6), Decimal(0), "times"),
    "-2.5e3": Quantity(Decimal("-2.5e3"), Decimal("0.5"), ""),
}
TYPED_NUMBERS = (
    *("45", "44 %", "46.0 per cent", "46.01%", "45 points", "45 percentage points", "45 euros"),
    *("1,200", "1.200,00 €", "1200 euro", "€ 1200", "€1,200.00", "1200 $", "1 200", "1,20"),
    *("0.3", "0,3", ".3", "0.301", "0,3011", "3e-1", "six times", "6 time", "five", "5-6", "6x"),
    *(
        "\N{MINUS SIGN}2500",
        "-2,500.5",
        "-2.5e3",
        "+2500",
        "-2500.51",
        "about 6",
        "",
        "  ",
        "1.2.3",
        "12e999",
    ),
)


def decks() -> list[Deck]:
    files = sorted((ROOT / "content").rglob("*.md"))
    return [parse(file.read_text("utf-8"), file.name).deck for file in files]


def wordings(card: Card) -> tuple[str, ...]:
    return tuple(as_typed(wording) for wording in (card.back, *card.accept))


def typed_cards(read: list[Deck]) -> dict[str, tuple[str, ...]]:
    """Return the wordings of every card that a student may type the answer of, by its answer."""
    facets = {Facet.REVERSE, Facet.AFTER, Facet.CELL, Facet.OPPOSITE}
    cards = (card for deck in read for note in deck.notes for card in note.cards)
    asked = (c for c in cards if c.facet in facets or c.kind is Kind.SHORT_ANSWER)
    return {wordings(card)[0]: wordings(card) for card in asked}


def slip(text: str, chance: random.Random) -> str:
    """Return *text* with a letter lost, put in, replaced or in its neighbour's place."""
    at = chance.randrange(max(1, len(text) - 1))
    other = chance.choice(LETTERS)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + other + text[at:],
            text[:at] + other + text[at + 1 :],
            text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
            " ".join(text.split()[::-1]),
        )
    )


def answers(keys: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield (key, typed): what the labelled pairs hold, slips, and other terms."""
    labelled = json.loads(PAIRS.read_text("utf-8"))["texts"]
    for card, rows in labelled.items():
        key = card.partition("-")[2].replace("-", " ")
        known = next((one for one in keys if one.casefold() == key), None)
        if known is not None:
            yield from ((known, row["typed"]) for row in rows)
    chance = random.Random(38)
    names = sorted(keys)
    for _ in range(SLIPS):
        key = chance.choice(names)
        said = slip(chance.choice(keys[key]), chance)
        yield key, slip(said, chance) if chance.random() < 0.5 else said
    for key in names[::3]:
        yield key, chance.choice(names)
        yield key, f"the *{key.upper()}*!"


def made() -> dict[str, Any]:
    """Return the vectors as the rules in Python mark them."""
    read = decks()
    course = course_of(read)
    keys = typed_cards(read)
    typed = dict.fromkeys(answers(keys))
    rows = [[key, said, *_row(mark(said, keys[key], course))] for key, said in typed]
    numbers = [
        [name, said, *_row(mark_number(said, wanted))]
        for name, wanted in NUMBERS.items()
        for said in TYPED_NUMBERS
    ]
    return {
        "marking": _marking(course),
        "keys": {key: list(keys[key]) for key in sorted(keys)},
        "rows": rows,
        "quantities": {
            name: {"value": f"{q.value:f}", "tolerance": f"{q.tolerance:f}", "unit": q.unit}
            for name, q in NUMBERS.items()
        },
        "numbers": numbers,
    }


def _marking(course: Course) -> dict[str, Any]:
    return {"terms": list(course.terms.values()), "words": " ".join(sorted(course.vocabulary))}


def _row(marked: Marked) -> list[str]:
    shown = (as_typed(marked.wording), as_typed(marked.other))
    return [marked.verdict.value, marked.reason.value, *shown]


def written(vectors: dict[str, Any]) -> str:
    """Return the text of the file: a row a line, so that a change can be read."""
    parts = []
    for name, value in vectors.items():
        rows = value if isinstance(value, list) else [[k, v] for k, v in value.items()]
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f"{json.dumps(name)}: [\n{lines}\n]")
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    FILE.write_text(written(made()), encoding="utf-8")
