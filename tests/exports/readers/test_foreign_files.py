"""Files that other programs wrote: what is taken over, what is named, what is refused."""

from __future__ import annotations

from base64 import b64encode
from decimal import Decimal

import pytest

from app.exports.readers import READERS, ReadError, Reading
from app.exports.readers.deck_text import deck_text
from app.quiz.types.choice import Choice
from tests.exports.torture import png


def moodle(*questions: str) -> Reading:
    return READERS["moodle-xml"](f"<quiz>{''.join(questions)}</quiz>".encode(), "pictures")


def question(kind: str, inside: str, text: str = "What?") -> str:
    return (
        f'<question type="{kind}"><name><text>The name</text></name>'
        f'<questiontext format="html"><text>{text}</text></questiontext>{inside}</question>'
    )


def answer(text: str, fraction: str, inside: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{inside}</answer>'


def gift(text: str) -> Reading:
    return READERS["gift"](text.encode(), "pictures")


def said(reading: Reading) -> list[tuple[str, str, bool]]:
    return [(loss.question, loss.what, loss.left_out) for loss in reading.losses]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>'
)
OTHER_FILE = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"<quiz>{question('essay', '', '&x;')}</quiz>"
)


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("moodle-xml", BOMB.encode(), "DOCTYPE"),
        ("moodle-xml", OTHER_FILE.encode(), "DOCTYPE"),
        ("moodle-xml", OTHER_FILE.encode("utf-16"), "DOCTYPE|no XML"),
        ("moodle-xml", b"<quiz><question></quiz>", "no XML: mismatched tag"),
        ("moodle-xml", b"<html></html>", "begins with <html>"),
        ("moodle-xml", b"", "no XML"),
        ("moodle-xml", b"<quiz></quiz>", "no question that can be taken over"),
        ("gift", b"Only prose.", "no GIFT"),
        ("gift", b"\xff\xfe{", "not UTF-8"),
        ("gift", b"Both {right {inside}}", "no question that can be taken over"),
        ("aiken", b"Prose.\n", "no Aiken"),
        ("aiken", b"What?\nA. one\nB. two\nANSWER: C\n", "no question that can be taken over"),
    ],
)
def test_what_is_none_of_them_is_refused(kind: str, data: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        READERS[kind](data, "pictures")


def test_types_that_decks_have_not_are_left_out_by_name() -> None:
    kept = question("truefalse", answer("true", "0") + answer("false", "100"))
    found = moodle(question("calculated", ""), question("description", ""), kept)
    assert said(found) == [
        ("The name", "the question type “calculated” is none of ours", True),
        ("The name", "the question type “description” is none of ours", True),
    ]
    assert [one.body.truth for one in found.questions] == [False]


@pytest.mark.parametrize(
    ("kind", "inside", "why"),
    [
        ("multichoice", "", "it has no answers"),
        ("multichoice", answer("a", "100") + answer("b", "100"), "its options are all right"),
        ("shortanswer", answer("a*b", "100"), "no answer is right word for word"),
        ("numerical", answer("many", "100"), "its answer is no number"),
        ("matching", "", "there are fewer than two pairs to match"),
        ("ordering", answer("one", "1"), "there are fewer than two entries to order"),
    ],
)
def test_questions_that_decks_cannot_ask_are_left_out_by_name(
    kind: str, inside: str, why: str
) -> None:
    found = moodle(question(kind, inside), question("essay", ""))
    assert next(what for _, what, left_out in said(found) if left_out).startswith(why)


def test_what_moodle_says_beyond_decks_is_named() -> None:
    found = moodle(
        question("multichoice", answer("a", "100") + answer("b", "50") + answer("c", "0")),
        question(
            "shortanswer",
            "<usecase>1</usecase>"
            + answer("tea", "100", "<feedback><text>Yes.</text></feedback>")
            + answer("coffee", "50")
            + answer("t*", "100"),
        ),
        question("numerical", answer("3", "100", "<tolerance>0.5</tolerance>") + answer("4", "50")),
        question("essay", "<hint><text>one</text></hint><hint><text>two</text></hint>"),
    )
    assert [what for _, what, gone in said(found) if not gone] == [
        "part of the points for an option that is not quite right",
        "the feedback of single answers",
        "answers that are worth a part of the points, or none",
        "answers with an asterisk that stands for anything",
        "that capital letters count",
        "numbers after the first that is right",
        "hints after the first",
        "a model answer, which decks ask for: one has to be written",
    ]
    choice, typed, number, _ = found.questions
    assert [option.right for option in choice.body.options] == [True, False, False]
    assert typed.body.wordings == ("tea",)
    assert number.body.quantity.tolerance == Decimal("0.5")


def test_texts_in_other_formats_are_read_as_such() -> None:
    essay = (
        '<question type="essay"><questiontext format="{}"><text>{}</text></questiontext></question>'
    )
    found = moodle(
        essay.format("markdown", "*slanted* &lt;b&gt;"),
        essay.format("plain_text", "*plain* &lt;b&gt;"),
        essay.format("moodle_auto_format", "one\n\ntwo\nthree"),
    )
    assert [one.stem for one in found.questions] == [
        "*slanted* <b>",
        "\\*plain\\* &lt;b>",
        "one\n\ntwo\\\nthree",
    ]


def test_a_picture_gets_a_name_that_is_no_path() -> None:
    data = png(1, 2, 3)
    encoded = b64encode(data).decode()
    file = f'<file name="../../etc/pass wd.png" path="/" encoding="base64">{encoded}</file>'
    text = '&lt;img src="@@PLUGINFILE@@/../../etc/pass%20wd.png" alt="x"&gt; what?'
    found = moodle(
        '<question type="essay"><questiontext format="html">'
        f"<text>{text}</text>{file}</questiontext></question>"
    )
    assert found.pictures == {"pictures/pass-wd.png": data}
    assert found.questions[0].stem == "![x](pictures/pass-wd.png) what?"


def test_pictures_that_are_not_there_or_no_pictures_are_named() -> None:
    found = gift(
        '::p::[html]<img src\\="https\\://example.org/a.png" alt\\="a"> '
        '<img src\\="data\\:image/png;base64,!!" alt\\="b"> what? {=x}'
    )
    assert found.questions[0].stem == "a b what?"
    assert [what for _, what, _ in said(found)] == [
        "the picture https://example.org/a.png, which is not in the file",
        "the picture picture.png, which cannot be read or is of another kind",
    ]


def test_an_id_twice_or_with_a_space_is_named_and_dropped() -> None:
    found = gift("// [id:one]\na {T}\n\n// [id:one]\nb {T}\n\n// [id:two words]\nc {T}\n")
    assert [one.id for one in found.questions] == ["one", "", ""]
    assert [where for where, _, _ in said(found)] == ["one", "two words"]


def test_gift_is_read_as_people_write_it() -> None:
    found = gift(
        "// a comment\n$CATEGORY: $course$/Drinks/Hot\n\n"
        "::Leaves::What is tea made of? {=leaves#Right! ~beans#That is coffee. ~stones}\n\n"
        "Tea is {~cold =hot ~dry} in winter.\n\n"
        "Which are hot? {~%50%tea ~%50%coffee ~%-100%ice}\n\n"
        "Tea grows in {=Assam =Darjeeling}.\n\n"
        "Boiling point? {#100:2}\n\nBetween? {#1..5}\n\nWater freezes. {TRUE#No#Yes####Zero.}\n\n"
        "Match. {=tea -> leaf =coffee -> bean}\n\nWrite about tea. {}\n\n"
        "Just words without answers.\n\nEscapes\\: \\{ \\} \\~ \\\\neq {=a\\=b}\n"
    )
    assert found.title == "Drinks"
    assert [one.type for one in found.questions] == [
        *("choice", "choice", "choice", "short_answer", "numeric", "numeric", "true_false"),
        *("matching", "essay", "short_answer"),
    ]
    leaves, tea, hot, grows, boiling, between, water, _, _, escapes = found.questions
    assert leaves.chapter == "Hot"
    assert [option.feedback for option in leaves.body.options] == ["Right!", "That is coffee.", ""]
    assert tea.stem == "Tea is \\_\\_\\_\\_\\_ in winter."
    assert [option.right for option in hot.body.options] == [True, True, False]
    assert grows.body.wordings == ("Assam", "Darjeeling")
    assert (boiling.body.quantity.value, boiling.body.quantity.tolerance) == (100, 2)
    assert (between.body.quantity.value, between.body.quantity.tolerance) == (3, 2)
    assert (water.body.truth, water.feedback) == (True, "Zero.")
    assert escapes.stem == "Escapes: { } ~ \\neq"
    assert escapes.body.wordings == ("a=b",)
    assert [(what, gone) for _, what, gone in said(found)] == [
        ("the feedback of single answers", False),
        ("a model answer, which decks ask for: one has to be written", False),
        ("it has no answers in braces, or braces that are not escaped", True),
    ]


def test_aiken_is_read_with_either_sign_and_any_line_ends() -> None:
    text = "\ufeffWhat is tea?\r\nA) leaves & *water*\r\nB) beans\r\nANSWER: A\r\n\r\nLost?\r\n"
    found = READERS["aiken"](text.encode(), "pictures")
    (tea,) = found.questions
    assert isinstance(tea.body, Choice)
    assert [option.text for option in tea.body.options] == ["leaves & \\*water\\*", "beans"]
    assert tea.body.right[0].id == "1"
    assert said(found) == [("Lost?", "no line with its key follows", True)]


def test_a_deck_text_is_what_an_author_would_write() -> None:
    found = gift(
        "$CATEGORY: Drinks/Hot\n\n// [id:tea] [tag:leaf]\nWhat is tea? {=a leaf#Right! ~a bean}\n\n"
        "How hot? {#100:2}\n"
    )
    assert deck_text(found.title, found.questions) == (
        '---\ntitle: "Drinks"\n---\n\n# Hot\n\nQ: What is tea? {#tea tags="leaf"}\n\n'
        "* [x] a leaf\n\n    Right!\n\n* [ ] a bean\n\nQ: How hot?\n\nA= 100 ± 2\n"
    )
