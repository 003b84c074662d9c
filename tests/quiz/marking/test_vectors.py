"""The marks that the browser's rules are held to are those of the rules in Python."""

from __future__ import annotations

import json

from tests.quiz.marking import vectors


def test_the_table_that_both_languages_are_tested_by_is_what_python_says() -> None:
    told = vectors.FILE.read_text("utf-8")
    assert told == vectors.written(vectors.made()), (
        "A rule or the course has changed: run python -m tests.quiz.marking.vectors and make "
        "tests/js/marking.test.js agree."
    )


def test_the_table_has_every_reason_that_a_typed_answer_can_meet() -> None:
    read = json.loads(vectors.FILE.read_text("utf-8"))
    reasons = {row[3] for row in (*read["rows"], *read["numbers"])}
    assert reasons >= {
        *("exact", "accepted", "same-words", "spelling", "other-term", "different", "empty"),
        *("number", "other-number", "other-unit", "no-number"),
    }
    assert len(read["rows"]) > 1000
