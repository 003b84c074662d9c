"""QTI 1.2 for Canvas, opened and marked by a reader of its own: texts, marks, files, ids."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest

from app.exports import FORMATS, Export, registry
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.types.outcome import Response
from app.quiz.types.true_false import TrueFalse
from tests.exports.qti.evaluator12 import Given, Item12, Text, read
from tests.exports.qti.packages import Package, check_manifest, opened
from tests.exports.qti.responses import credit, responses
from tests.exports.sheets import sheet_of
from tests.exports.torture import PICTURES, torture

CANVAS = FORMATS["qti12"]
TOKEN = "$IMS-CC-FILEBASE$/"
META = "{http://canvas.instructure.com/xsd/cccv1p0}"
BY_HAND = (Essay, Listing)


@cache
def exported() -> Export:
    return registry.write(CANVAS, torture())


@cache
def package() -> Package:
    return opened(exported().data)


@cache
def items() -> dict[str, Item12]:
    (quiz,) = package().of_type("imsqti_xmlv1p2")
    return read(package().xml(quiz.href))


def asked() -> list[tuple[Question, Item12]]:
    return [(question, items()[question.id]) for question in torture().questions]


def shown(text: Text) -> str:
    """Return the HTML of a text, with the names that its pictures have in the deck."""
    if text.kind == "text/plain":
        return text.text
    html = re.sub(r"^<div>(.*)</div>$", r"\1", text.text, flags=re.DOTALL)
    for name, data in PICTURES.items():
        for path in re.findall(rf"{re.escape(TOKEN)}([^\"]*)", html):
            if package().files[path] == data:
                html = html.replace(f"{TOKEN}{path}", name)
    assert TOKEN not in html
    return html


def same(text: Text, html: str) -> bool:
    """Whether a text says what *html* says: itself, or without any element as plain text."""
    return shown(text) == (unescape(html) if text.kind == "text/plain" else html)


def as_given(question: Question, item: Item12, response: Response) -> Given:
    """Return a response of ours as it is given in Canvas, found by the order of what is shown."""
    if isinstance(question.body, Choice):
        assert isinstance(response, list)
        ids = [option.id for option in question.body.options]
        labels = dict(zip(ids, item.asked["response1"].labels, strict=True))
        return {"response1": [labels[ident] for ident in response]}
    if isinstance(question.body, TrueFalse):
        said = {text.text: ident for ident, text in item.asked["response1"].labels.items()}
        return {"response1": [said[str(response)]]}
    if isinstance(question.body, Matching):
        assert isinstance(response, dict)
        sheet, idents = torture(), list(item.asked)
        right = {shown(t): ident for ident, t in item.asked[idents[0]].labels.items()}
        lefts = {pair.id: ident for pair, ident in zip(question.body.pairs, idents, strict=True)}
        texts = {ident: sheet.text(text) for ident, text in question.body.choices}
        return {lefts[left]: [right[texts[choice]]] for left, choice in response.items()}
    if isinstance(question.body, Ordering):
        return _places(question.body, item, response)
    return {"response1": [str(response)]}


def _places(body: Ordering, item: Item12, response: Response) -> Given:
    assert isinstance(response, list)
    ident_of = {}
    for ident, text in body.entries:
        (found,) = (
            left
            for left, one in item.asked.items()
            if one.text and same(one.text, torture().inline(text))
        )
        ident_of[ident] = found
    place = {shown(text): ident for ident, text in item.asked[ident_of["1"]].labels.items()}
    return {ident_of[entry]: [place[str(at)]] for at, entry in enumerate(response, 1)}


def test_manifest_and_archive_agree() -> None:
    check_manifest(package())
    (quiz,) = package().of_type("imsqti_xmlv1p2")
    folder = quiz.href.partition("/")[0]
    assert f"{folder}/assessment_meta.xml" in package().files
    assert {path.partition("/")[0] for path in package().files} == {
        "imsmanifest.xml",
        folder,
        "web_resources",
    }


def test_no_question_is_left_out_and_ids_and_points_are_kept() -> None:
    assert not any(loss.left_out for loss in exported().losses)
    assert list(items()) == [question.id for question in torture().questions]
    for question, item in asked():
        assert float(item.metadata["points_possible"]) == question.points
        idents = [ident for ident in item.metadata["original_answer_ids"].split(",") if ident]
        assert all(ident.isdigit() for ident in idents)
        if isinstance(question.body, Choice):
            assert idents == list(item.asked["response1"].labels)


def test_every_response_gets_the_mark_that_it_gets_here() -> None:
    """But for several right options: there Canvas sees to what is half right."""
    for question, item in asked():
        for response in responses(question):
            here = credit(question, response)
            assert here is not None
            if isinstance(question.body, Choice) and question.body.multiple:
                here = float(here == 1)
            score, _ = item.mark(as_given(question, item, response))
            assert float(score) == pytest.approx(here * 100, abs=0.01), (question.id, response)
            assert (score == 100) == (here == 1)


def test_a_partial_mark_of_several_options_is_named_as_a_loss() -> None:
    named = {loss.question for loss in exported().losses if "partial credit" in loss.what}
    assert named == {
        question.id
        for question, _ in asked()
        if isinstance(question.body, Choice) and question.body.multiple
    }


def test_what_is_typed_counts_in_any_case_and_nothing_near_it_does() -> None:
    assert items()["short"].mark({"response1": ["Customer CHURN"]})[0] == 100
    assert items()["short"].mark({"response1": ["customer churn!"]})[0] == 0
    assert items()["short-star"].mark({"response1": ["C:\\new"]})[0] == 100


def test_texts_are_those_of_the_source() -> None:
    sheet = torture()
    for question, item in asked():
        assert same(item.stem, sheet.stem(question))
        if isinstance(question.body, Choice):
            texts = item.asked["response1"].labels.values()
            for text, option in zip(texts, question.body.options, strict=True):
                assert same(text, sheet.inline(option.text))
        if isinstance(question.body, Matching):
            for one, pair in zip(item.asked.values(), question.body.pairs, strict=True):
                assert one.text is not None
                assert same(one.text, sheet.inline(pair.left))
                offered = {text.text for text in one.labels.values()}
                assert offered == {sheet.text(text) for _, text in question.body.choices}


def test_feedback_of_options_is_shown_to_who_chose_them() -> None:
    sheet = torture()
    for question, item in asked():
        if not isinstance(question.body, Choice):
            continue
        for option, ident in zip(
            question.body.options, item.asked["response1"].labels, strict=True
        ):
            _, seen = item.mark({"response1": [ident]})
            of_options = [shown(item.feedback[one]) for one in seen if one != "general_fb"]
            wanted = sheet.block(option.feedback)
            assert of_options == ([wanted] if wanted else [])


def test_remarks_and_models_are_shown_whatever_was_said() -> None:
    sheet = torture()
    for question, item in asked():
        expected = sheet.block(question.feedback)
        body = question.body
        if isinstance(body, Essay):
            expected += sheet.block(body.model)
        if isinstance(body, TrueFalse):
            expected = sheet.block(body.explanation) + expected
        if isinstance(body, Listing):
            general = shown(item.feedback["general_fb"])
            assert all(sheet.inline(entry.text) in general for entry in body.entries)
            assert general.startswith("<ol>") == body.ordered
            continue
        assert ("general_fb" in item.feedback) == bool(expected)
        if expected:
            assert shown(item.feedback["general_fb"]) == expected
            assert "general_fb" in item.mark({})[1]


def test_types_are_those_of_canvas() -> None:
    found = {question.id: item.metadata["question_type"] for question, item in asked()}
    assert found["quotes"] == "multiple_choice_question"
    assert found["multiple-two"] == "multiple_answers_question"
    assert found["tf-true"] == "true_false_question"
    assert found["short"] == found["gaps-nasty-1"] == "short_answer_question"
    assert found["num-tenth"] == "numerical_question"
    assert found["match-plain"] == found["order-plain"] == "matching_question"
    assert found["essay"] == found["complaint-1"] == "essay_question"


def test_an_ordering_is_not_given_away_by_the_order_of_its_entries() -> None:
    for question, item in asked():
        if isinstance(question.body, Ordering):
            lefts = [one.text for one in item.asked.values()]
            texts = [torture().inline(text) for _, text in question.body.entries]
            assert [same(t, s) for t, s in zip(lefts, texts, strict=True) if t] != [True] * len(
                texts
            )


def test_the_quiz_has_its_title_and_points_and_keeps_pins() -> None:
    (path,) = (path for path in package().files if path.endswith("assessment_meta.xml"))
    meta = package().xml(path)
    assert meta.findtext(f"{META}title") == torture().title
    total = sum(question.points for question in torture().questions)
    assert float(meta.findtext(f"{META}points_possible") or 0) == pytest.approx(total)
    assert meta.findtext(f"{META}shuffle_answers") == "false"
    free = opened(CANVAS.write(sheet_of("Q: Which?\n- [x] this\n- [ ] that\n")))
    (path,) = (path for path in free.files if path.endswith("assessment_meta.xml"))
    assert free.xml(path).findtext(f"{META}shuffle_answers") == "true"


def test_the_same_sheet_makes_the_same_bytes_and_another_order_another_quiz() -> None:
    sheet = torture()
    assert CANVAS.write(sheet) == exported().data
    turned = opened(CANVAS.write(sheet.only(sheet.questions[::-1])))
    assert turned.of_type("imsqti_xmlv1p2")[0].href not in package().files
