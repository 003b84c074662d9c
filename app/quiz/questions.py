"""The questions of a deck or question file, as quizzes, exams and exports use them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from app.decks.model import Card, Deck, Note, Use
from app.decks.normal import normal_form
from app.quiz.types import TYPES

USUAL_POINTS = 1.0
ID_BYTES = 6


@dataclass(frozen=True, slots=True)
class Question:
    """One item. Texts are Markdown, cloze gaps in *stem* as the deck model marks them.

    *id* is the same in every version of an exam and in every export: the author's own, else
    made of what is asked. *body* is the dataclass of the type (``app.quiz.types``), *context*
    the headings that the stem needs to be understood, *feedback* the remark for afterwards.
    """

    id: str
    stem: str
    body: Any
    points: float = USUAL_POINTS
    feedback: str = ""
    hint: str = ""
    context: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    chapter: str = ""
    use: Use = Use.PRACTICE
    path: str = ""
    line: int = 0

    @property
    def type(self) -> str:
        """The name of its type."""
        name: str = self.body.type
        return name


def questions(deck: Deck, *, exam: bool = False) -> list[Question]:
    """Return the questions of *deck* in its order; with *exam* those kept for exams, too.

    Terms, tables and contrasts ask nothing that a quiz could mark as it stands: questions are
    generated from them.
    """
    notes = [*deck.notes, *deck.exam_notes] if exam else list(deck.notes)
    notes.sort(key=lambda note: note.line)
    found = (_question(deck, note, card) for note in notes for card in note.cards)
    return _with_unique_ids(question for question in found if question is not None)


def _question(deck: Deck, note: Note, card: Card) -> Question | None:
    kind = next((kind for kind in TYPES.values() if card.kind in kind.kinds), None)
    body = kind.read(card) if kind else None
    if body is None:
        return None
    return Question(
        id=_id(note, card),
        stem=card.stem or card.front,
        body=body,
        points=USUAL_POINTS if note.points is None else note.points,
        feedback=note.remark,
        hint=note.hint,
        context=note.context,
        tags=note.tags,
        chapter=deck.meta.chapter,
        use=note.use,
        path=deck.path,
        line=card.line,
    )


def _id(note: Note, card: Card) -> str:
    """Return the explicit id, with the gap's number if the note has several, else a hash."""
    if note.explicit_id:
        number = note.cards.index(card) + 1
        return note.explicit_id if len(note.cards) == 1 else f"{note.explicit_id}-{number}"
    asked = "\n".join(
        (card.kind.value, card.key, *map(normal_form, (*note.context, card.stem or card.front)))
    )
    return f"q-{blake2b(asked.encode(), digest_size=ID_BYTES).hexdigest()}"


def _with_unique_ids(found: Iterable[Question]) -> list[Question]:
    """Number the ids that would come twice; the first keeps its own."""
    kept: dict[str, Question] = {}
    for question in found:
        number, free = 1, question.id
        while free in kept:
            number += 1
            free = f"{question.id}-{number}"
        kept[free] = replace(question, id=free)
    return list(kept.values())
