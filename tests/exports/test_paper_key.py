from __future__ import annotations

from dataclasses import replace

import pytest

from app.exports.paper import key, printed
from app.exports.sheet import Sheet
from app.quiz import key as keys
from app.quiz.types.choice import Choice
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.types.true_false import TrueFalse
from app.quiz.versions import versions
from tests.exports.paper import PAPER, exam
from tests.exports.pdf_reader import bare, read


def sheets() -> list[Sheet]:
    whole = exam()
    return [
        replace(whole.only(one.questions), paper=replace(PAPER, version=one.name))
        for one in versions(whole.questions, 2, "seed")
    ]


def test_the_letters_of_the_key_are_those_of_the_right_options() -> None:
    for sheet in sheets():
        for question in sheet.questions:
            if isinstance(question.body, Choice):
                letters = printed.bubbles(question)
                said = printed.key(sheet, question).split()
                right = [question.body.options[letters.index(one)].right for one in said]
                assert all(right)
                assert len(right) == len(question.body.right)
                assert printed.key(sheet, question) == keys.key_of(question)


def test_matching_is_keyed_by_the_letters_that_are_printed() -> None:
    sheet = sheets()[0]
    for question in (q for q in sheet.questions if isinstance(q.body, Matching)):
        body = question.body
        lettered = {
            printed.letter(n): number for n, (number, _) in enumerate(printed.choices(sheet, body))
        }
        said = [pair.split() for pair in printed.key(sheet, question).split(", ")]
        assert [lettered[letter] for _, letter in said] == [pair.choice for pair in body.pairs]


def test_entries_to_be_ordered_are_shuffled_and_keyed_by_their_places() -> None:
    first, second = sheets()
    asked = [q for q in first.questions if isinstance(q.body, Ordering)]
    assert asked
    for question in asked:
        shown = printed.entries(first, question)
        assert list(shown) != list(question.body.entries)
        numbers = printed.key(first, question).split()
        back = sorted(zip(numbers, shown, strict=True), key=lambda pair: int(pair[0]))
        assert [entry for _, entry in back] == list(question.body.entries)
    assert any(printed.entries(first, q) != printed.entries(second, q) for q in asked)


def test_the_printed_key_has_every_version_with_its_reasons() -> None:
    text = read(key.write(sheets())).text
    first, second = text.split("Key,versionB")
    assert first.startswith("Key,versionA")
    for part, sheet in zip((first, second), sheets(), strict=True):
        at = 0
        for number, question in enumerate(sheet.questions, 1):
            at = part.index(f"{number}{question.points:g}", at)
            if isinstance(question.body, Choice | TrueFalse):
                wanted = f"{number}{question.points:g}{bare(printed.key(sheet, question))}"
                assert part.startswith(wanted, at), question.id
            at = part.index(bare(question.id), at)
        for reason in (
            "Right:adearerversion.",
            "Thatisaboutstaff.",
            "asecondsentence.",
            "advertising",
        ):
            assert part.count(reason) == 1


def test_the_key_is_the_same_bytes_again() -> None:
    assert key.write(sheets()) == key.write(sheets())


@pytest.mark.parametrize(("position", "letter"), [(0, "a"), (25, "z"), (26, "aa"), (53, "bb")])
def test_letters_go_on_behind_z(position: int, letter: str) -> None:
    assert printed.letter(position) == letter
