"""True/false questions: what a card says, or what another card of its kind says instead."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.decks.model import Facet
from app.decks.normal import bare
from app.quiz.distractors.scoring import scores
from app.quiz.distractors.selection import Candidate, Key, Nearness, admissible
from app.quiz.generation.choosing import Asked, Candidates, answering, asked
from app.quiz.generation.material import Material, Source, defined, of_facet, question
from app.quiz.questions import Question
from app.quiz.types.true_false import TrueFalse

Statement = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about a card that is true of *right* and false of every one of *wrong*."""

    source: Source
    says: Statement
    right: str
    wrong: Candidates


def claims(material: Material) -> Iterator[Claim]:
    """Yield the statements that the course offers."""
    for one in asked(material):
        if one.source.card.facet is Facet.REVERSE:
            yield _term(one)
        elif one.source.card.facet is Facet.CELL:
            yield _cell(one)
        elif one.source.card.facet is Facet.AFTER:
            yield _step(one)
    yield from _sides(material)


def judged(claim: Claim, material: Material, rng: random.Random, *, truth: bool) -> Question | None:
    """Return the statement with the right word or a wrong one; None if there is no wrong one."""
    if truth:
        return question(claim.source, claim.says(claim.right), TrueFalse(truth=True))
    found = admissible(claim.says(""), Key(claim.right), claim.wrong())
    near = [one for one in found if one.nearness <= Nearness.DECK]
    if not near:
        return None
    likely = scores(claim.says(""), claim.right, [one.text for one in near], material.space)
    ranked = sorted(zip(near, likely, strict=True), key=lambda p: (p[0].nearness, -p[1]))
    nearest = [one for one, _ in ranked if one.nearness == ranked[0][0].nearness]
    wrong = rng.choice(nearest[:2])
    stop = "" if claim.right.endswith("?") else "."
    body = TrueFalse(truth=False, explanation=f"It is: {claim.right}{stop}")
    return question(claim.source, claim.says(wrong.text), body)


def _term(one: Asked) -> Claim:
    definition = defined(one.source)

    def says(term: str) -> str:
        return f"The course defines the term *{term}* like this: “{definition}”"

    return Claim(one.source, says, one.key.text, one.candidates)


def _cell(one: Asked) -> Claim:
    def says(answer: str) -> str:
        return f"{one.stem} The right answer is: “{answer}”."

    return Claim(one.source, says, one.key.text, one.candidates)


def _step(one: Asked) -> Claim:
    before = one.stem.partition(" what comes directly after ")[2].removesuffix("?")

    def says(step: str) -> str:
        return f"{answering(one.source)} “{step}” comes directly after {before}."

    return Claim(one.source, says, one.key.text, one.candidates)


def _sides(material: Material) -> Iterator[Claim]:
    """Yield the entries of a contrast, each with the side it stands on."""
    for source in of_facet(material.sources, Facet.SORT):
        sides = tuple(dict.fromkeys(item.side for item in source.card.items))
        for item in source.card.items:
            wrong = [Candidate(side, Nearness.GROUP) for side in sides if side != item.side]
            yield Claim(source, _belongs(source, bare(item.text)), item.side, wrong.copy)


def _belongs(source: Source, entry: str) -> Statement:
    return lambda side: f"{source.title}: “{entry}” belongs under “{side}”."
