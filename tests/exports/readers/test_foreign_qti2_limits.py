"""What items of QTI 2 hold that decks have not, and forms of XML that are no hindrance."""

from __future__ import annotations

import pytest

from app.exports.archive import archive
from app.exports.readers import READERS, ReadError, kind_of
from tests.exports.readers.new_qti import TYPED, choices, item, one, response

WORD = response(["a"], kind="string")
UPLOAD = '<uploadInteraction responseIdentifier="RESPONSE"/>'
TWO, BLANK = choices({"A": "a", "B": "b"}), choices({"A": "a", "B": ""})


@pytest.mark.parametrize(
    ("body", "declared", "why"),
    [
        (f"<p>{TYPED} and {TYPED}?</p>", WORD, "it asks for 2 answers at once"),
        ("<p>Only a text.</p>", "", "it asks nothing"),
        (f"<p>Send.</p>{UPLOAD}", "", "the question type “uploadInteraction” is none of ours"),
        (f"<p>What? {TYPED}</p>", response([], kind="string"), "it names no right answer"),
        (f"<p>What? {TYPED}</p>", response(["many"], kind="float"), "its answer is no number"),
        (f"<p>Which?</p>{TWO}", response([]), "its options are all right or all wrong"),
        (f"<p>Which?</p>{BLANK}", response(["A"]), "an option or entry has no text"),
        (TYPED, response(["a"], kind="string"), "it asks nothing: its text is empty"),
    ],
)  # fmt: skip
def test_what_decks_cannot_ask_is_left_out_by_name(body: str, declared: str, why: str) -> None:
    sound = item(response(["a"], kind="string"), f"<p>What? {TYPED}</p>", ident="sound")
    listed = "".join(f'<resource href="{name}"/>' for name in ("a.xml", "b.xml"))
    manifest = f"<manifest><resources>{listed}</resources></manifest>"
    files = {"imsmanifest.xml": manifest.encode(), "a.xml": item(declared, body), "b.xml": sound}
    found = READERS["qti"](archive(files), "pictures")
    assert [question.id for question in found.questions] == ["sound"]
    (loss,) = (loss for loss in found.losses if loss.left_out)
    assert (loss.question, loss.what[: len(why)]) == ("i1", why)


def test_rules_that_are_not_understood_are_named() -> None:
    rules = (
        '<responseProcessing><setOutcomeValue identifier="SCORE"><product><baseValue '
        'baseType="float">2</baseValue></product></setOutcomeValue></responseProcessing>'
    )
    asked = f"<p>Which?</p>{choices({'A': 'a', 'B': 'b'})}"
    assert one(item(response(["A"]), asked, rules))[1] == ["its own rules of marking"]


def test_prefixes_and_formulas_are_no_hindrance() -> None:
    text = item(response(["1"], kind="integer"), f"<p>What is FORMULA? {TYPED}</p>").decode()
    formula = (
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML" alttext="x^2"><m:mi>x</m:mi></m:math>'
    )
    for tag in ("assessmentItem", "itemBody", "textEntryInteraction", "responseProcessing"):
        text = text.replace(f"<{tag}", f"<q:{tag}").replace(f"</{tag}", f"</q:{tag}")
    text = text.replace("xmlns=", "xmlns:q=").replace("FORMULA", formula)
    question, _ = one(text.encode())
    assert question.stem == "What is $x^2$? \\_\\_\\_\\_\\_\\_"


def test_a_later_version_says_what_to_do() -> None:
    data = b'<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"/>'
    assert kind_of(data) == "qti"
    with pytest.raises(ReadError, match=r"Export it as QTI 2\.2 or 2\.1"):
        READERS["qti"](data, "pictures")
