"""``A: essay`` with a model answer below, which the student compares with."""

from __future__ import annotations

from app.decks.blocks.canonical import markdown
from app.decks.constructs.answers.word import split_word
from app.decks.constructs.registry import ANSWERS, Answered, Asked, practice
from app.decks.model import Card, Facet, Kind
from app.decks.sections.scope import Scope


def read(scope: Scope, asked: Asked) -> Answered | None:
    """Return the essay that *asked* asks for."""
    word, model = split_word(asked)
    if word != "essay":
        return None
    stem = markdown(asked.blocks)
    if not model:
        message = "an essay without a model answer"
        hint = "Write below “A: essay” what a good answer says."
        scope.report.add("question-without-answer", asked.answer[0].place, message, hint)
        return Answered(None, f"**Q:** {stem}")
    card = Card(
        kind=Kind.ESSAY,
        facet=Facet.FORWARD,
        key="",
        front=stem,
        back=model,
        line=asked.blocks[0].line,
        stem=stem,
    )
    return practice(card)


ANSWERS["essay"] = read
