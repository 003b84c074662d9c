"""``A~ word | synonym``: a short answer to be typed, and the other wordings that count."""

from __future__ import annotations

import re

from app.decks.blocks.canonical import markdown, paragraph
from app.decks.constructs.registry import ANSWERS, Answered, Asked, practice
from app.decks.model import Card, Facet, Kind
from app.decks.sections.scope import Scope

_BAR = re.compile(r"(?<!\\)\|")


def read(scope: Scope, asked: Asked) -> Answered | None:
    """Return the short-answer question that *asked* is; the first wording is its back."""
    if asked.marker != "A~":
        return None
    stem = markdown(asked.blocks)
    parts = (part.strip().replace("\\|", "|") for part in _BAR.split(asked.answer[0].words.text))
    wordings = tuple(dict.fromkeys(part for part in parts if part))
    if not wordings:
        message = "a short answer without words"
        hint = "Write “A~ the answer”, or “A~ the answer | another wording”."
        scope.report.add("bad-answer", asked.answer[0].place, message, hint)
        return Answered(None, f"**Q:** {stem}")
    card = Card(
        kind=Kind.SHORT_ANSWER,
        facet=Facet.FORWARD,
        key="",
        front=stem,
        back=paragraph(wordings[0]),
        line=asked.blocks[0].line,
        accept=wordings[1:],
        stem=stem,
    )
    return practice(card)


ANSWERS["short_answer"] = read
