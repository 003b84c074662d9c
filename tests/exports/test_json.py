"""JSON: the questions can be made again from it, every field of them."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from app.decks.model import Quantity, Use
from app.exports import FORMATS, Export, registry
from app.quiz.marking.lists import Entry
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching, Pair
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse
from tests.exports.torture import PICTURES, torture

BODIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "choice": lambda body: Choice(tuple(Option(**option) for option in body["options"])),
    "true_false": lambda body: TrueFalse(**body),
    "short_answer": lambda body: ShortAnswer(tuple(body["wordings"])),
    "cloze": lambda body: Gap(tuple(body["wordings"])),
    "essay": lambda body: Essay(**body),
    "numeric": lambda body: Numeric(
        Quantity(
            Decimal(body["quantity"]["value"]),
            Decimal(body["quantity"]["tolerance"]),
            body["quantity"]["unit"],
        )
    ),
    "matching": lambda body: Matching(
        tuple(Pair(**pair) for pair in body["pairs"]),
        tuple((number, text) for number, text in body["choices"]),
    ),
    "ordering": lambda body: Ordering(tuple((number, text) for number, text in body["entries"])),
    "list": lambda body: Listing(
        tuple(Entry(entry["text"], tuple(entry["accept"])) for entry in body["entries"]),
        body["ordered"],
    ),
}


@cache
def exported() -> Export:
    return registry.write(FORMATS["json"], torture())


@cache
def document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(exported().data)
    return read


def made_again(one: dict[str, Any], like: Question) -> Question:
    return Question(
        id=one["id"],
        stem=one["stem"],
        body=BODIES[one["type"]](one["body"]),
        points=one["points"],
        feedback=one["feedback"],
        hint=one["hint"],
        context=tuple(one["context"]),
        tags=tuple(one["tags"]),
        chapter=one["chapter"],
        use=Use(one["use"]),
        path=like.path,
        line=like.line,
    )


def test_every_question_can_be_made_again() -> None:
    assert BODIES.keys() == TYPES.keys()
    found, questions = document()["questions"], torture().questions
    assert [made_again(one, q) for one, q in zip(found, questions, strict=True)] == [*questions]


def test_the_texts_are_there_rendered_too() -> None:
    sheet = torture()
    for one, question in zip(document()["questions"], sheet.questions, strict=True):
        assert one["text"] == sheet.stem_text(question)
        assert one["html"] == sheet.stem(question)
        assert "path" not in one


def test_the_pictures_are_inside() -> None:
    pictures = {name: b64decode(data) for name, data in document()["pictures"].items()}
    assert pictures == PICTURES


def test_only_what_is_not_there_is_lost() -> None:
    assert [loss.what for loss in exported().losses] == [
        "the picture pictures/missing.png, which is not there"
    ]
    assert document()["format"] == "retain-questions"
    assert registry.write(FORMATS["json"], torture()).data == exported().data
