"""Answers whose first line is a word that names the type: ``A: essay``, ``A: true``."""

from __future__ import annotations

from app.decks.blocks.canonical import markdown, paragraph
from app.decks.blocks.nodes import NodeKind
from app.decks.constructs.registry import Asked
from app.decks.normal import normal_form


def split_word(asked: Asked) -> tuple[str, str]:
    """Return the normal form of the answer's first line, and the Markdown of what is below."""
    if asked.marker != "A" or asked.answer[0].kind is not NodeKind.PARAGRAPH:
        return "", ""
    first, rest = asked.answer[0].words.split_line()
    below = [paragraph(rest), markdown(asked.answer[1:])]
    return normal_form(first), "\n\n".join(part for part in below if part)
