"""Questions as the rows of a table: what CSV and XLSX hold. docs/exports.md has the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Any

from app.exports import plain
from app.exports.registry import Loss
from app.exports.sheet import Sheet, as_typed
from app.exports.workbook import LONGEST, Cell
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

COLUMNS = (
    *("item", "type", "points", "use", "chapter", "tags"),
    *("question", "answer", "hint", "feedback"),
)
ARROW = " → "
BAR = " | "


def table(sheet: Sheet) -> Iterator[Sequence[Cell]]:
    """Yield the header, then a row for each question; all rows have the same length."""
    rows = [_row(sheet, question) for question in sheet.questions]
    most = max(len(options) for _, options in rows)
    numbers = range(1, most + 1)
    yield (*COLUMNS, *(name for n in numbers for name in (f"option_{n}", f"feedback_{n}")))
    for cells, options in rows:
        empty = [("", "")] * (most - len(options))
        yield (*cells, *(cell for pair in (*options, *empty) for cell in pair))


def _row(sheet: Sheet, question: Question) -> tuple[Sequence[Cell], list[tuple[str, str]]]:
    """Return the cells of COLUMNS, and the options with the feedback of each."""
    cells = (
        question.id,
        question.type,
        question.points,
        question.use.value,
        question.chapter,
        "; ".join(question.tags),
        sheet.stem_text(question),
        _answer(sheet, question.body),
        question.hint,
        _feedback(sheet, question),
    )
    return cells, list(_options(sheet, question.body))


def _feedback(sheet: Sheet, question: Question) -> str:
    explanation = question.body.explanation if isinstance(question.body, TrueFalse) else ""
    texts = (sheet.block_text(explanation), sheet.block_text(question.feedback))
    return "\n".join(text for text in texts if text)


def _answer(sheet: Sheet, body: Any) -> str:
    """Return what is right, as text; "" where the options say it by their order or pairs."""
    match body:
        case Choice(options=options):
            return " ".join(_letter(at) for at, option in enumerate(options) if option.right)
        case TrueFalse(truth=truth):
            return "true" if truth else "false"
        case ShortAnswer(wordings=wordings) | Gap(wordings=wordings):
            return BAR.join(map(as_typed, wordings))
        case Numeric(quantity=quantity):
            tolerance = f" ± {quantity.tolerance:f}" if quantity.tolerance else ""
            return f"{quantity.value:f} {quantity.unit}".strip() + tolerance
        case Essay(model=model):
            return sheet.block_text(model)
    return ""


def _letter(at: int) -> str:
    """Return the letter of an option, as in keys; beyond z its number."""
    return ascii_lowercase[at] if at < len(ascii_lowercase) else str(at + 1)


def _options(sheet: Sheet, body: Any) -> Iterator[tuple[str, str]]:
    match body:
        case Choice(options=options):
            for option in options:
                yield sheet.text(option.text), sheet.block_text(option.feedback)
        case Matching(pairs=pairs, choices=choices):
            for pair in pairs:
                yield sheet.text(pair.left) + ARROW + sheet.text(body.text(pair.choice)), ""
            used = {pair.choice for pair in pairs}
            for number, text in choices:
                if number not in used:
                    yield ARROW.lstrip() + sheet.text(text), ""
        case Ordering(entries=entries):
            yield from ((sheet.text(text), "") for _, text in entries)
        case Listing(entries=listed):
            for entry in listed:
                yield BAR.join((sheet.text(entry.text), *map(as_typed, entry.accept))), ""


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what the cells lose, or that a text is too long for one."""
    cells, options = _row(sheet, question)
    texts = (*cells, *(one for pair in options for one in pair))
    if any(isinstance(text, str) and len(text) > LONGEST for text in texts):
        what = f"a text of more than {LONGEST:,} characters, which no cell holds"
        return [Loss(question.id, what, left_out=True)]
    return [*plain.losses_of(sheet, question), *_own(question)]


def _own(question: Question) -> Iterator[Loss]:
    body = question.body
    if isinstance(body, Choice) and any(option.pinned for option in body.options):
        yield Loss(question.id, "that an option keeps its place when options are shuffled")
    if isinstance(body, Listing) and body.ordered:
        yield Loss(question.id, "that the order of the list counts")
