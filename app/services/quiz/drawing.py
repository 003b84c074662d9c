"""Which questions a set quiz asks: drawn once by its seed, and kept with the quiz."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.models import Quiz, QuizItem
from app.quiz.types.essay import Essay
from app.services.attempts.choosing import by_chapter, rng_of
from app.services.attempts.pool import Asked
from app.services.attempts.start import columns


@dataclass(frozen=True, slots=True)
class Source:
    """What questions are drawn from; empty means all. *made*: questions made from cards, too."""

    decks: tuple[UUID, ...] = ()
    chapters: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    made: bool = False

    def takes(self, deck: UUID, chapter: str) -> bool:
        """Tell whether a deck belongs to it."""
        if not self.decks and not self.chapters:
            return True
        return deck in self.decks or chapter in self.chapters


def to_json(source: Source) -> dict[str, object]:
    """Return the source as the table keeps it."""
    return {
        "decks": [str(one) for one in source.decks],
        "chapters": list(source.chapters),
        "types": list(source.types),
        "made": source.made,
    }


def source_of(quiz: Quiz) -> Source:
    """Return the source that a quiz keeps."""
    kept = quiz.source
    return Source(
        decks=tuple(UUID(one) for one in kept["decks"]),
        chapters=tuple(kept["chapters"]),
        types=tuple(kept["types"]),
        made=kept["made"],
    )


def eligible(found: Sequence[Asked], source: Source) -> list[Asked]:
    """Return the questions that a source takes; never one that nobody but its author can mark."""
    return [
        asked
        for asked in found
        if source.takes(asked.deck.id, asked.deck.chapter)
        and not isinstance(asked.question.body, Essay)
        and (not source.types or asked.question.type in source.types)
    ]


def draw(session: Session, quiz: Quiz, found: Sequence[Asked]) -> int:
    """Draw the questions of a quiz that nobody has begun anew; returns how many there are.

    They are spread over the chapters by the weights of their decks. *found* are authored
    questions and those that were made from cards.
    """
    wanted = eligible(found, source_of(quiz))
    chosen = by_chapter(wanted, quiz.questions, {}, rng_of(quiz.seed, "questions"))
    session.execute(delete(QuizItem).where(QuizItem.quiz_id == quiz.id))
    session.add_all(
        QuizItem(quiz_id=quiz.id, position=place, **columns(_worth(asked, quiz), quiz.seed))
        for place, asked in enumerate(chosen, 1)
    )
    session.flush()
    return len(chosen)


def items(session: Session, quiz: Quiz) -> list[QuizItem]:
    """Return the questions of a quiz in order."""
    query = select(QuizItem).where(QuizItem.quiz_id == quiz.id).order_by(QuizItem.position)
    return list(session.scalars(query))


def count(session: Session, quiz: Quiz) -> int:
    """Return how many questions a quiz has."""
    query = select(func.count()).select_from(QuizItem).where(QuizItem.quiz_id == quiz.id)
    return session.scalar(query) or 0


def _worth(asked: Asked, quiz: Quiz) -> Asked:
    """Return the question with the points that the quiz gives, if it does."""
    if quiz.points is None:
        return asked
    return replace(asked, question=replace(asked.question, points=quiz.points))
