"""QTI 1.2 that other programs wrote, in the shapes of Canvas and of Respondus."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.exports.readers import READERS, Reading, kind_of
from app.quiz.types.choice import Choice
from tests.exports.readers.old_qti import (
    RESPONDUS,
    TYPED,
    canvas,
    equal,
    item,
    lid,
    right,
    said_later,
    shows,
)
from tests.exports.torture import png


def said(reading: Reading) -> list[tuple[str, str, bool]]:
    return [(loss.question, loss.what, loss.left_out) for loss in reading.losses]


def test_a_choice_of_canvas_with_its_kinds_of_feedback() -> None:
    found = canvas(
        item(
            "multiple_choice_question",
            lid({"1": "tea", "2": "beans &amp; *salt*"}),
            shows("<other/>", "general_fb")
            + shows(equal("1"), "correct_fb")
            + shows("<other/>", "general_incorrect_fb")
            + shows(equal("2"), "2_fb")
            + right(equal("1")),
            said_later("general_fb", "All.")
            + said_later("correct_fb", "Yes.")
            + said_later("general_incorrect_fb", "No.")
            + said_later("2_fb", "Coffee."),
        )
    )
    (question,) = found.questions  # although the quiz is in the course's export twice
    assert (found.title, question.points, question.feedback) == ("Week 1", 2.5, "All.")
    assert [(o.text, o.right, o.feedback) for o in question.body.options] == [
        ("tea", True, ""),
        ("beans & \\*salt\\*", False, "Coffee."),
    ]
    assert [what for _, what, _ in said(found)] == [
        "the feedback that is shown only after right or only after wrong answers"
    ]


def test_the_other_types_of_canvas() -> None:
    between = (
        f'<or>{equal("3")}<and><vargte respident="response1">2.5</vargte>'
        '<varlte respident="response1">3.5</varlte></and></or>'
    )
    labels = {"11": "leaf", "12": "bean", "13": "stone"}
    found = canvas(
        item("true_false_question", lid({"7": "True", "8": "False"}), right(equal("8"))),
        item(
            "multiple_answers_question",
            lid({"1": "a", "2": "b", "3": "c"}, kind="Multiple"),
            right(f"<and>{equal('1')}<not>{equal('2')}</not>{equal('3')}</and>"),
        ),
        item("short_answer_question", TYPED, right(equal("Assam") + equal("assam tea"))),
        item("numerical_question", TYPED, right(between)),
        item(
            "matching_question",
            lid(labels, "response_1", own="tea") + lid(labels, "response_2", own="coffee"),
            right(equal("11", "response_1"), "50.00", "Add")
            + right(equal("12", "response_2"), "50.00", "Add"),
        ),
        item(
            "essay_question",
            TYPED,
            "<respcondition><conditionvar><other/></conditionvar></respcondition>",
        ),
        item(
            "fill_in_multiple_blanks_question",
            lid({"1": "Assam", "2": "Darjeeling"}, "response_place", own="place"),
            right(equal("1", "response_place")),
            text="It grows in [place].",
        ),
    )
    truth, several, typed, number, matched, essay, blank = found.questions
    assert truth.body.truth is False
    assert [option.right for option in several.body.options] == [True, False, True]
    assert typed.body.wordings == ("Assam", "assam tea")
    quantity = number.body.quantity
    assert (quantity.value, quantity.tolerance) == (Decimal(3), Decimal("0.5"))
    assert [(p.left, matched.body.text(p.choice)) for p in matched.body.pairs] == [
        ("tea", "leaf"),
        ("coffee", "bean"),
    ]
    assert [text for _, text in matched.body.choices] == ["leaf", "bean", "stone"]
    assert essay.type == "essay"
    assert blank.stem == "It grows in \\_\\_\\_\\_\\_\\_."
    assert blank.body.wordings == ("Assam", "Darjeeling")
    assert said(found) == [
        (
            "i-essay_question",
            "a model answer, which decks ask for: one has to be written",
            False,
        )
    ]


def test_what_decks_cannot_ask_is_left_out_by_name() -> None:
    two = lid({"1": "a"}, "response_x", own="x") + lid({"2": "b"}, "response_y", own="y")
    found = canvas(
        item("calculated_question", TYPED, right(equal("1"))),
        item("file_upload_question", "", ""),
        item("text_only_question", "", ""),
        item(
            "multiple_dropdowns_question",
            two,
            right(equal("1", "response_x")) + right(equal("2", "response_y")),
        ),
        item("multiple_choice_question", lid({"1": "a", "2": "b"}), ""),
        item("true_false_question", lid({"1": "True", "2": "False"}), right(equal("1"))),
    )
    assert [one.type for one in found.questions] == ["true_false"]
    assert [(where, what) for where, what, gone in said(found) if gone] == [
        ("i-calculated_question", "the question type “calculated_question” is none of ours"),
        ("i-file_upload_question", "the question type “file_upload_question” is none of ours"),
        ("i-text_only_question", "the question type “text_only_question” is none of ours"),
        ("i-multiple_dropdowns_question", "it asks for 2 answers at once"),
        (
            "i-multiple_choice_question",
            "its options are all right or all wrong, or no right one is named",
        ),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "$IMS-CC-FILEBASE$/Uploaded%20Media/a%20b.png?canvas_download=1",
        "$IMS-CC-FILEBASE$/web_resources/Uploaded Media/a b.png",
        "../web_resources/Uploaded Media/a b.png",
    ],
)
def test_pictures_of_the_course_are_found(address: str) -> None:
    path = "web_resources/Uploaded Media/a b.png"
    shown = f'What is &lt;img src="{address}" alt="this"&gt;?'
    found = canvas(
        item("short_answer_question", TYPED, right(equal("x")), text=shown),
        files={path: png(1, 2, 3)},
    )
    assert found.pictures == {"pictures/a-b.png": png(1, 2, 3)}
    assert found.questions[0].stem == "What is ![this](pictures/a-b.png)?"


def test_a_file_alone_with_sections_and_a_dtd_named() -> None:
    assert kind_of(RESPONDUS.encode()) == "qti"
    found = READERS["qti"](RESPONDUS.encode(), "pictures")
    tea, ice, order, name = found.questions
    assert found.title == "Drinks"
    assert [one.chapter for one in found.questions] == ["Hot", "Cold", "Cold", "Cold"]
    assert isinstance(tea.body, Choice)
    assert tea.stem == "What is tea & what not?\\\nChoose."
    assert [(o.text, o.right, o.feedback) for o in tea.body.options] == [
        ("leaves", True, "Right."),
        ("dried **beans**", False, ""),
        ("both", False, ""),
    ]
    assert (tea.points, tea.feedback, tea.hint) == (4.0, "See page 3.", "It is green.")
    assert ice.body.quantity.value == Decimal("-0.5")
    assert ice.body.quantity.tolerance == Decimal("0.5")
    assert [text for _, text in order.body.entries] == ["first", "second"]
    assert name.body.wordings == ("iced Tea",)
    assert said(found) == [
        ("TEA 1", "part of the points for an option that is not quite right", False),
        ("TEA 1", "the id, which is taken or which decks cannot have", False),
        ("NAME", "answers that are worth a part of the points, or none", False),
        ("NAME", "that capital letters count", False),
        ("WHERE", "it is answered in a way that decks have not", True),
    ]


def test_several_right_answers_are_named_where_they_are_worth_something_else() -> None:
    options = {"1": "a", "2": "b", "3": "c"}
    both = right(f"<and>{equal('1')}{equal('2')}</and>", "1")
    found = canvas(
        item("", lid(options, kind="Multiple"), both),
        item("", lid(options), right(f"<or>{equal('1')}{equal('2')}</or>", "1")),
        item(
            "",
            lid(options, kind="Multiple"),
            right(equal("1"), "0.5", "Add") + right(equal("2"), "0.5", "Add"),
        ),
    )
    assert [[o.right for o in one.body.options] for one in found.questions] == [
        [True, True, False]
    ] * 3
    whats = [what for _, what, _ in said(found) if not what.startswith("the id")]
    assert whats == [
        "that only all right options together are worth points",
        "that one of several right options is enough: all are to be chosen now",
    ]
