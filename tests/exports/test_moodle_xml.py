"""Moodle XML, read and marked by a reader of its own: texts, marks, pictures, fractions."""

from __future__ import annotations

from functools import cache
from html import unescape
from itertools import combinations, permutations

import pytest
from lxml import etree

from app.exports import FORMATS, Export, registry
from app.exports.sheet import as_typed
from app.quiz.marking.wordings import Course
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.choice import mark as mark_choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse
from tests.exports.moodle_reader import Read, Rich, read, rich
from tests.exports.sheets import sheet_of
from tests.exports.torture import PICTURES, torture

MOODLE = FORMATS["moodle-xml"]
# As Moodle 4.5 lists them in its forms; an import with another one is refused as a whole.
LISTED = {
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667),
    *(14.28571, 12.5, 11.11111, 10, 5, 0),
}


@cache
def exported() -> Export:
    return registry.write(MOODLE, torture())


@cache
def by_id() -> dict[str, Read]:
    return {one.value("idnumber"): one for one in read(exported().data)}


def of_type(*bodies: type) -> list[tuple[Question, Read]]:
    gone = {loss.question for loss in exported().losses if loss.left_out}
    asked = [question for question in torture().questions if question.id not in gone]
    found = [(one, by_id()[one.id]) for one in asked if isinstance(one.body, bodies)]
    assert found
    return found


def shown(text: Rich) -> str:
    """Return the HTML with the names of pictures as in the deck; their files are all there."""
    assert text.format == "html"
    assert text.text.count("@@PLUGINFILE@@/") >= len(text.files)
    assert all(PICTURES[name] == data for name, data in text.files.items())
    for name in text.files:
        assert f"@@PLUGINFILE@@/{name}" in text.text
    return text.text.replace("@@PLUGINFILE@@/", "")


def test_every_question_but_the_named_ones_is_read_in_its_order() -> None:
    gone = {loss.question for loss in exported().losses if loss.left_out}
    assert gone == {"multiple-eleven"}
    assert list(by_id()) == [q.id for q in torture().questions if q.id not in gone]


def test_what_all_questions_have_is_theirs() -> None:
    sheet = torture()
    for question, one in of_type(object):
        assert shown(one.rich("questiontext")) == sheet.stem(question)
        assert shown(one.rich("generalfeedback")).endswith(sheet.block(question.feedback))
        assert float(one.value("defaultgrade")) == question.points
        assert [tag.findtext("text") for tag in one.element.findall("tags/tag")] == [*question.tags]
        assert one.value("name/text").strip()
        assert one.category == f"$course$/top/{sheet.title}/chapter99"
    assert by_id()["dashes"].value("hint/text") == "It is as wide as an m."


def test_all_fractions_are_listed_by_moodle() -> None:
    kinds = {"multichoice", "truefalse", "shortanswer", "numerical"}
    found = {float(f) for one in by_id().values() if one.type in kinds for f in one.fractions}
    assert {abs(fraction) for fraction in found} <= LISTED
    assert {100, 0, 50, 33.33333, 16.66667, -25, -100} <= found


def test_right_options_get_all_points_and_wrong_ones_none() -> None:
    sheet = torture()
    for question, one in of_type(Choice):
        body = question.body
        texts = [shown(rich(answer)) for answer in one.answers]
        assert texts == [sheet.inline(option.text) for option in body.options]
        feedback = [shown(rich(answer.find("feedback"))) for answer in one.answers]
        assert feedback == [sheet.block(option.feedback) for option in body.options]
        right = [index for index, option in enumerate(body.options) if option.right]
        assert one.mark(right) == pytest.approx(1, abs=1e-4)
        assert one.mark([]) == 0
        for index, option in enumerate(body.options):
            assert option.right or one.mark([index]) == 0
        pinned = any(option.pinned for option in body.options)
        assert one.value("shuffleanswers") == ("false" if pinned else "true")


def test_every_set_of_options_gets_the_mark_that_it_gets_here() -> None:
    course = Course()
    for question, one in of_type(Choice):
        body = question.body
        count = len(body.options) if body.multiple else 1
        for size in range(1, count + 1):
            for chosen in combinations(range(len(body.options)), size):
                here = mark_choice(body, [body.options[index].id for index in chosen], course)
                assert one.mark(chosen) == pytest.approx(here.credit, abs=1e-4)


def test_truths_are_marked() -> None:
    for question, one in of_type(TrueFalse):
        assert one.mark(question.body.truth) == 1
        assert one.mark(not question.body.truth) == 0
        explanation = torture().block(question.body.explanation)
        assert one.rich("generalfeedback").text.startswith(explanation)


def test_typed_answers_are_right_and_nothing_else_is() -> None:
    for question, one in of_type(ShortAnswer, Gap):
        for wording in question.body.wordings:
            assert one.mark(as_typed(wording)) == 1
            assert one.mark(as_typed(wording) + "x") == 0
        assert one.mark("") == 0
        assert one.mark("anything else") == 0


def test_numbers_are_right_within_their_tolerance() -> None:
    for question, one in of_type(Numeric):
        value = float(question.body.quantity.value)
        tolerance = float(question.body.quantity.tolerance)
        assert one.mark(value) == 1
        assert one.mark(value + tolerance) == one.mark(value - tolerance) == 1
        beyond = tolerance * 1.01 or max(abs(value) * 0.01, 0.01)
        assert one.mark(value + beyond) == one.mark(value - beyond) == 0


def test_pairs_are_marked_each_for_its_share() -> None:
    sheet = torture()
    for question, one in of_type(Matching):
        body = question.body
        asked = one.element.findall("subquestion")
        lefts = [shown(rich(part)) for part in asked]
        unused = len({number for number, _ in body.choices} - {pair.choice for pair in body.pairs})
        assert lefts == [sheet.inline(pair.left) for pair in body.pairs] + [""] * unused
        right = [sheet.text(body.text(pair.choice)) for pair in body.pairs]
        offered = {unescape(part.findtext("answer/text")) for part in asked}
        assert offered == {sheet.text(text) for _, text in body.choices}
        assert one.mark(right) == 1
        assert one.mark(["nothing", *right[1:]]) == pytest.approx(1 - 1 / len(right))
        assert one.mark(["nothing"] * len(right)) == 0


def test_only_the_right_order_gets_all_points() -> None:
    sheet = torture()
    for question, one in of_type(Ordering):
        right = [sheet.inline(text) for _, text in question.body.entries]
        assert [order for order in permutations(right) if one.mark(order) == 1] == [tuple(right)]
        assert one.mark([*right[1:], right[0]]) == 0


def test_graders_see_the_model_answer() -> None:
    sheet = torture()
    for question, one in of_type(Essay, Listing):
        assert one.type == "essay"
        key = shown(one.rich("graderinfo"))
        if isinstance(question.body, Essay):
            assert key == sheet.block(question.body.model)
        else:
            assert all(sheet.inline(entry.text) in key for entry in question.body.entries)


def test_pictures_come_with_the_text_that_shows_them() -> None:
    one = by_id()["picture"]
    assert set(one.rich("questiontext").files) == {"pictures/green.png"}
    assert set(rich(one.answers[1]).files) == {"pictures/red.png"}
    assert set(rich(one.answers[1].find("feedback")).files) == {"pictures/green.png"}
    assert rich(one.answers[2]).text == "a picture that is missing nothing"
    pair = by_id()["match-nasty"].element.findall("subquestion")[3]
    assert set(rich(pair).files) == {"pictures/red.png"}


def test_the_nasty_texts_are_those_of_the_deck_letter_by_letter() -> None:
    assert "C:\\new\\table" in by_id()["backslashes"].rich("questiontext").text
    assert '\n    print(f"~{a}=\\n#{b}:\\\\")\n\n# a comment' in (
        by_id()["code"].rich("questiontext").text
    )
    assert by_id()["emoji"].answers[1].findtext("text") == "👩\u200d👩\u200d👧\u200d👦 family"


def test_characters_that_xml_forbids_do_not_break_the_file() -> None:
    made = registry.write(MOODLE, sheet_of("Q: A bell and a half?\n- [x] \ufffe yes\n- [ ] no\n"))
    assert read(made.data)[0].answers[0].findtext("text") == "\N{REPLACEMENT CHARACTER} yes"


def test_a_slash_in_a_title_makes_no_subcategory() -> None:
    made = registry.write(MOODLE, sheet_of("---\ntitle: Input/output\n---\nQ: Which?\nA~ one\n"))
    assert read(made.data)[0].category == "$course$/top/Input//output"


def test_the_file_says_that_it_is_utf_8_and_is_the_same_twice() -> None:
    assert etree.fromstring(exported().data).getroottree().docinfo.encoding == "utf-8"
    assert registry.write(MOODLE, torture()).data == exported().data


def test_what_moodle_cannot_take_over_is_named() -> None:
    said = {(loss.question, loss.what.split(":")[0]) for loss in exported().losses}
    assert {
        ("multiple-eleven", "more than 10 right options"),
        ("pinned", "a pinned option"),
        ("num-unit", "the unit (%) is not asked for, only the number"),
        ("picture", "the picture pictures/missing.png, which is not there"),
    } <= said
