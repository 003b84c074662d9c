"""QTI 2.1 and 2.2 that other programs wrote, in the shapes of TAO and of the specification."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.exports.archive import archive
from app.exports.readers import READERS
from tests.exports.readers.new_qti import (
    CORRECT,
    MAPPED,
    TYPED,
    V21,
    choices,
    item,
    mapping,
    one,
    response,
    said,
)
from tests.exports.torture import png


def test_an_item_of_tao_in_a_grid_with_its_prompt_and_picture() -> None:
    body = (
        '<div class="grid-row"><div class="col-12"><choiceInteraction responseIdentifier="RESPONSE"'
        ' shuffle="false" maxChoices="1" orientation="vertical"><prompt>Which is <strong>tea'
        '</strong>? <img src="assets/a b.png" alt="a cup"/></prompt>'
        '<simpleChoice identifier="choice_1" fixed="false" showHide="show">leaves</simpleChoice>'
        '<simpleChoice identifier="choice_2" fixed="false" showHide="show">beans</simpleChoice>'
        "</choiceInteraction></div></div>"
    )
    manifest = (
        '<imscp:manifest xmlns:imscp="http://www.imsglobal.org/xsd/imscp_v1p1"><imscp:resources>'
        '<imscp:resource identifier="i1" type="imsqti_item_xmlv2p1" href="i1/qti.xml">'
        '<imscp:file href="i1/qti.xml"/><imscp:file href="i1/assets/a b.png"/></imscp:resource>'
        "</imscp:resources></imscp:manifest>"
    )
    files = {
        "export/imsmanifest.xml": manifest.encode(),
        "export/i1/qti.xml": item(response(["choice_2"]), body),
        "export/i1/assets/a b.png": png(1, 2, 3),
    }
    found = READERS["qti"](archive(files), "pictures")
    (question,) = found.questions
    assert question.stem == "Which is **tea**? ![a cup](pictures/a-b.png)"
    assert [(o.text, o.right) for o in question.body.options] == [
        ("leaves", False),
        ("beans", True),
    ]
    assert found.pictures == {"pictures/a-b.png": png(1, 2, 3)}
    assert (question.id, question.points, said(found)) == ("i1", 1.0, [])


def test_a_test_says_the_order_and_the_sections() -> None:
    test = (
        f'<assessmentTest xmlns="{V21}" identifier="t" title="All">'
        '<testPart identifier="p"><assessmentSection identifier="a" title="Hot">'
        '<assessmentItemRef identifier="r2" href="../items/2.xml"/></assessmentSection>'
        '<assessmentSection identifier="b" title="All">'
        '<assessmentItemRef identifier="r1" href="../items/1.xml"/>'
        '<assessmentItemRef identifier="r9" href="../items/9.xml"/></assessmentSection>'
        "</testPart></assessmentTest>"
    )
    names = ["items/1.xml", "tests/t.xml", "items/3.xml", "items/2.xml"]
    resources = "".join(f'<resource href="{name}"/>' for name in names)
    files = {
        "imsmanifest.xml": f"<manifest><resources>{resources}</resources></manifest>".encode(),
        "tests/t.xml": test.encode(),
    }
    for number in (1, 2, 3):
        declared = response(["7"], kind="string")
        files[f"items/{number}.xml"] = item(
            declared, f"<p>{number}? {TYPED}</p>", ident=f"i{number}"
        )
    found = READERS["qti"](archive(files), "pictures")
    assert found.title == "All"
    assert [(q.id, q.chapter) for q in found.questions] == [("i2", "Hot"), ("i1", ""), ("i3", "")]
    assert [(loss.question, loss.what) for loss in found.losses] == [
        ("items/9.xml", "the item is not in the package")
    ]


def body_of(data: bytes) -> Any:
    return one(data)[0].body


def test_a_gap_within_a_text_keeps_its_place() -> None:
    declared = response(
        ["Assam"],
        kind="string",
        more=mapping({"Assam": "2", "Darjeeling": "2", "x": "1"}, 'caseSensitive="false"'),
    )
    question, lost = one(item(declared, f"<p>Tea grows in {TYPED}, in winter.</p>", MAPPED))
    assert question.stem == "Tea grows in \\_\\_\\_\\_\\_\\_, in winter."
    assert question.body.wordings == ("Assam", "Darjeeling")
    assert lost == ["answers that are worth a part of the points, or none"]
    question, lost = one(item(response(["Assam"], kind="string"), f"<p>Where?</p><p>{TYPED}</p>"))
    assert question.stem == "Where?"
    assert lost == ["that capital letters count"]


def test_a_choice_within_a_text_is_a_choice() -> None:
    inline = (
        '<inlineChoiceInteraction responseIdentifier="RESPONSE" shuffle="false">'
        '<inlineChoice identifier="A">hot</inlineChoice><inlineChoice identifier="B">dry'
        "</inlineChoice></inlineChoiceInteraction>"
    )
    question, lost = one(item(response(["A"]), f"<p>Tea is {inline} here.</p>"))
    assert question.stem == "Tea is \\_\\_\\_\\_\\_\\_ here."
    assert [(o.text, o.right) for o in question.body.options] == [("hot", True), ("dry", False)]
    assert lost == []


GIVEN = '<variable identifier="RESPONSE"/>'
RIGHT = f'{GIVEN}<correct identifier="RESPONSE"/>'
TEN = f'{GIVEN}<baseValue baseType="float">10</baseValue>'


@pytest.mark.parametrize(
    ("rule", "value", "tolerance"),
    [
        ("", "10", "0"),
        (f'<equal toleranceMode="absolute" tolerance="0.5 0.5">{RIGHT}</equal>', "10", "0.5"),
        (f'<equal toleranceMode="absolute" tolerance="1 3">{TEN}</equal>', "11", "2"),
        (f'<equal toleranceMode="relative" tolerance="5">{RIGHT}</equal>', "10", "0.5"),
        (f"<and><gt>{TEN}</gt><lt>{TEN.replace('10', '14')}</lt></and>", "12", "2"),
    ],
)
def test_a_number_has_the_margin_that_its_rule_says(rule: str, value: str, tolerance: str) -> None:
    processing = (
        CORRECT
        if not rule
        else (
            f"<responseProcessing><responseCondition><responseIf>{rule}"
            '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">3</baseValue>'
            "</setOutcomeValue></responseIf></responseCondition></responseProcessing>"
        )
    )
    declared = response(["10"], kind="float")
    question, lost = one(item(declared, f"<p>How much? {TYPED}</p>", processing))
    assert question.body.quantity.value == Decimal(value)
    assert question.body.quantity.tolerance == Decimal(tolerance)
    assert (question.points, lost) == (3.0 if rule else 1.0, [])


def test_options_with_marks_of_their_own_are_named() -> None:
    options = {"A": "a", "B": "b", "C": "c"}
    asked = "<p>Which?</p>" + choices(options, 'maxChoices="0"')
    same = response(["A", "B"], "multiple", more=mapping({"A": "1", "B": "1", "C": "-2"}))
    other = response([], "multiple", more=mapping({"A": "2", "B": "1", "C": "0"}))
    question, lost = one(item(same, asked, MAPPED))
    assert ([o.right for o in question.body.options], question.points, lost) == (
        [True, True, False],
        2.0,
        [],
    )
    assert one(item(other, asked, MAPPED))[1] == ["its own marks for single options"]
    assert one(item(response(["A", "B"], "multiple"), asked))[1] == [
        "that only all right options together are worth points"
    ]
    single = response([], more=mapping({"A": "2", "B": "1"}))
    question, lost = one(item(single, f"<p>Which?</p>{choices(options)}", MAPPED))
    assert [o.right for o in question.body.options] == [True, False, False]
    assert lost == ["part of the points for an option that is not quite right"]


def test_true_and_false_are_a_statement_if_their_names_say_so_too() -> None:
    named = choices({"true": "True", "false": "False"})
    assert body_of(item(response(["false"]), f"<p>Ice is hot.</p>{named}")).truth is False
    other = choices({"choice_1": "True", "choice_2": "False"})
    assert body_of(item(response(["choice_1"]), f"<p>Say it.</p>{other}")).type == "choice"


FEEDBACK = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'


def test_feedback_inside_options_and_after_answers() -> None:
    inside = (
        '<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">Yes!'
        "</feedbackInline>"
    )
    asked = f"<p>Which?</p>{choices({'A': f'a {inside}', 'B': 'b'})}"
    rules = (
        "<responseProcessing><responseCondition><responseIf><match>"
        '<variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf><responseElse>'
        '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">wrong</baseValue>'
        "</setOutcomeValue></responseElse></responseCondition><responseCondition><responseIf><match>"
        '<variable identifier="RESPONSE"/><baseValue baseType="identifier">B</baseValue></match>'
        '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">why</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition></responseProcessing>"
        '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="wrong" showHide="show">No.'
        '</modalFeedback><modalFeedback outcomeIdentifier="FEEDBACK" identifier="why" '
        'showHide="show"><p>b is <em>not</em>.</p></modalFeedback>'
    )
    question, lost = one(item(response(["A"]) + FEEDBACK, asked, rules))
    assert [(o.text, o.feedback) for o in question.body.options] == [
        ("a", "Yes!"),
        ("b", "b is *not*."),
    ]
    assert lost == ["the feedback that is shown only after right or only after wrong answers"]


def test_matching_and_ordering_with_standard_templates() -> None:
    columns = "<simpleMatchSet>{}</simpleMatchSet><simpleMatchSet>{}</simpleMatchSet>".format(
        *(
            "".join(
                f'<simpleAssociableChoice identifier="{ident}" matchMax="1">{text}'
                "</simpleAssociableChoice>"
                for ident, text in entries.items()
            )
            for entries in ({"l1": "tea", "l2": "coffee"}, {"r1": "bean", "r2": "leaf"})
        )
    )
    match = (
        '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="2">'
        f"<prompt>Match.</prompt>{columns}</matchInteraction>"
    )
    declared = response(
        [], "multiple", "directedPair", mapping({"l1 r2": "1", "l2 r1": "1", "l1 r1": "0"})
    )
    question, lost = one(item(declared, match, MAPPED))
    body = question.body
    assert [(p.left, body.text(p.choice)) for p in body.pairs] == [
        ("tea", "leaf"),
        ("coffee", "bean"),
    ]
    assert (question.stem, question.points, lost) == ("Match.", 2.0, [])
    held = "".join(f'<simpleChoice identifier="{i}">{i * 2}</simpleChoice>' for i in "abc")
    order = (
        '<orderInteraction responseIdentifier="RESPONSE"><prompt>Order.</prompt>'
        f"{held}</orderInteraction>"
    )
    question, lost = one(item(response(["c", "a", "b"], "ordered"), order))
    assert [text for _, text in question.body.entries] == ["cc", "aa", "bb"]
    assert lost == ["that only the whole order is worth points"]


def test_a_text_to_write_keeps_what_candidates_are_told() -> None:
    body = (
        '<rubricBlock view="candidate"><p>Write well.</p></rubricBlock><p>Why?</p>'
        '<rubricBlock view="scorer tutor"><p>Because.</p></rubricBlock>'
        '<extendedTextInteraction responseIdentifier="RESPONSE"/>'
    )
    question, lost = one(item(response([], kind="string"), body, ""))
    assert (question.stem, question.body.model, lost) == ("Write well.\n\nWhy?", "Because.", [])
