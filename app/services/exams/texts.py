"""What is rendered of an item when it is saved, so that no page and no export renders again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.exports.sheet import Fragment, Sheet, fragments
from app.quiz.questions import Question
from app.sandbox import Sandbox
from app.services.exams.reading import Entered
from app.services.quiz.sheets import rendered

Rows = list[Any]  # of [markdown, inline, html]


def render_items(items: Sequence[Entered], sandbox: Sandbox) -> list[Rows]:
    """Return the HTML of every item's fragments, as ``question_revision.html`` keeps it."""
    wanted = dict.fromkeys(part for item in items for part in fragments(item.question))
    html = rendered(wanted, sandbox)
    return [_rows(item.question, html) for item in items]


def html_of(rows: Iterable[Rows]) -> dict[Fragment, str]:
    """Return what several revisions keep, by fragment."""
    return {Fragment(text, inline): html for kept in rows for text, inline, html in kept}


def title_of(question: Question, rows: Rows) -> str:
    """Return the first words of what an item asks."""
    return Sheet("", (question,), html_of([rows])).title_of(question)


def _rows(question: Question, html: dict[Fragment, str]) -> Rows:
    return [
        [part.markdown, part.inline, html[part]]
        for part in dict.fromkeys(fragments(question))
        if part in html
    ]
