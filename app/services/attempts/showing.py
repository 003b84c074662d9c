"""Questions as a page shows them: rendered, with nothing of the key while an attempt runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.exports.sheet import Fragment, Sheet, fragments
from app.models import AttemptItem, QuizItem
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.sandbox import Sandbox
from app.services.attempts.bodies import from_json
from app.services.quiz.sheets import rendered

KEPT_FRAGMENTS = 20_000


class Renderer:
    """Renders pieces of questions in the sandbox and keeps what it has rendered."""

    def __init__(self, sandbox: Sandbox) -> None:
        def html(fragment: Fragment) -> str:
            return rendered([fragment], sandbox).get(fragment, "")

        self._html = lru_cache(maxsize=KEPT_FRAGMENTS)(html)

    def sheet(self, asked: Iterable[Question]) -> Sheet:
        """Return the questions with the HTML of all their parts."""
        listed = tuple(asked)
        wanted = dict.fromkeys(one for question in listed for one in fragments(question))
        return Sheet("", listed, {one: self._html(one) for one in wanted})


@dataclass(frozen=True, slots=True)
class Shown:
    """A question to be answered. *stem* and the texts of *lefts* and *options* are HTML.

    *options*: (value, HTML, plain text) as they are shown: options, choices or entries.
    *lefts*: (id, HTML) of what is to be matched. *unit*: that of a number. *answer*: what was
    saved last.
    """

    position: int
    type: str
    label: str
    stem: str
    points: float
    answer: Any
    options: tuple[tuple[str, str, str], ...] = ()
    lefts: tuple[tuple[str, str], ...] = ()
    multiple: bool = False
    ordered: bool = False
    unit: str = ""


def question_of(item: AttemptItem | QuizItem) -> Question:
    """Return the question that an item of an attempt keeps."""
    kept = item.snapshot
    return Question(
        id=item.item,
        stem=kept["stem"],
        body=from_json(item.type, kept["body"]),
        points=item.points,
        feedback=kept["feedback"],
        context=tuple(kept["context"]),
    )


def shown(
    items: Sequence[AttemptItem | QuizItem], answers: dict[int, Any], renderer: Renderer
) -> list[Shown]:
    """Return the questions of a running attempt."""
    asked = [question_of(item) for item in items]
    sheet = renderer.sheet(asked)
    return [
        show(item, question, answers.get(item.position), sheet)
        for item, question in zip(items, asked, strict=True)
    ]


def show(item: AttemptItem | QuizItem, question: Question, answer: Any, sheet: Sheet) -> Shown:
    """Return one question as it is asked; *sheet* holds its HTML."""
    body = question.body
    texts = texts_of(body)
    return Shown(
        position=item.position,
        type=item.type,
        label=TYPES[item.type].label,
        stem=sheet.stem(question),
        points=item.points,
        answer=answer,
        options=tuple(
            (str(number), sheet.inline(texts[one]), sheet.text(texts[one]))
            for number, one in enumerate(item.snapshot["order"], 1)
        ),
        lefts=tuple((pair.id, sheet.inline(pair.left)) for pair in body.pairs)
        if isinstance(body, Matching)
        else (),
        multiple=isinstance(body, Choice) and body.multiple,
        ordered=isinstance(body, Listing) and body.ordered,
        unit=body.quantity.unit if isinstance(body, Numeric) else "",
    )


def texts_of(body: Any) -> dict[str, str]:
    """Return the Markdown of options, choices or entries by their ids."""
    if isinstance(body, Choice):
        return {option.id: option.text for option in body.options}
    if isinstance(body, Matching):
        return dict(body.choices)
    return dict(body.entries) if isinstance(body, Ordering) else {}
