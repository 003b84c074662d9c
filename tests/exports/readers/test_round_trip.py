"""What is exported is read again: the same questions, but for the losses that were said."""

from __future__ import annotations

from functools import cache

import pytest

from app.decks import parse
from app.exports import FORMATS, Export, registry
from app.exports.readers import READERS, Reading, kind_of
from app.exports.readers.deck_text import deck_text
from app.exports.sheet import Sheet
from app.quiz.questions import Question
from app.quiz.types.essay import Essay
from app.quiz.types.listing import Listing
from app.quiz.types.ordering import Ordering
from tests.exports.readers.compared import after_answering, check_answer, matches, with_data
from tests.exports.sheets import sheet_of
from tests.exports.torture import PICTURES, torture

BOTH = pytest.mark.parametrize("name", ["moodle-xml", "gift"])


@cache
def exported(name: str) -> Export:
    return registry.write(FORMATS[name], torture())


@cache
def read(name: str) -> Reading:
    return READERS[name](exported(name).data, "pictures")


@cache
def again(name: str) -> Sheet:
    """Return the questions of the deck that comes out, rendered; its pictures by new names."""
    made = read(name)
    return sheet_of(deck_text(made.title, made.questions), made.pictures)


def pairs(name: str) -> list[tuple[Question, Question]]:
    gone = {loss.question for loss in exported(name).losses if loss.left_out}
    kept = [question for question in torture().questions if question.id not in gone]
    assert gone == {"multiple-eleven"}
    return list(zip(kept, again(name).questions, strict=True))


@BOTH
def test_nothing_is_lost_on_the_way_back(name: str) -> None:
    assert read(name).losses == ()
    assert read(name).title == torture().title
    assert {question.chapter for question in read(name).questions} == {"chapter99"}
    made = read(name)
    parsed = parse(deck_text(made.title, made.questions), "again.md")
    assert [fault for fault in parsed.diagnostics if fault.severity == "error"] == []


@BOTH
def test_ids_texts_tags_and_feedback_are_the_same(name: str) -> None:
    old, new = torture(), again(name)
    for question, one in pairs(name):
        assert one.id == question.id
        assert one.tags == question.tags
        assert with_data(new, new.stem(one)) == with_data(old, old.stem(question)), one.id
        if not isinstance(question.body, Essay | Listing) or name == "moodle-xml":
            said = after_answering(new, one)
            assert with_data(new, said) == with_data(old, after_answering(old, question))


@BOTH
def test_answers_are_the_same(name: str) -> None:
    for question, one in pairs(name):
        if not isinstance(question.body, Essay | Listing | Ordering):
            check_answer(again(name), question.body, one.body)


@BOTH
def test_entries_keep_their_order(name: str) -> None:
    old, new = torture(), again(name)
    for question, one in pairs(name):
        if not isinstance(question.body, Ordering):
            continue
        entries = [text for _, text in question.body.entries]
        if name == "moodle-xml":
            texts = [new.inline(text) for _, text in one.body.entries]
            assert texts == [*map(old.inline, entries)]
        else:
            places = [(str(place), old.text(text)) for place, text in enumerate(entries, 1)]
            assert matches(new, one.body)[0] == places


@BOTH
def test_model_answers_and_lists_are_what_graders_see(name: str) -> None:
    old, new = torture(), again(name)
    for question, one in pairs(name):
        if isinstance(question.body, Essay):
            assert with_data(new, new.block(one.body.model)) == with_data(
                old, old.block(question.body.model)
            )
        elif isinstance(question.body, Listing):
            entries = [old.text(entry.text) for entry in question.body.entries]
            assert new.block_text(one.body.model).split("\n") == entries


def test_moodle_xml_brings_points_and_hints_back() -> None:
    for question, one in pairs("moodle-xml"):
        assert one.points == question.points
        assert one.hint == question.hint


@BOTH
def test_pictures_come_back_byte_for_byte(name: str) -> None:
    assert {*read(name).pictures.values()} == {*PICTURES.values()}
    assert all(path.startswith("pictures/") for path in read(name).pictures)


def test_types_change_only_where_that_was_said() -> None:
    for name in ("moodle-xml", "gift"):
        said = {loss.question for loss in exported(name).losses if "becomes" in loss.what}
        changed = {old.id for old, new in pairs(name) if old.type != new.type}
        assert changed == said


def test_aiken_brings_back_what_it_took() -> None:
    made = registry.write(FORMATS["aiken"], torture())
    found = READERS["aiken"](made.data, "pictures")
    assert found.losses == ()
    new = sheet_of(deck_text(found.title, found.questions))
    gone = {loss.question for loss in made.losses if loss.left_out}
    kept = [question for question in torture().questions if question.id not in gone]
    for question, one in zip(kept, new.questions, strict=True):
        assert new.stem_text(one) == " ".join(torture().stem_text(question).split())
        assert [(new.text(o.text), o.right) for o in one.body.options] == [
            (torture().text(o.text), o.right) for o in question.body.options
        ]


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "aiken", "qti12", "qti21", "qti22"])
def test_a_file_is_known_by_its_looks(name: str) -> None:
    sheet = sheet_of("Q: Which?\n- [x] this\n- [ ] that\n")
    kind = "qti" if name.startswith("qti") else name
    assert kind_of(registry.write(FORMATS[name], sheet).data) == kind
