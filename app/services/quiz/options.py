"""Who chose which option of a choice question: what its wrong options are good for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Attempt, AttemptItem, Quiz, Response
from app.quiz.analysis import FEW
from app.quiz.types.choice import Choice
from app.services.attempts.bodies import from_json
from app.services.attempts.given import is_empty, response
from app.services.quiz.figures import Tried


@dataclass(frozen=True, slots=True)
class OptionUse:
    """An option: Markdown *text*, whether it is right, and how many of *n* answers chose it.

    *left_out*: a wrong option that nobody chose of enough answers; a better one could replace it.
    """

    text: str
    right: bool
    chosen: int
    n: int

    @property
    def share(self) -> float:
        """The share of the answers, in [0, 1]; 0 without any."""
        return self.chosen / self.n if self.n else 0.0

    @property
    def left_out(self) -> bool:
        """Whether it is a distractor that does nothing, as far as one can tell."""
        return not self.right and not self.chosen and self.n >= FEW


@dataclass(frozen=True, slots=True)
class ItemUse:
    """A question's use: *answered* of *n* said something; *options* of a choice, else none."""

    item: AttemptItem
    n: int
    answered: int
    options: tuple[OptionUse, ...]

    @property
    def left_out(self) -> tuple[OptionUse, ...]:
        """The distractors that nobody chose."""
        return tuple(option for option in self.options if option.left_out)


def uses(session: Session, quiz: Quiz, first: Sequence[Tried]) -> dict[str, ItemUse]:
    """Return the use of each question by its id, from the first attempts of a quiz."""
    said = _answers(session, quiz)
    asked: dict[str, list[tuple[AttemptItem, Any]]] = {}
    for one in first:
        for item in one.items:
            answer = said.get((item.student_id, item.attempt_id, item.position))
            asked.setdefault(item.item, []).append((item, answer))
    return {name: _use(given) for name, given in asked.items()}


def _use(given: Sequence[tuple[AttemptItem, Any]]) -> ItemUse:
    item = given[0][0]
    answers = [(one, answer) for one, answer in given if not is_empty(answer)]
    body = from_json(item.type, item.snapshot["body"])
    if not isinstance(body, Choice):
        return ItemUse(item, len(given), len(answers), ())
    chosen = Counter(option for one, answer in answers for option in set(response(one, answer)))
    options = tuple(
        OptionUse(option.text, option.right, chosen[option.id], len(answers))
        for option in body.options
    )
    return ItemUse(item, len(given), len(answers), options)


def _answers(session: Session, quiz: Quiz) -> dict[tuple[UUID, UUID, int], Any]:
    """Return the answer that counts by attempt and position."""
    wanted = select(Attempt.id).where(Attempt.quiz_id == quiz.id)
    query = select(Response).where(Response.attempt_id.in_(wanted)).order_by(Response.number)
    return {
        (one.student_id, one.attempt_id, one.position): one.answer for one in session.scalars(query)
    }
