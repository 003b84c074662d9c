"""What formats of plain text lose of a question, and texts on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.exports.registry import Loss
from app.exports.sheet import Fragment, Sheet, fragments, picture_names
from app.quiz.questions import Question
from app.quiz.types.choice import Choice

_FORMATTING = re.compile(r"<(?!/?(?:p|br|img)\b)")


def one_line(text: str) -> str:
    """Return *text* with every run of white space as one space."""
    return " ".join(text.split())


def of_stem_and_options(question: Question) -> Iterator[Fragment]:
    """Yield the texts of a choice without its feedback."""
    yield from (Fragment(heading, inline=True) for heading in question.context)
    yield Fragment(question.stem)
    if isinstance(question.body, Choice):
        yield from (Fragment(option.text, inline=True) for option in question.body.options)


def losses_of(
    sheet: Sheet, question: Question, texts: Iterable[Fragment] | None = None
) -> Iterator[Loss]:
    """Yield what *texts*, else all texts of *question*, lose when they become plain."""
    html = [sheet.shown(one) for one in (fragments(question) if texts is None else texts)]
    if any(_FORMATTING.search(one) for one in html):
        yield Loss(question.id, "formatting: the text is plain")
    if picture_names(html):
        yield Loss(question.id, "pictures: their descriptions stand instead")
