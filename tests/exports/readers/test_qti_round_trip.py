"""QTI that was exported is read again: the same texts and marks, but for the losses said."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from app.decks import parse
from app.exports import FORMATS, Export, registry
from app.exports.packages import xml_id
from app.exports.readers import READERS, Reading
from app.exports.readers.deck_text import deck_text
from app.exports.sheet import Sheet
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.types.outcome import Response
from tests.exports.qti.responses import credit, responses
from tests.exports.readers.compared import after_answering, check_answer, matches, with_data
from tests.exports.sheets import sheet_of
from tests.exports.torture import PICTURES, torture

ALL = pytest.mark.parametrize("name", ["qti12", "qti21", "qti22"])


@cache
def exported(name: str) -> Export:
    return registry.write(FORMATS[name], torture())


@cache
def read(name: str) -> Reading:
    return READERS["qti"](exported(name).data, "pictures")


@cache
def again(name: str) -> Sheet:
    """Return the questions of the deck that comes out, rendered; its pictures by new names."""
    made = read(name)
    return sheet_of(deck_text(made.title, made.questions), made.pictures)


def pairs(name: str) -> Iterator[tuple[Question, Question]]:
    return zip(torture().questions, again(name).questions, strict=True)


@ALL
def test_reading_loses_nothing_more_and_makes_a_sound_deck(name: str) -> None:
    made = read(name)
    assert made.losses == ()
    assert made.title == torture().title
    parsed = parse(deck_text(made.title, made.questions), "again.md")
    assert [fault for fault in parsed.diagnostics if fault.severity == "error"] == []


@ALL
def test_ids_points_and_texts_are_the_same(name: str) -> None:
    old, new = torture(), again(name)
    for question, one in pairs(name):
        assert one.id == xml_id(question.id)
        assert one.points == question.points
        assert with_data(new, new.stem(one)) == with_data(old, old.stem(question)), one.id
        if name != "qti12" or not isinstance(question.body, Essay | Listing):
            said = with_data(new, after_answering(new, one))
            assert said == with_data(old, after_answering(old, question)), one.id


@ALL
def test_answers_and_feedback_of_options_are_the_same(name: str) -> None:
    for question, one in pairs(name):
        if not isinstance(question.body, Essay | Listing | Ordering):
            check_answer(again(name), question.body, one.body)


@ALL
def test_types_change_only_where_that_was_said(name: str) -> None:
    said = {loss.question for loss in exported(name).losses if "becomes" in loss.what}
    gaps = {question.id for question in torture().questions if isinstance(question.body, Gap)}
    essays = {q.id for q in torture().questions if isinstance(q.body, Essay)}  # stay essays
    changed = {old.id for old, new in pairs(name) if old.type != new.type}
    assert changed == (said - essays) | gaps


@ALL
def test_every_response_is_worth_the_same(name: str) -> None:
    for question, one in pairs(name):
        for response in responses(question):
            marks = credit(question, response)
            assert credit(one, translated(name, question, one, response)) == marks, question.id


def translated(name: str, question: Question, one: Question, response: Response) -> Response:
    """Return a response with the ids of the question that came back."""
    old, new = torture(), again(name)
    if isinstance(question.body, Matching):
        assert isinstance(response, dict)
        ident_of = {new.text(text): ident for ident, text in one.body.choices}
        choices = {ident: ident_of[old.text(text)] for ident, text in question.body.choices}
        return {left: choices[ident] for left, ident in response.items()}
    if isinstance(question.body, Ordering) and isinstance(one.body, Matching):
        assert isinstance(response, list)
        entry = {old.inline(text): ident for ident, text in question.body.entries}
        left = {entry[new.inline(pair.left)]: pair.id for pair in one.body.pairs}
        place = {text: ident for ident, text in one.body.choices}
        return {left[ident]: place[str(at)] for at, ident in enumerate(response, 1)}
    return response


@ALL
def test_model_answers_and_lists_are_what_graders_see(name: str) -> None:
    old, new = torture(), again(name)
    for question, one in pairs(name):
        if isinstance(question.body, Essay):
            before = old.feedback(question) if name == "qti12" else ""
            model = with_data(old, before + old.block(question.body.model))
            assert with_data(new, new.block(one.body.model)) == model
        elif isinstance(question.body, Listing):
            entries = [old.text(entry.text) for entry in question.body.entries]
            assert new.block_text(one.body.model).split("\n")[-len(entries) :] == entries


@ALL
def test_entries_keep_their_order(name: str) -> None:
    old, new = torture(), again(name)
    for question, one in pairs(name):
        if not isinstance(question.body, Ordering):
            continue
        entries = [old.inline(text) for _, text in question.body.entries]
        if name == "qti12":
            lefts = {str(place): text for place, text in enumerate(entries, 1)}
            assert {right: left for left, right in matches(new, one.body)[0]} == lefts
        else:
            assert [new.inline(text) for _, text in one.body.entries] == entries


@ALL
def test_pictures_come_back_byte_for_byte(name: str) -> None:
    assert {*read(name).pictures.values()} == {*PICTURES.values()}
    assert all(path.startswith("pictures/") for path in read(name).pictures)


@ALL
def test_options_that_keep_their_place_do_so_in_qti_2(name: str) -> None:
    kept = [
        option.pinned
        for question in read(name).questions
        if isinstance(question.body, Choice)
        for option in question.body.options
    ]
    assert any(kept) == (name != "qti12")
