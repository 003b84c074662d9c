"""Blackboard's upload of questions, read line by line: texts, right answers, what is left out."""

from __future__ import annotations

from functools import cache

from lxml import etree, html

from app.exports import FORMATS, Export, registry
from app.exports.sheet import as_typed
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse
from tests.exports.qti.responses import credit
from tests.exports.sheets import sheet_of
from tests.exports.torture import torture

BLACKBOARD = FORMATS["blackboard"]
KNOWN = {"MC", "MA", "TF", "ESS", "ORD", "MAT", "FIB", "NUM"}


@cache
def exported() -> Export:
    return registry.write(BLACKBOARD, torture())


def rows(data: bytes) -> list[list[str]]:
    """Return the fields of every line; there is nothing but lines with a known type."""
    text = data.decode()
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all("\n" not in line and "\r" not in line for line in lines)
    found = [line.split("\t") for line in lines]
    assert {fields[0] for fields in found} <= KNOWN
    assert all(field.strip() for fields in found for field in fields)
    return found


def asked(*bodies: type) -> list[tuple[Question, list[str]]]:
    gone = {loss.question for loss in exported().losses if loss.left_out}
    kept = [question for question in torture().questions if question.id not in gone]
    pairs = zip(kept, rows(exported().data), strict=True)
    found = [(question, fields) for question, fields in pairs if isinstance(question.body, bodies)]
    assert found
    return found


def says(text: str) -> tuple[list[str], str]:
    """Return the elements of HTML and its text without spaces.

    Pictures are what they show in brackets, formulas their TeX in dollar signs.
    """
    root = html.fragment_fromstring(text, create_parent="div")
    for math in root.findall(".//math"):
        math.tail = f"$${math.get('alttext')}$${math.tail or ''}"
        math.drop_tree()  # its tail stays
    for image in root.iter("img"):
        image.tail = f"[{image.get('alt')}]{image.tail or ''}"
    tags = [element.tag for element in root.iter() if element.tag not in {"img", "br"}]
    return tags, "".join(root.text_content().split())


def test_all_but_the_named_questions_are_lines_and_stems_are_those_of_the_source() -> None:
    assert {loss.question for loss in exported().losses if loss.left_out} == {"match-shared"}
    for question, fields in asked(object):
        assert says(fields[1]) == says(torture().stem(question))


def test_code_keeps_its_lines() -> None:
    (code,) = (fields for question, fields in asked(Choice) if question.id == "code")
    lines = code[1].partition("<code>")[2].partition("</code>")[0].split("<br />")
    assert lines[1].startswith("    print(")
    assert lines[2] == ""
    assert lines[3] == "# a comment after a blank line"


def test_right_options_are_correct_and_all_others_incorrect() -> None:
    for question, fields in asked(Choice):
        body = question.body
        assert fields[0] == ("MA" if body.multiple else "MC")
        options = list(zip(fields[2::2], fields[3::2], strict=True))
        for (text, truth), option in zip(options, body.options, strict=True):
            assert truth in {"correct", "incorrect"}
            assert says(text) == says(torture().inline(option.text))
            if truth == "incorrect":
                assert credit(question, [option.id]) == 0
        chosen = [
            o.id for o, (_, truth) in zip(body.options, options, strict=True) if truth == "correct"
        ]
        assert credit(question, chosen) == 1


def test_html_is_well_formed_and_in_ascii_for_readers_that_need_it() -> None:
    for question, fields in asked(object):
        typed = isinstance(question.body, ShortAnswer | Gap)
        for field in fields[1 : 2 if typed else None]:
            assert field.isascii()
            etree.fromstring(f"<div>{field}</div>")


def test_no_field_begins_like_one_that_a_spreadsheet_has_quoted() -> None:
    for question, fields in asked(object):
        if not isinstance(question.body, ShortAnswer):
            assert not any(field.startswith('"') for field in fields)


def test_truths_numbers_and_typed_answers_are_the_keys() -> None:
    for question, fields in asked(TrueFalse):
        assert fields[0] == "TF"
        assert credit(question, {"true": True, "false": False}[fields[2]]) == 1
    for question, fields in asked(Numeric):
        name, _, value, tolerance = fields
        assert name == "NUM"
        assert credit(question, value) == 1
        assert float(tolerance) == float(question.body.quantity.tolerance)
    for question, fields in asked(ShortAnswer, Gap):
        assert fields[0] == "FIB"
        assert fields[2:] == [as_typed(wording) for wording in question.body.wordings]
        assert all(credit(question, wording) == 1 for wording in fields[2:])


def test_pairs_and_orders_are_those_of_the_source() -> None:
    sheet = torture()
    for question, fields in asked(Matching):
        body = question.body
        wanted = [(pair.left, body.text(pair.choice)) for pair in body.pairs]
        pairs = zip(fields[2::2], fields[3::2], strict=True)
        assert [(says(one), says(other)) for one, other in pairs] == [
            (says(sheet.inline(one)), says(sheet.inline(other))) for one, other in wanted
        ]
    for question, fields in asked(Ordering):
        wanted_ = [says(sheet.inline(text)) for _, text in question.body.entries]
        assert [says(field) for field in fields[2:]] == wanted_


def test_essays_and_lists_have_their_key_as_a_sample() -> None:
    for question, fields in asked(Essay):
        assert fields[0] == "ESS"
        assert says(fields[2]) == says(torture().block(question.body.model))
    for question, fields in asked(Listing):
        assert fields[0] == "ESS"
        for entry in question.body.entries:
            assert says(torture().inline(entry.text))[1] in says(fields[2])[1]


def test_what_a_line_cannot_hold_is_named() -> None:
    named: dict[str, list[str]] = {}
    for loss in exported().losses:
        named.setdefault(loss.question, []).append(loss.what)
    assert any(what.startswith("points") for what in named[""])
    assert "choices that belong to nothing" in named["match-plain"]
    assert any("pictures" in what for what in named["match-nasty"])
    assert "formulas: they stand as TeX in dollar signs" in named["formula"]
    many = "Q: Which?\n" + "".join(f"- [{'x' * (n == 7) or ' '}] {n}\n" for n in range(101))
    (loss,) = registry.losses(BLACKBOARD, sheet_of(many))[2:]
    assert loss.left_out
