"""What is answered to each type of question, and how it is marked, as Canvas has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

from app.exports.packages import add, mixed
from app.exports.qti12.conditions import (
    FULL,
    RESPONSE,
    answer_id,
    choices,
    condition,
    is_equal,
    match_id,
    sets_full,
    shows,
    typed,
)
from app.exports.qti12.texts import Texts
from app.exports.sheet import as_typed
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse


@dataclass(frozen=True, slots=True)
class Writer:
    """One type: Canvas's name for it, the number of its answers, its two parts of an item."""

    form: Callable[[Any], str]
    answers: Callable[[Any], int]
    present: Callable[[Texts, ET.Element, Question], None]
    process: Callable[[Texts, ET.Element, Question], None]


def _present_choice(texts: Texts, parent: ET.Element, question: Question) -> None:
    render = choices(parent, "Multiple" if question.body.multiple else "Single")
    for option in question.body.options:
        label = add(render, "response_label", ident=answer_id(option.id))
        texts.material(label, texts.sheet.inline(option.text))


def _process_choice(_texts: Texts, processing: ET.Element, question: Question) -> None:
    body: Choice = question.body
    for option in body.options:
        if option.feedback.strip():
            shown, test = condition(processing, proceed=True)
            is_equal(test, answer_id(option.id))
            shows(shown, f"{answer_id(option.id)}_fb")
    marked, test = condition(processing, proceed=False)
    if not body.multiple:
        is_equal(test, answer_id(body.right[0].id))
    else:
        every = add(test, "and")
        for option in body.options:
            is_equal(every if option.right else add(every, "not"), answer_id(option.id))
    sets_full(marked)


def _present_true_false(texts: Texts, parent: ET.Element, _question: Question) -> None:
    render = choices(parent, "Single")
    for number, text in enumerate(("True", "False"), 1):
        texts.material(add(render, "response_label", ident=answer_id(number)), text)


def _process_true_false(_texts: Texts, processing: ET.Element, question: Question) -> None:
    marked, test = condition(processing, proceed=False)
    is_equal(test, answer_id(1 if question.body.truth else 2))
    sets_full(marked)


def _present_typed(_texts: Texts, parent: ET.Element, _question: Question) -> None:
    typed(parent)


def _process_typed(_texts: Texts, processing: ET.Element, question: Question) -> None:
    marked, test = condition(processing, proceed=False)
    for wording in _wordings(question.body):
        is_equal(test, wording)  # Canvas takes any of them
    sets_full(marked)


def _wordings(body: ShortAnswer | Gap) -> tuple[str, ...]:
    return tuple(dict.fromkeys(as_typed(wording) for wording in body.wordings))


def _present_number(_texts: Texts, parent: ET.Element, _question: Question) -> None:
    typed(parent, fibtype="Decimal")


def _process_number(_texts: Texts, processing: ET.Element, question: Question) -> None:
    quantity = question.body.quantity
    marked, test = condition(processing, proceed=False)
    either = add(test, "or")
    is_equal(either, f"{quantity.value:f}")
    between = add(either, "and")
    add(between, "vargte", f"{quantity.value - quantity.tolerance:f}", respident=RESPONSE)
    add(between, "varlte", f"{quantity.value + quantity.tolerance:f}", respident=RESPONSE)
    sets_full(marked)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A matching as Canvas has it: (left id, left HTML, id of its choice) and (id, choice)."""

    lefts: tuple[tuple[str, str, str], ...]
    choices: tuple[tuple[str, str], ...]


def _pairs(texts: Texts, question: Question) -> _Pairs:
    """Return the pairs of a matching, or those of entries and the places they belong in.

    Ids count in the order in which things are shown, so that none tells what belongs to it.
    """
    sheet, body = texts.sheet, question.body
    if isinstance(body, Matching):
        lefts = [(sheet.inline(pair.left), pair.choice) for pair in body.pairs]
        offered = [(ident, sheet.text(text)) for ident, text in mixed(question, body.choices)]
    else:
        placed = [(sheet.inline(text), str(at)) for at, (_, text) in enumerate(body.entries, 1)]
        lefts = mixed(question, placed)
        offered = [(str(at), str(at)) for at in range(1, len(placed) + 1)]
    shown_as = {ident: match_id(at) for at, (ident, _) in enumerate(offered, 1)}
    return _Pairs(
        tuple((answer_id(at), left, shown_as[to]) for at, (left, to) in enumerate(lefts, 1)),
        tuple((shown_as[ident], text) for ident, text in offered),
    )


def _present_pairs(texts: Texts, parent: ET.Element, question: Question) -> None:
    pairs = _pairs(texts, question)
    for ident, left, _ in pairs.lefts:
        lid = add(parent, "response_lid", ident=f"response_{ident}")
        texts.material(lid, left)
        render = add(lid, "render_choice")
        for number, text in pairs.choices:
            label = add(render, "response_label", ident=number)
            add(add(label, "material"), "mattext", text)


def _process_pairs(texts: Texts, processing: ET.Element, question: Question) -> None:
    pairs = _pairs(texts, question)
    for (ident, _, choice), share in zip(pairs.lefts, _shares(len(pairs.lefts)), strict=True):
        marked, test = condition(processing, proceed=True)
        is_equal(test, choice, f"response_{ident}")
        add(marked, "setvar", share, varname="SCORE", action="Add")


def _shares(count: int) -> list[str]:
    """Return *count* shares of 100 with two decimals, whose sum is 100 exactly."""
    ends = [round(FULL * 100 * at / count) for at in range(count + 1)]
    return [f"{(end - start) / 100:.2f}" for start, end in pairwise(ends)]


def _process_by_hand(_texts: Texts, processing: ET.Element, _question: Question) -> None:
    _, test = condition(processing, proceed=False)
    add(test, "other")


def _choice_form(body: Choice) -> str:
    return "multiple_answers_question" if body.multiple else "multiple_choice_question"


def _named(name: str) -> Callable[[Any], str]:
    return lambda _body: name


_TYPED = Writer(
    _named("short_answer_question"),
    lambda body: len(_wordings(body)),
    _present_typed,
    _process_typed,
)
_BY_HAND = Writer(_named("essay_question"), lambda _body: 0, _present_typed, _process_by_hand)
_MATCHING = _named("matching_question")
WRITERS: dict[type, Writer] = {
    Choice: Writer(_choice_form, lambda body: len(body.options), _present_choice, _process_choice),
    TrueFalse: Writer(
        _named("true_false_question"), lambda _body: 2, _present_true_false, _process_true_false
    ),
    ShortAnswer: _TYPED,
    Gap: _TYPED,
    Numeric: Writer(
        _named("numerical_question"), lambda _body: 1, _present_number, _process_number
    ),
    Matching: Writer(_MATCHING, lambda body: len(body.pairs), _present_pairs, _process_pairs),
    Ordering: Writer(_MATCHING, lambda body: len(body.entries), _present_pairs, _process_pairs),
    Listing: _BY_HAND,
    Essay: _BY_HAND,
}
