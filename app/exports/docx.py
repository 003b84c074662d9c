"""The printed exam as a Word document, to be changed before it is printed.

The same contents as the PDF, but no answer sheet: its positions would not survive editing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.exports.paper import key, typeset
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet
from app.quiz.questions import Question


def write(sheet: Sheet) -> bytes:
    """Return the exam."""
    from app.exports.paper import word  # loads python-docx, which only this format needs

    return word.document(sheet)


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what the document does not have."""
    return [Loss(question.id, what) for what in _losses(sheet, question)]


def _losses(sheet: Sheet, question: Question) -> Iterable[str]:
    said = list(typeset.texts(sheet, question))
    if any("<math" in html for html in said):
        yield "formulas are written in TeX"
    yield from typeset.not_printed(sheet, question)


add(
    Format(
        "docx",
        "Word",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write,
        losses,
        general=("it has no answer sheet for machines: the PDF has one",),
        key=key.write,
    )
)
