"""Choice questions: the key among distractors, no likelier to be guessed than they are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from app.decks.model import Card, Facet, Kind
from app.decks.normal import bare
from app.quiz.distractors.selection import (
    Candidate,
    Key,
    Nearness,
    option_sets,
    stands_in,
    words_of,
)
from app.quiz.generation.cues import Balance
from app.quiz.generation.material import (
    LONGEST_OPTION,
    Material,
    Source,
    capitalised,
    defined,
    names,
    of_facet,
    plain_answer,
    question,
)
from app.quiz.questions import Question
from app.quiz.types.choice import Choice, Option

SETS = 24  # of distractors to choose from
PLAUSIBILITY = 0.25  # what a set loses for each point of score that it falls short by
FRESHNESS = 0.5  # what it loses for each time that its options have been used
SAME_OPENING = 4  # words: questions of one form, whose answers have one form, too
LONG_WORD = 5  # letters; a shorter one stands in others by chance
MOST_ALIKE = 2  # questions of one form are more than so many
SMALL_WORDS = frozenset(
    (
        *(
            "and",
            "are",
            "as",
            "at",
            "be",
            "by",
            "can",
            "do",
            "for",
            "from",
            "have",
            "how",
            "i",
            "in",
        ),
        *("is", "it", "of", "on", "or", "our", "that", "they", "to", "we", "what", "which", "who"),
    )
)
_ROW = re.compile(r"(?P<title>.+)\n\n(?P<row>.+?):? \*\*(?P<column>.+)\*\*\?")


Candidates = Callable[[], Sequence[Candidate]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a choice asks, before distractors are chosen.

    Its candidates are gathered when it is made: far more could be asked than is.
    """

    source: Source
    stem: str
    key: Key
    candidates: Candidates


def asked(material: Material) -> Iterator[Asked]:
    """Yield every choice that the course offers."""
    for make in (_terms, _cases, _cells, _steps, _opposites, _siblings):
        for one in make(material):
            if len(one.key.text) <= LONGEST_OPTION and not _names_key(one):
                yield one


def choice(one: Asked, balance: Balance, rng: random.Random) -> Question | None:
    """Return the question, its options in a random order; None without two distractors."""
    sets = islice(option_sets(one.stem, one.key, one.candidates(), balance.space, rng), SETS)
    fair = [(wrong, short) for wrong, short in sets if not _is_told_by_stem(one, wrong)]
    if not fair:
        return None
    costs = [
        balance.cost(_texts(one, wrong))
        + PLAUSIBILITY * short
        + FRESHNESS * balance.staleness(_texts(one, wrong))
        for wrong, short in fair
    ]
    wrong = fair[costs.index(min(costs))][0]
    balance.add(_texts(one, wrong))
    return question(one.source, one.stem, _shuffled(one.key.text, wrong, balance, rng))


def _texts(one: Asked, wrong: Sequence[Candidate]) -> list[str]:
    return [one.key.text, *(candidate.text for candidate in wrong)]


def _shuffled(key: str, wrong: Sequence[Candidate], balance: Balance, rng: random.Random) -> Choice:
    """Return the options with the key at one of the places where it was least often."""
    size = len(wrong) + 1
    used = [balance.places.get((size, place), 0) for place in range(size)]
    place = rng.choice([n for n, times in enumerate(used) if times == min(used)])
    balance.places[size, place] = used[place] + 1
    texts = [(candidate.text, False, candidate.feedback) for candidate in wrong]
    rng.shuffle(texts)
    texts.insert(place, (key, True, ""))
    return Choice(
        tuple(
            Option(str(n), capitalised(text), right, feedback)
            for n, (text, right, feedback) in enumerate(texts, 1)
        )
    )


def _names_key(one: Asked) -> bool:
    return stands_in(words_of(one.key.text), words_of(one.stem))


def _is_told_by_stem(one: Asked, wrong: Sequence[Candidate]) -> bool:
    """Whether the key has more words of the stem than any distractor."""
    stem = set(words_of(one.stem)) - SMALL_WORDS
    shared = [_echoes(candidate.text, stem) for candidate in wrong]
    return _echoes(one.key.text, stem) > max(shared)


def _echoes(option: str, stem: set[str]) -> int:
    """Return how many words of *option* stand in *stem*, be it inside longer ones."""
    words = set(words_of(option)) - SMALL_WORDS
    long = {word for word in stem if len(word) >= LONG_WORD}
    return sum(word in stem or any(other in word for other in long) for word in words)


def _terms(material: Material) -> Iterator[Asked]:
    for source in material.terms:
        if material.shown(source) and "\n" not in source.card.front:
            stem = f"Which term does the course define like this? “{defined(source)}”"
            yield _about_term(material, source, source, stem)


def _cases(material: Material) -> Iterator[Asked]:
    """Yield questions whose answer is a term, so that other terms are wrong answers to them."""
    for source in material.sources:
        if source.card.kind is Kind.QUESTION:
            term = material.term_of(source.answer)
            if term is not None:
                yield _about_term(material, source, term, source.card.front)


def _about_term(material: Material, source: Source, term: Source, stem: str) -> Asked:
    key = Key(capitalised(material.shown(term)), (*names(term), *term.card.accept))
    return Asked(source, stem, key, partial(material.term_candidates, term))


def _cells(material: Material) -> Iterator[Asked]:
    """Yield cells of a table; the other cells of the column are wrong."""
    for source in of_facet(material.sources, Facet.CELL):
        column = source.card.key.rpartition(" | ")[2]
        same = [card for card in source.note.cards if card.key.rpartition(" | ")[2] == column]
        yield _among(source, _flat(source.card.front), same)


def _steps(material: Material) -> Iterator[Asked]:
    """Yield what follows a step; the other steps are wrong."""
    for source in of_facet(material.sources, Facet.AFTER):
        entries = source.note.cards[0].items
        before = next(item.text for item in entries if item.key == source.card.key)
        others = [item.text for item in entries if item.text not in {before, source.card.back}]
        stem = f"{answering(source)} what comes directly after “{plain_answer(before)}”?"
        yield _with(source, stem, others)


def answering(source: Source) -> str:
    """Return what introduces a question about the answer to the list card of a note."""
    asked_for = " ".join(source.note.cards[0].front.split())
    return f"“{asked_for}” In the course's answer,"


def _opposites(material: Material) -> Iterator[Asked]:
    for source in of_facet(material.sources, Facet.OPPOSITE):
        same = [card for card in source.note.cards if card.facet is Facet.OPPOSITE]
        yield _among(source, _flat(source.card.front), same)


def _siblings(material: Material) -> Iterator[Asked]:
    """Yield questions that open alike within one deck: the answer to one is wrong for the rest."""
    plain = [s for s in material.sources if s.card.kind is Kind.QUESTION]
    for source in plain:
        opening = _opening(source)
        same = [o.card for o in plain if o.deck is source.deck and _opening(o) == opening]
        if opening[:1] == ("Which",) and len(same) > MOST_ALIKE:
            yield _among(source, source.card.front, same)


def _opening(source: Source) -> tuple[str, ...]:
    return tuple(source.card.front.split()[:SAME_OPENING])


def _among(source: Source, stem: str, cards: Sequence[Card]) -> Asked:
    return _with(source, stem, [card.back for card in cards if card is not source.card])


def _with(source: Source, stem: str, others: Sequence[str]) -> Asked:
    key = Key(capitalised(source.answer), source.card.accept)
    return Asked(source, stem, key, partial(_grouped, others))


def _grouped(texts: Sequence[str]) -> list[Candidate]:
    return [
        Candidate(capitalised(plain_answer(text)), Nearness.GROUP)
        for text in texts
        if len(text) <= LONGEST_OPTION
    ]


def _flat(front: str) -> str:
    """Return a front of several paragraphs as one; row and column of a table in words."""
    match = _ROW.fullmatch(front)
    if match and match["title"].endswith("?"):
        return f"{match['title'].removesuffix('?')}: “{match['row']}”?"
    if match:
        return f"{match['title']}: what is the {match['column'].lower()} of “{match['row']}”?"
    parts = (" ".join(bare(part).split()) for part in front.split("\n\n"))
    return " ".join(part if part.endswith((".", "?", ":")) else f"{part}." for part in parts)
