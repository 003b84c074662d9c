"""Every question type marks responses as its module says, from a deck's text on."""

from __future__ import annotations

import pytest

from app.decks import parse
from app.quiz.marking.wordings import Course
from app.quiz.questions import Question, questions
from app.quiz.types import TYPES
from app.quiz.types.outcome import Outcome, Response, ResponseError

QUIZ = """\
Q: Which one? {#one}
- [ ] wrong
- [x] right
- [ ] wrong, too

Q: Which ones? {#several points=3}
- [x] first
- [ ] second
- [x] third
- [ ] fourth

Q: It is so. {#judged}
A: false
Because it is not.

Q: Who leaves? {#typed}
A~ customer churn | defection

Q: How many? {#number}
A= 45 % ± 1

Q: What belongs to what? {#pairs}

| practice | sold |
|---|---|
| up selling | dearer |
| cross selling | related |
|  | neither |

Q: In order? {#order}

1. plan
2. choose
3. assess

<!-- order -->

Q: Discuss. {#essay}
A: essay
A good answer.

## The three <!-- cards: list #three ask="Name the three." -->
- red
- green
- blue

It costs ==less== than that. {#gap}
"""
DECK = parse(QUIZ, "quiz.md")
BY_ID = {question.id: question for question in questions(DECK.deck)}
COURSE = Course()


def marked(name: str, response: Response) -> Outcome:
    question = BY_ID[name]
    return TYPES[question.type].mark(question.body, response, COURSE)


def test_a_file_gives_a_question_of_every_type() -> None:
    assert DECK.diagnostics == ()
    assert {question.type for question in BY_ID.values()} == set(TYPES)
    assert BY_ID["several"].points == 3


@pytest.mark.parametrize(
    ("name", "response", "credit"),
    [
        ("one", ["2"], 1),
        ("one", ["1"], 0),
        ("one", ["1", "2"], 0),
        ("one", [], 0),
        ("several", ["1", "3"], 1),
        ("several", ["1"], 0.5),
        ("several", ["1", "2"], 0),
        ("several", ["1", "3", "2"], 0.5),
        ("several", ["1", "2", "3", "4"], 0),
        ("judged", False, 1),
        ("judged", True, 0),
        ("typed", "Defection", 1),
        ("typed", "churn reduction", 0),
        ("number", "46", 1),
        ("number", "47", 0),
        ("pairs", {"1": "1", "2": "2"}, 1),
        ("pairs", {"1": "1", "2": "3"}, 0.5),
        ("pairs", {"1": "2", "2": ""}, 0),
        ("order", ["1", "2", "3"], 1),
        ("order", ["1", "3", "2"], 1 / 3),
        ("order", [], 0),
        ("three", ["blue", "red", "green"], 1),
        ("three", ["blue"], 1 / 3),
        ("gap", "less", 1),
        ("gap", "more", 0),
        ("essay", "Long text", None),
        ("essay", "  ", 0),
    ],
)
def test_a_response_is_worth_its_credit(
    name: str, response: Response, credit: float | None
) -> None:
    assert marked(name, response).credit == pytest.approx(credit)


@pytest.mark.parametrize("name", BY_ID)
def test_no_response_is_worth_nothing(name: str) -> None:
    assert marked(name, None).credit == 0


@pytest.mark.parametrize(
    ("name", "response"),
    [
        ("one", "2"),
        ("one", ["9"]),
        ("several", ["1", "1"]),
        ("judged", "true"),
        ("typed", ["x"]),
        ("number", 45),
        ("pairs", ["1"]),
        ("pairs", {"1": "9"}),
        ("pairs", {"9": "1"}),
        ("order", ["1", "1"]),
        ("three", "red"),
        ("three", [1]),
        ("gap", True),
        ("essay", ["x"]),
    ],
)
def test_a_malformed_response_is_refused(name: str, response: Response) -> None:
    with pytest.raises(ResponseError):
        marked(name, response)


def test_an_option_rightly_left_alone_is_neither_right_nor_wrong() -> None:
    parts = {part.id: part.right for part in marked("several", ["1", "2"]).parts}
    assert parts == {"1": True, "2": False, "3": False, "4": None}


@pytest.mark.parametrize("name", BY_ID)
def test_every_type_tells_its_answer_as_text(name: str) -> None:
    question: Question = BY_ID[name]
    answer = TYPES[question.type].answer(question.body)
    assert answer
    assert all(isinstance(line, str) and line for line in answer)
