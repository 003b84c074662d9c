"""Kahoot: the workbook that its import of spreadsheets takes.

The template ("How to import questions from a spreadsheet", Kahoot's help): headings in the
eighth row, from there a row for each question with two to four answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.exports import plain
from app.exports.plain import one_line
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet
from app.exports.workbook import MEDIA_TYPE, Cell, workbook
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.types.true_false import TrueFalse

QUESTION_LENGTH, ANSWER_LENGTH, ANSWERS = 120, 75, 4
SECONDS, LONG_SECONDS, LONG = 30, 60, 80  # questions of more than LONG characters get longer
HEADER_ROW = 8
HEADER = (
    "",
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in range(1, ANSWERS + 1)),
    "Time limit (sec) \N{EN DASH} 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
GENERAL = ("ids, tags, points, hints and feedback: Kahoot's spreadsheet has no place for them",)


def write(sheet: Sheet) -> bytes:
    """Return the workbook."""
    return workbook(sheet.title, _rows(sheet), (6, 60, 30, 30, 30, 30, 20, 20), HEADER_ROW)


def _rows(sheet: Sheet) -> Iterator[Sequence[Cell]]:
    yield (None, sheet.title)
    yield from [()] * (HEADER_ROW - 2)
    yield HEADER
    for number, question in enumerate(sheet.questions, 1):
        answers = _answers(sheet, question)
        asked = _asked(sheet, question)
        right = ",".join(str(at) for at, (_, right) in enumerate(answers, 1) if right)
        texts = [text for text, _ in answers] + [""] * (ANSWERS - len(answers))
        yield (number, asked, *texts, LONG_SECONDS if len(asked) > LONG else SECONDS, right)


def _asked(sheet: Sheet, question: Question) -> str:
    return one_line(sheet.stem_text(question))


def _answers(sheet: Sheet, question: Question) -> list[tuple[str, bool]]:
    """Return the answers and whether each is right."""
    if isinstance(question.body, TrueFalse):
        return [("True", question.body.truth), ("False", not question.body.truth)]
    return [(one_line(sheet.text(one.text)), one.right) for one in question.body.options]


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return why *question* is left out, else what it loses."""
    if not isinstance(question.body, Choice | TrueFalse):
        what = f"only choices fit, this is of the type “{TYPES[question.type].label}”"
        return [Loss(question.id, what, left_out=True)]
    reasons = [*_too_long(sheet, question)]
    if reasons:
        return [Loss(question.id, reason, left_out=True) for reason in reasons]
    return [*_lost(sheet, question)]


def _too_long(sheet: Sheet, question: Question) -> Iterator[str]:
    asked, answers = _asked(sheet, question), _answers(sheet, question)
    if len(asked) > QUESTION_LENGTH:
        yield f"the question has {len(asked):,} characters; at most {QUESTION_LENGTH} fit"
    if len(answers) > ANSWERS:
        yield f"{len(answers)} options; at most {ANSWERS} fit"
    longest = max(len(text) for text, _ in answers)
    if longest > ANSWER_LENGTH:
        yield f"an option has {longest} characters; at most {ANSWER_LENGTH} fit"
    if not asked or not all(text for text, _ in answers):
        yield "the question or an option has no text"


def _lost(sheet: Sheet, question: Question) -> Iterator[Loss]:
    yield from plain.losses_of(sheet, question, plain.of_stem_and_options(question))
    if "\n" in sheet.stem_text(question):
        yield Loss(question.id, "line breaks: the question is one line")
    if isinstance(question.body, Choice) and any(one.pinned for one in question.body.options):
        yield Loss(question.id, "a pinned option: Kahoot shuffles all")


add(Format("kahoot", "Kahoot", "xlsx", MEDIA_TYPE, write, losses, GENERAL))
