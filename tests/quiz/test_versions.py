from __future__ import annotations

from collections import Counter

import pytest

from app.decks import parse
from app.quiz.key import key_of, rows
from app.quiz.questions import Question, questions
from app.quiz.types.choice import Choice
from app.quiz.versions import versions

FOUR = "Q: Number {n}?\n- [x] right\n- [ ] one\n- [ ] two\n- [ ] three\n"


def asked(count: int) -> list[Question]:
    return questions(parse("\n".join(FOUR.format(n=n) for n in range(count)), "a.md").deck)


def test_one_seed_gives_the_same_versions_and_another_one_others() -> None:
    assert versions(asked(10), 4, "s") == versions(asked(10), 4, "s")
    assert versions(asked(10), 4, "s") != versions(asked(10), 4, "t")


def test_a_version_does_not_depend_on_how_many_there_are() -> None:
    assert versions(asked(10), 1, "s") == versions(asked(10), 3, "s")[:1]


def test_every_version_asks_the_same_items() -> None:
    ids = {question.id for question in asked(10)}
    for version in versions(asked(10), 26, "s"):
        assert {question.id for question in version.questions} == ids


def test_the_places_of_the_right_option_are_uniform() -> None:
    (version,) = versions(asked(400), 1, "s")
    places = Counter(key_of(question) for question in version.questions)
    assert set(places) == set("abcd")
    chi_square = sum((count - 100) ** 2 / 100 for count in places.values())
    assert chi_square < 16.27  # p = .001 with three degrees of freedom


def test_a_pinned_option_keeps_its_place() -> None:
    text = "Q: Which?\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] none of these {pin}\n"
    pinned = questions(parse(text, "a.md").deck)
    orders = set()
    for version in versions(pinned, 20, "s"):
        body = version.questions[0].body
        assert isinstance(body, Choice)
        assert body.options[3].text == "none of these"
        orders.add(tuple(option.id for option in body.options))
    assert len(orders) == 6


def test_the_key_names_each_place_by_item() -> None:
    made = versions(asked(3), 2, "s")
    found = rows(made)
    assert [(row[0], row[1]) for row in found] == [(v, p) for v in "AB" for p in "123"]
    for version in made:
        for question in version.questions:
            place = "abcd".index(key_of(question))
            assert question.body.options[place].right


@pytest.mark.parametrize("count", [0, 27])
def test_too_few_or_too_many_versions_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 26"):
        versions(asked(1), count, "s")
