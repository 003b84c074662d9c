"""The printed exam as PDF: cover, questions with room for answers, and the answer sheet.

Typeset by typst: accessible (PDF/UA-1, tagged), with embedded fonts, the same bytes for the
same sheet. ``docs/answer-sheet.md`` has the layout of the answer sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.exports.paper import answer_sheet, cover, fonts, key, questions, typeset
from app.exports.paper.markup import Markup
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet
from app.quiz.questions import Question


def write(sheet: Sheet) -> bytes:
    """Return the exam."""
    made, pictures, east_asian = source(sheet)
    return typeset.pdf(made, pictures, east_asian=east_asian)


def source(sheet: Sheet) -> tuple[str, dict[str, bytes], bool]:
    """Return the exam in typst, its pictures by file, and whether it has East Asian text."""
    markup, east_asian = typeset.markup_of(sheet)
    title = markup.shown(sheet.title)
    parts = (
        typeset.head(sheet, title, east_asian=east_asian),
        cover.markup(sheet, markup),
        *_questions(sheet, markup),
        answer_sheet.markup(sheet, title),
    )
    return "".join(parts), typeset.pictures_by_file(sheet, markup), east_asian


def _questions(sheet: Sheet, markup: Markup) -> Iterable[str]:
    for number, question in enumerate(sheet.questions, 1):
        yield questions.question(sheet, markup, number, question)


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what cannot be printed."""
    return [Loss(question.id, what) for what in _losses(sheet, question)]


def _losses(sheet: Sheet, question: Question) -> Iterable[str]:
    said = list(typeset.texts(sheet, question))
    for letter in fonts.missing(said):
        yield f"font missing: no font has {letter} (U+{ord(letter):04X}), “�” is printed instead"
    yield from typeset.not_printed(sheet, question)


add(Format("pdf", "PDF for printing", "pdf", "application/pdf", write, losses, key=key.write))
