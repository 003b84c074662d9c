"""QTI 1.2 as Canvas writes and reads it (ADR 28).

Documentation: IMS QTI ASI 1.2.1, and Canvas's open source for which of it an import looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.exports.qti12.package import write
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what Canvas's own types cannot take over."""
    return [Loss(question.id, what) for what in _losses(sheet, question.body)]


def _losses(sheet: Sheet, body: object) -> Iterable[str]:
    match body:
        case Choice() if body.multiple:
            yield "partial credit: Canvas takes off for a wrong option what a right one earns"
        case Matching(choices=choices) if any("<" in sheet.inline(text) for _, text in choices):
            yield "the choices of a matching are plain text, without formatting"
        case Ordering():
            yield "an ordering becomes a matching of entries and places"
        case Listing():
            yield "a list becomes an essay, with the entries as feedback that students see later"
        case Essay():
            yield "the model answer becomes feedback that students see later"
        case Numeric(quantity=quantity) if quantity.unit:
            yield f"the unit ({quantity.unit}) is not asked for, only the number"
        case ShortAnswer() | Gap():
            yield "spelling is not tolerated: Canvas compares letter by letter, but not their case"
    if isinstance(body, Choice) and any(option.pinned for option in body.options):
        yield "a pinned option: no options of the whole quiz are shuffled"


add(
    Format(
        "qti12",
        "Canvas (QTI 1.2)",
        "zip",
        "application/zip",
        write,
        losses,
        ("tags, chapters and hints are not in the file",),
    )
)
