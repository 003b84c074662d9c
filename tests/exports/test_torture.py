"""The torture set is what it has to be: other tests would pass without it, too."""

from __future__ import annotations

from collections import Counter

import pytest

from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from tests.exports.torture import FILE, PICTURES, torture

FEWEST = 60
LONG_STEM = 4_000
NASTY = {
    **{f"the sign {sign}": sign for sign in '"<>&{}~=#:\\%$@|*`'},
    "a full-width equals sign": "\uff1d",
    "a straight apostrophe": "'",
    "curly quotes": "“curly”",
    "low quotes": "„",
    "an en dash": "\u2013",
    "an em dash": "—",
    "a minus": "\u2212",
    "a TeX command that looks like a line break": "\\neq",
    "a formula": "$$\\frac",
    "an emoji": "🤝",
    "an emoji of several": "👩\u200d👩\u200d👧\u200d👦",
    "a flag": "🇹🇭",
    "Hebrew": "שיווק",
    "Arabic": "العربية",
    "Thai": "การตลาด",
    "Chinese": "客户",
    "Japanese": "とは",
    "Korean": "고객",
    "a combining accent": "e\u0301",
    "a ligature": "\ufb01",
    "a space without width": "\u200b",
    "a space that does not break": "\u00a0",
    "a fraction": "0.1",
    "a power of ten": "1e-3",
    "an entity": "&lt;",
    "a script": "<script>",
    "a live formula": "=HYPERLINK(",
    "a path": "C:\\new",
    "a link": "](https://",
    "a picture": "![",
    "a picture without its file": "missing.png",
    "a key as Aiken writes it": "ANSWER: ",
    "a truth as GIFT writes it": "{T}",
}


@pytest.mark.parametrize("sign", NASTY.values(), ids=NASTY.keys())
def test_every_nasty_character_is_there(sign: str) -> None:
    stems = "\n".join(question.stem + str(question.body) for question in torture().questions)
    assert sign in stems or repr(sign)[1:-1] in stems


def test_every_type_is_there_more_than_once() -> None:
    found = Counter(question.type for question in torture().questions)
    assert found.keys() == TYPES.keys()
    assert min(found.values()) > 1
    assert found.total() >= FEWEST


@pytest.mark.parametrize("element", ["<pre>", "<table>", "<img ", "<ol>", "<ul>", "<blockquote>"])
def test_stems_have_blocks_of_every_kind(element: str) -> None:
    sheet = torture()
    assert any(element in sheet.stem(question) for question in sheet.questions)


def test_lists_are_nested_and_paragraphs_parted() -> None:
    sheet = torture()
    stem = {question.id: sheet.stem(question) for question in sheet.questions}
    assert stem["nested"].count("<ul>") == 3
    assert stem["blank-lines"].count("<p>") == 4
    assert len(stem["long-stem"]) > LONG_STEM


def test_choices_are_of_every_shape() -> None:
    bodies = [q.body for q in torture().questions if isinstance(q.body, Choice)]
    right = {len(body.right) for body in bodies}
    assert {1, 2, 3, 6, 11} <= right
    assert any(option.pinned for body in bodies for option in body.options)
    assert any(option.feedback for body in bodies for option in body.options if option.right)
    assert any(option.feedback for body in bodies for option in body.options if not option.right)


def test_questions_have_all_that_a_question_can_have() -> None:
    questions = torture().questions
    for name in ("feedback", "hint", "context", "tags", "chapter"):
        assert any(getattr(question, name) for question in questions), name
    assert {0.5, 0.67, 1, 10} <= {question.points for question in questions}
    assert len({question.use for question in questions}) == 2
    assert any(question.id.startswith("q-") for question in questions)


def test_ids_differ_and_the_pictures_are_pictures() -> None:
    ids = [question.id for question in torture().questions]
    assert len(set(ids)) == len(ids)
    assert all(data.startswith(b"\x89PNG") for data in PICTURES.values())
    text = FILE.read_text(encoding="utf-8")
    assert all(name in text for name in PICTURES)
