"""Questions come from the cards, in every type, and each can be answered in one way only."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pytest

from app.decks import parse
from app.decks.model import Deck
from app.quiz.distractors.selection import stands_in, without_qualifier, words_of
from app.quiz.generation.generate import SHARES, generate
from app.quiz.marking.course import course_of
from app.quiz.questions import Question, questions
from app.quiz.types import TYPES
from app.quiz.writing import write_file
from tests.quiz.generation.course import choices, decks

COUNT = 200


def made(seed: str = "1", count: int = COUNT, *types: str) -> list[Question]:
    return generate(decks(), count, random.Random(seed), types)


@cache
def usual() -> tuple[Question, ...]:
    return tuple(made())


def deck(text: str) -> Deck:
    return parse(text, "notes.md").deck


def test_all_types_come_by_their_share() -> None:
    given = Counter(question.type for question in usual())
    total = sum(SHARES.values())
    assert given == {name: COUNT * share / total for name, share in SHARES.items()}


@pytest.mark.parametrize("name", SHARES)
def test_only_the_wanted_type_is_made(name: str) -> None:
    found = made("1", 10, name)
    assert {question.type for question in found} == {name}


def test_the_same_seed_makes_the_same_file_and_another_one_another() -> None:
    same, other = (write_file("x", made(seed, 30)) for seed in ("7", "8"))
    assert write_file("x", made("7", 30)) == same
    assert other != same


def test_the_file_parses_without_a_warning_to_the_questions_that_were_made() -> None:
    parsed = parse(write_file("x", usual()), "quiz.md")
    assert parsed.diagnostics == ()
    assert [(q.id, q.stem, q.body) for q in questions(parsed.deck)] == [
        (q.id, q.stem, q.body) for q in usual()
    ]


def test_each_question_names_a_card_of_the_course() -> None:
    names = {note.explicit_id or f"{one.path}:{note.line}" for one in decks() for note in one.notes}
    assert {question.tags[0].removeprefix("from:") for question in usual()} <= names


def test_no_card_is_asked_again_before_the_others() -> None:
    sources = Counter(question.tags for question in made("3", 60))
    assert max(sources.values()) <= 2


def test_every_key_gets_full_marks_and_no_wrong_option_any() -> None:
    course = course_of(decks())
    for question in usual():
        kind = TYPES[question.type]
        assert kind.mark(question.body, _key(question), course).credit == 1, question.stem
        if question.type == "choice":
            for option in question.body.wrong:
                assert kind.mark(question.body, [option.id], course).credit == 0


def _key(question: Question) -> str | bool | list[str] | dict[str, str]:
    body = question.body
    match question.type:
        case "choice":
            return [option.id for option in body.right]
        case "true_false":
            return bool(body.truth)
        case "matching":
            return {pair.id: pair.choice for pair in body.pairs}
        case "ordering":
            return [number for number, _ in body.entries]
        case "list":
            return [entry.text for entry in body.entries]
        case _:
            return str(body.wordings[0])


def test_no_option_stands_in_the_stem_or_is_another_name_of_the_key() -> None:
    accepted = {
        words_of(card.back): {words_of(text) for text in card.accept}
        for one in decks()
        for note in one.notes
        for card in note.cards
    }
    for question in choices("1"):
        stem = words_of(question.stem)
        key = words_of(question.body.right[0].text)
        for option in question.body.options:
            assert not stands_in(words_of(without_qualifier(option.text)), stem), question.stem
        for option in question.body.wrong:
            assert words_of(option.text) not in accepted.get(key, set()) | {key}


def test_definitions_of_one_name_are_no_wrong_options_for_each_other() -> None:
    texts = [o.text for q in choices("2") for o in q.body.options]
    assert "Customer relationship management" not in texts
    assert "Quality" not in texts


def test_notes_for_exams_make_no_question() -> None:
    text = "Churn {#a use=exam}\n: Customers leave.\n\nTurnover {#b}\n: How many leave.\n"
    found = generate([deck(text)], 50, random.Random("1"))
    assert {question.tags for question in found} == {("from:b",)}


def test_a_deck_without_cards_makes_none() -> None:
    assert generate([deck("Nothing but prose.")], 5, random.Random("1")) == []


def test_a_type_that_is_not_generated_is_an_error() -> None:
    with pytest.raises(KeyError):
        made("1", 1, "essay")
