"""Questions that went out and came back: what has to be the same of texts and answers."""

from __future__ import annotations

import re
from typing import Any

from app.exports.sheet import Sheet, as_typed
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.gap import Gap
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse
from tests.exports.torture import torture

BETWEEN = re.compile(r">\s+<")  # lines between blocks, which say nothing


def with_data(sheet: Sheet, html: str) -> str:
    """Return HTML whose pictures are compared by what they show, not by their names."""
    return BETWEEN.sub("><", sheet.with_data(html))


def after_answering(sheet: Sheet, question: Question) -> str:
    explanation = question.body.explanation if isinstance(question.body, TrueFalse) else ""
    return sheet.block(explanation) + sheet.block(question.feedback)


def check_answer(new: Sheet, before: Any, after: Any) -> None:
    old = torture()
    match before:
        case Choice():
            assert options(new, after) == options(old, before)
        case TrueFalse():
            assert after.truth is before.truth
        case ShortAnswer() | Gap():
            assert [*map(as_typed, after.wordings)] == [*map(as_typed, before.wordings)]
        case Numeric():
            assert after.quantity.value == before.quantity.value
            assert after.quantity.tolerance == before.quantity.tolerance
        case Matching():
            assert matches(new, after) == matches(old, before)


def options(sheet: Sheet, body: Choice) -> list[tuple[str, bool, str]]:
    return [
        (
            with_data(sheet, sheet.inline(option.text)),
            option.right,
            with_data(sheet, sheet.block(option.feedback)),
        )
        for option in body.options
    ]


def matches(sheet: Sheet, body: Matching) -> tuple[list[tuple[str, str]], set[str]]:
    """Return the pairs, and all choices; those are plain text in both formats."""
    lefts = [with_data(sheet, sheet.inline(pair.left)) for pair in body.pairs]
    rights = [sheet.text(body.text(pair.choice)) for pair in body.pairs]
    return [*zip(lefts, rights, strict=True)], {sheet.text(text) for _, text in body.choices}
