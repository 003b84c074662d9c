"""Responses to every question of a set: the right one, each wrong one, some half right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from app.exports.sheet import as_typed
from app.quiz.marking.wordings import Course
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.types.gap import Gap
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.outcome import Response
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

ANYTHING = "quite another thing"


def credit(question: Question, response: Response) -> float | None:
    """Return what the response is worth here."""
    return TYPES[question.type].mark(question.body, response, Course()).credit


def responses(question: Question) -> Iterator[Response]:
    """Yield responses to *question*, at least one right and one wrong, if letters mark it."""
    match question.body:
        case Choice() as body:
            yield from _chosen(body)
        case TrueFalse():
            yield from (True, False)
        case ShortAnswer() | Gap() as body:
            yield from map(as_typed, body.wordings)
            yield from (ANYTHING, "")
        case Numeric() as body:
            yield from _numbers(body)
        case Matching() as body:
            yield from _matched(body)
        case Ordering(entries=entries):
            yield from _ordered([ident for ident, _ in entries])


def _chosen(body: Choice) -> Iterator[list[str]]:
    ids = [option.id for option in body.options]
    if not body.multiple:
        yield from ([ident] for ident in ids)
        return
    right, wrong = [o.id for o in body.right], [o.id for o in body.wrong]
    yield from (right, wrong, ids)
    yield from (list(some) for size in (1, 2) for some in combinations(ids, size))
    yield from ([*right, ident] for ident in wrong)
    yield from ([one for one in right if one != ident] for ident in right)


def _numbers(body: Numeric) -> Iterator[str]:
    value, tolerance = body.quantity.value, body.quantity.tolerance
    beyond = tolerance + max(abs(value) / 100, tolerance / 100, type(value)("0.001"))
    for difference in (0 * value, tolerance, -tolerance, beyond, -beyond):
        yield f"{value + difference:f}"


def _matched(body: Matching) -> Iterator[dict[str, str]]:
    right = {pair.id: pair.choice for pair in body.pairs}
    yield right
    yield {body.pairs[0].id: body.pairs[0].choice}
    for ident, _ in body.choices:
        yield dict.fromkeys(right, ident)
        for pair in body.pairs:
            yield {**right, pair.id: ident}


def _ordered(ids: list[str]) -> Iterator[list[str]]:
    yield ids
    yield ids[::-1]
    yield [*ids[1:], ids[0]]
    for first, second in combinations(range(len(ids)), 2):
        swapped = list(ids)
        swapped[first], swapped[second] = ids[second], ids[first]
        yield swapped
