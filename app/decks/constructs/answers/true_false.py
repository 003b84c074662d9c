"""``A: true`` and ``A: false``; what stands below is the explanation."""

from __future__ import annotations

from app.decks.blocks.canonical import markdown
from app.decks.constructs.answers.word import split_word
from app.decks.constructs.registry import ANSWERS, Answered, Asked, practice
from app.decks.model import Card, Facet, Kind
from app.decks.sections.scope import Scope


def read(_scope: Scope, asked: Asked) -> Answered | None:
    """Return the statement to be judged that *asked* is."""
    word, explanation = split_word(asked)
    if word not in {"true", "false"}:
        return None
    stem = markdown(asked.blocks)
    back = "\n\n".join(part for part in (word.capitalize(), explanation) if part)
    card = Card(
        kind=Kind.TRUE_FALSE,
        facet=Facet.FORWARD,
        key="",
        front=stem,
        back=back,
        line=asked.blocks[0].line,
        stem=stem,
        truth=word == "true",
    )
    return practice(card)


ANSWERS["true_false"] = read
