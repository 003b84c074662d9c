"""Cells of a table of answers become responses, and what cannot be read says why."""

from __future__ import annotations

from typing import Any

import pytest

from app.decks import parse
from app.quiz.questions import Question, questions
from app.quiz.responses import response

TEXT = """\
Q: Which? {#one}
- [ ] wrong
- [x] quite right
- [ ] 3

Q: So? {#so}
A: true

Q: Name them? {#pairs}

| practice | sold |
|---|---|
| up selling | dearer |
| cross selling | related |

Q: Order? {#order}

1. plan
2. choose

<!-- order -->

Q: Word? {#word}
A~ churn
"""


@pytest.fixture(scope="module")
def asked() -> dict[str, Question]:
    return {q.id: q for q in questions(parse(TEXT, "quiz.md").deck)}


@pytest.mark.parametrize(
    ("item", "cell", "meant"),
    [
        ("one", "b", ["2"]),
        ("one", "A, c", ["1", "3"]),
        ("one", "Quite right.", ["2"]),
        ("one", "3", ["3"]),
        ("one", "  ", None),
        ("so", "T", True),
        ("so", "0", False),
        ("pairs", "b a", {"1": "2", "2": "1"}),
        ("pairs", "- a", {"2": "1"}),
        ("order", "b a", ["2", "1"]),
        ("word", " Churn ", "Churn"),
    ],
)
def test_a_cell_is_read_by_the_type(
    asked: dict[str, Question], item: str, cell: str, meant: Any
) -> None:
    assert response(asked[item], cell) == meant


@pytest.mark.parametrize(
    ("item", "cell", "why"),
    [
        ("one", "d", "there is no d"),
        ("one", "7", "write letters"),
        ("so", "maybe", "true or false"),
        ("pairs", "a b a", "2 entries"),
        ("order", "a x", "there is no x"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_reason(
    asked: dict[str, Question], item: str, cell: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        response(asked[item], cell)
