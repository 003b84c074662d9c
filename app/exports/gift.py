"""GIFT: Moodle's text format, which many other systems read, too.

Documentation: Moodle docs, "GIFT format". What is not written there is what Moodle's importer
does: a blank line ends a question, ``\\n`` in a text is a line break (so that a backslash is
doubled), a number alone is taken for nothing if it is 0 (so that a tolerance follows always), an
unescaped ``->`` makes a matching of a short answer, and a per cent sign at the beginning of an
answer is its weight.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from app.exports.moodle import (
    category_of,
    choice_of,
    literal,
    losses_of,
    shares,
)
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet, as_typed
from app.quiz.questions import USUAL_POINTS, Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

ARROW = "->"
_CONTROL = re.compile(r"[\\~=#{}:]")
# At the beginning of a text these would be a weight or the name of a text format.
_LEADING = {"%": "&#37;", "[": "&#91;"}


def write(sheet: Sheet) -> bytes:
    """Return the file: every question, before it its category where that changes."""
    parts, category = [], ""
    for question in sheet.questions:
        if category_of(sheet, question) != category:
            category = category_of(sheet, question)
            parts.append(f"$CATEGORY: {_one_line(category)}\n")
        parts.append(_question(sheet, question))
    return "\n".join(parts).encode()


def _question(sheet: Sheet, question: Question) -> str:
    """Return the lines of a question; none of them is empty."""
    marks = [f"[id:{question.id}]", *(f"[tag:{_tag(tag)}]" for tag in question.tags)]
    answers = list(_WRITERS[type(question.body)](sheet, question.body))
    feedback = _key(sheet, question.body) + sheet.feedback(question)
    if feedback:
        answers.append(f"####{_html(sheet, feedback)}")
    title = escape(sheet.title_of(question).rstrip(": "))  # two colons end it
    inside = "".join(f"\n\t{answer}" for answer in answers)
    stem = _html(sheet, sheet.stem(question))
    return f"// {' '.join(marks)}\n::{title}::[html]{stem} {{{inside}\n}}\n"


def escape(text: str) -> str:
    """Return *text* as it stands in a question, on one line."""
    escaped = _CONTROL.sub(r"\\\g<0>", text)
    return escaped.replace("\r", "").replace("\n", "\\n")


def _html(sheet: Sheet, html: str) -> str:
    inside = sheet.with_data(html)
    return escape(_LEADING.get(inside[:1], inside[:1]) + inside[1:])


def _tag(tag: str) -> str:
    return _one_line(tag).replace("]", "\\]")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _choice(sheet: Sheet, body: Choice) -> Iterator[str]:
    for option, share in zip(body.options, shares(body), strict=True):
        sign = {"100": "=", "0": "~"}.get(share, f"~%{share}%")
        feedback = _html(sheet, sheet.block(option.feedback))
        text = _html(sheet, sheet.inline(option.text))
        yield f"{sign}{text}{'#' if feedback else ''}{feedback}"


def _true_false(_sheet: Sheet, body: TrueFalse) -> Iterator[str]:
    yield "TRUE" if body.truth else "FALSE"


def _typed(_sheet: Sheet, body: ShortAnswer | Gap) -> Iterator[str]:
    for wording in body.wordings:
        # The weight keeps an answer such as "%5%" from being one.
        yield f"=%100%{escape(literal(as_typed(wording)))}"


def _numeric(_sheet: Sheet, body: Numeric) -> Iterator[str]:
    yield f"#{body.quantity.value:f}:{body.quantity.tolerance:f}"


def _matching(sheet: Sheet, body: Matching) -> Iterator[str]:
    for pair in body.pairs:
        yield _pair(sheet, sheet.inline(pair.left), body.text(pair.choice))
    used = {pair.choice for pair in body.pairs}
    yield from (_pair(sheet, "", text) for number, text in body.choices if number not in used)


def _ordering(sheet: Sheet, body: Ordering) -> Iterator[str]:
    for place, (_, text) in enumerate(body.entries, 1):
        yield _pair(sheet, f"{place}", text)


def _pair(sheet: Sheet, left: str, choice: str) -> str:
    return f"={_html(sheet, left)} {ARROW} {escape(choice_of(sheet, choice))}"


def _by_hand(_sheet: Sheet, _body: object) -> Iterable[str]:
    return ()


def _key(sheet: Sheet, body: object) -> str:
    """Return the model answer of what a person marks: GIFT has no place for it but feedback."""
    match body:
        case Essay(model=model):
            return sheet.block(model)
        case Listing(entries=entries, ordered=ordered):
            kind = "ol" if ordered else "ul"
            inside = "".join(f"<li>{sheet.inline(entry.text)}</li>" for entry in entries)
            return f"<{kind}>{inside}</{kind}>"
    return ""


_WRITERS: dict[type, Callable[[Sheet, Any], Iterable[str]]] = {
    Choice: _choice,
    TrueFalse: _true_false,
    ShortAnswer: _typed,
    Gap: _typed,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Listing: _by_hand,
    Essay: _by_hand,
}


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what GIFT cannot say of *question*."""
    own = (Loss(question.id, what, gone) for what, gone in _losses(sheet, question.body))
    return [*losses_of(sheet, question), *_general(question), *own]


def _general(question: Question) -> Iterator[Loss]:
    if question.points != USUAL_POINTS:
        yield Loss(question.id, "points: every question is worth one until Moodle is told more")
    if question.hint:
        yield Loss(question.id, "the hint")


def _losses(sheet: Sheet, body: object) -> Iterator[tuple[str, bool]]:
    match body:
        case Choice(options=options) if any(option.pinned for option in options):
            yield "a pinned option: GIFT says nothing about shuffling", False
        case Essay():
            yield "the model answer stands in the feedback: GIFT has no other place", False
        case Listing():
            yield "a list becomes an essay, with the entries in its feedback", False
        case Ordering(entries=entries):
            yield "an ordering becomes a matching of places and entries", False
            if not all(sheet.is_plain(text) for _, text in entries):
                yield "the choices of a matching are plain text, without formatting", False
        case ShortAnswer(wordings=wordings) | Gap(wordings=wordings) if any(
            ARROW in as_typed(wording) for wording in wordings
        ):
            yield f"an answer with {ARROW}: Moodle would read it as a matching", True


add(Format("gift", "GIFT", "gift", "text/plain; charset=utf-8", write, losses))
