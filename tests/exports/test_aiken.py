"""Aiken, read line by line as Moodle reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

import pytest

from app.exports import FORMATS, Export, registry
from app.quiz.types.choice import Choice
from tests.exports.sheets import sheet_of
from tests.exports.torture import torture

AIKEN = FORMATS["aiken"]


@dataclass
class Item:
    stem: str
    options: list[str] = field(default_factory=list)
    right: int = -1


def read(data: bytes) -> list[Item]:
    """Return the items; a line of text begins one, its key ends it, as in Moodle's importer."""
    found: list[Item] = []
    begun: Item | None = None
    for line in map(str.strip, data.decode().split("\n")):
        if len(line) < 2:
            continue
        if re.match(r"[A-Z][).][ \t]", line):
            assert begun is not None
            begun.options.append(line[2:].strip())
        elif line.startswith("ANSWER:"):
            assert begun is not None
            begun.right = ord(line.partition(":")[2].strip()[0]) - ord("A")
            found.append(begun)
            begun = None
        else:
            assert begun is None, f"two lines of one question: {line}"
            begun = Item(line)
    return found


@cache
def exported() -> Export:
    return registry.write(AIKEN, torture())


def folded(text: str) -> str:
    return " ".join(text.split())


def test_every_choice_with_one_right_option_is_read_with_its_texts_and_its_key() -> None:
    sheet = torture()
    asked = [q for q in sheet.questions if isinstance(q.body, Choice) and not q.body.multiple]
    found = read(exported().data)
    assert len(found) == len(asked) > 25
    for question, item in zip(asked, found, strict=True):
        assert item.stem == folded(sheet.stem_text(question))
        options = question.body.options
        assert item.options == [folded(sheet.text(option.text)) for option in options]
        assert [at == item.right for at in range(len(options))] == [o.right for o in options]


def test_everything_else_is_left_out_by_its_name() -> None:
    left = {loss.question: loss.what for loss in exported().losses if loss.left_out}
    for question in torture().questions:
        single = isinstance(question.body, Choice) and not question.body.multiple
        assert (question.id in left) is not single
    assert left["multiple-two"] == "several options are right; Aiken knows one"
    assert left["essay"] == "only choices fit, this is of the type “Essay”"


def test_what_plain_text_loses_is_named() -> None:
    said = {(loss.question, loss.what.split(":")[0]) for loss in exported().losses}
    assert {
        ("", "ids, tags, points, hints and feedback"),
        ("inline", "formatting"),
        ("table", "formatting"),
        ("picture", "pictures"),
        ("blank-lines", "line breaks"),
        ("pinned", "a pinned option"),
    } <= said
    assert ("small-numbers", "formatting") not in said


@pytest.mark.parametrize(
    ("deck", "what"),
    [
        ("Q: A. What?\n- [x] yes\n- [ ] no\n", "the question begins like an option"),
        ("Q: ANSWER: B?\n- [x] yes\n- [ ] no\n", "the question begins like an option"),
        ("Q: ![](a.png)\n- [x] yes\n- [ ] no\n", "the question begins like an option"),
        ("Q: Which?\n- [x] ![](a.png)\n- [ ] no\n", "an option without text"),
        (
            "Q: Which?\n- [x] 0\n" + "".join(f"- [ ] {n}\n" for n in range(1, 27)),
            "more than 26 options",
        ),
    ],
)
def test_what_would_be_misread_is_left_out(deck: str, what: str) -> None:
    sheet = sheet_of(deck + "\nQ: Fine?\n- [x] yes\n- [ ] no\n", {"a.png": b"x"})
    made = registry.write(AIKEN, sheet)
    assert next(loss.what for loss in made.losses if loss.left_out).startswith(what)
    assert [item.stem for item in read(made.data)] == ["Fine?"]


def test_nothing_is_written_if_nothing_fits() -> None:
    with pytest.raises(ValueError, match="Aiken can carry none of the 1 questions"):
        registry.write(AIKEN, sheet_of("Q: Which?\nA~ this\n"))
