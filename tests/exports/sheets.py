"""Sheets for the tests of formats: from a deck's text to questions with rendered texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.decks import parse
from app.decks.rendering import render
from app.exports.sheet import Fragment, Sheet, fragments
from app.quiz.questions import questions


@cache
def _html(fragment: Fragment) -> str:
    return render(fragment.markdown, inline=fragment.inline)


def sheet_of(text: str, pictures: Mapping[str, bytes] | None = None) -> Sheet:
    """Return the questions of a deck, those for exams too, as exporters get them."""
    parsed = parse(text, "quiz.md")
    assert [fault for fault in parsed.diagnostics if fault.severity == "error"] == []
    asked = questions(parsed.deck, exam=True)
    wanted = {one for question in asked for one in fragments(question) if one.markdown.strip()}
    title = parsed.deck.meta.title or "Quiz"
    return Sheet(title, tuple(asked), {one: _html(one) for one in wanted}, pictures or {})
