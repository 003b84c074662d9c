"""QTI 2.1 and 2.2: packages of items with their marking inside, for any system (ADR 28).

Documentation: IMS QTI 2.1 and 2.2, Assessment Test, Section and Item Information Model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from app.exports.qti21.dialect import QTI_2_1, QTI_2_2
from app.exports.qti21.package import write
from app.exports.qti21.xhtml import loses
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet, fragments
from app.quiz.questions import Question
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.numeric import Numeric
from app.quiz.types.short_answer import ShortAnswer

GENERAL = ("tags, chapters and hints are not in the file",)


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what items of QTI 2 cannot take over."""
    htmls = (sheet.html[one] for one in fragments(question) if one.markdown.strip())
    return [Loss(question.id, what) for what in (*_losses(question.body), *loses(htmls))]


def _losses(body: object) -> Iterable[str]:
    match body:
        case Listing():
            yield "a list becomes a text that a person marks, with the entries for graders"
        case Numeric(quantity=quantity) if quantity.unit:
            yield f"the unit ({quantity.unit}) is not asked for, only the number"
        case ShortAnswer() | Gap():
            yield "spelling is not tolerated: letters are compared, but not their case"


for _dialect in (QTI_2_1, QTI_2_2):
    add(
        Format(
            f"qti{_dialect.label.replace('.', '')}",
            f"QTI {_dialect.label}",
            "zip",
            "application/zip",
            partial(write, dialect=_dialect),
            losses,
            GENERAL,
        )
    )
