"""Questions whose parts are arranged: matching and ordering."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.decks.model import Facet
from app.quiz.distractors.selection import words_of
from app.quiz.generation.material import (
    Material,
    Source,
    capitalised,
    of_facet,
    plain_answer,
    question,
)
from app.quiz.questions import Question
from app.quiz.types.matching import Matching, Pair
from app.quiz.types.ordering import Ordering

PAIRS = 4
FEWEST_PAIRS = 3
FEWEST_STEPS = 3
LONGEST_ORDER = 7


def matchings(material: Material, rng: random.Random) -> Iterator[Question]:
    """Yield matchings of terms with definitions, one deck each, and of opposites."""
    by_deck: dict[str, list[Source]] = {}
    for source in material.terms:
        if material.shown(source) and "\n" not in source.card.front:
            by_deck.setdefault(source.deck.path, []).append(source)
    for terms in by_deck.values():
        rng.shuffle(terms)
        for at in range(0, len(terms), PAIRS):
            chosen = terms[at : at + PAIRS]
            spare = terms[at + PAIRS : at + PAIRS + 1] or [t for t in terms if t not in chosen][:1]
            if len(chosen) >= FEWEST_PAIRS:
                stem = "Match each term with its definition in the course."
                yield _matching(chosen[0], stem, *_definitions(material, chosen, spare))
    yield from _columns(material)


def _definitions(
    material: Material, chosen: Sequence[Source], spare: Sequence[Source]
) -> tuple[list[tuple[str, str]], list[str]]:
    pairs = [(capitalised(material.shown(s)), plain_answer(s.card.front)) for s in chosen]
    return pairs, [plain_answer(source.card.front) for source in spare]


def _columns(material: Material) -> Iterator[Question]:
    for source in of_facet(material.sources, Facet.SORT):
        opposites = [card for card in source.note.cards if card.facet is Facet.OPPOSITE]
        sides = tuple(dict.fromkeys(item.side for item in source.card.items))
        lefts = {item.key: item.text for item in source.card.items}
        pairs = [(lefts[card.key], card.back) for card in opposites if card.key in lefts]
        if len(pairs) >= FEWEST_PAIRS and not any(_alike(*pair) for pair in pairs[:1]):
            stem = f"{source.title}: match each of the first column with what stands opposite."
            yield _matching(source, f"{stem} ({sides[0]}; {sides[1]})", pairs, [])


def _alike(left: str, right: str) -> bool:
    return len(set(words_of(left)) & set(words_of(right))) > len(words_of(left)) / 2


def _matching(
    source: Source, stem: str, pairs: Sequence[tuple[str, str]], spare: Sequence[str]
) -> Question:
    rights = list(dict.fromkeys((*(right for _, right in pairs), *spare)))
    ids = {text: str(number) for number, text in enumerate(rights, 1)}
    body = Matching(
        tuple(Pair(str(n), left, ids[right]) for n, (left, right) in enumerate(pairs, 1)),
        tuple((number, text) for text, number in ids.items()),
    )
    return replace(question(source, stem, body), feedback="")  # a remark is on one card only


def orderings(material: Material) -> Iterator[Question]:
    """Yield lists whose entries are to be put in order."""
    for source in of_facet(material.sources, Facet.LIST):
        items = source.card.items
        if source.card.ordered and FEWEST_STEPS <= len(items) <= LONGEST_ORDER:
            entries = tuple((str(n), plain_answer(item.text)) for n, item in enumerate(items, 1))
            asked = " ".join(source.card.front.split())
            stem = f"Put these into the course's order. They are the answer to: “{asked}”"
            yield question(source, stem, Ordering(entries))
