"""QTI 2.1 and 2.2, opened and marked by a reader of its own: texts, marks, files, ids."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree

from app.exports import FORMATS, Export, registry
from app.exports.sheet import as_typed
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.types.outcome import Response
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse
from tests.exports.qti.evaluator21 import Item21, Value
from tests.exports.qti.markup import Said, of_element, of_html
from tests.exports.qti.packages import Package, check_manifest, opened
from tests.exports.qti.responses import credit, responses
from tests.exports.torture import PICTURES, torture

VERSIONS = {"qti21": "2p1", "qti22": "2p2"}
both = pytest.mark.parametrize("name", VERSIONS)


@cache
def exported(name: str) -> Export:
    return registry.write(FORMATS[name], torture())


@cache
def package(name: str) -> Package:
    return opened(exported(name).data)


@cache
def items(name: str) -> dict[str, Item21]:
    found = package(name).of_type(f"imsqti_item_xmlv{VERSIONS[name]}")
    read = [Item21(package(name).files[one.href]) for one in found]
    return {str(item.root.attrib["identifier"]): item for item in read}


def asked(name: str) -> list[tuple[Question, Item21]]:
    return [(question, items(name)[question.id]) for question in torture().questions]


def said(name: str, element: etree._Element) -> Said:
    """Return what an element says, with the names that its pictures have in the deck."""
    names = {data: picture for picture, data in PICTURES.items()}
    return of_element(element, lambda path: names[package(name).files[f"items/{path}"]])


def choices(item: Item21, path: str) -> list[etree._Element]:
    return item.all(f"q:itemBody/{path}")


def idents(name: str, question: Question, item: Item21, path: str) -> dict[str, str]:
    """Return the identifier of each of our entries, found by its text."""
    body, sheet = question.body, torture()
    if isinstance(body, Choice):
        ours = {option.id: option.text for option in body.options}
    elif isinstance(body, Matching):
        ours = dict(body.choices)
    else:
        ours = dict(body.entries)
    found = {}
    for ident, text in ours.items():
        wanted = of_html(sheet.inline(text))
        (one,) = (one for one in choices(item, path) if said(name, one) == wanted)
        found[ident] = str(one.attrib["identifier"])
    return found


def as_given(name: str, question: Question, item: Item21, response: Response) -> Value:
    """Return a response of ours as it is given to the item."""
    body = question.body
    if isinstance(body, Choice):
        found = idents(name, question, item, "q:choiceInteraction/q:simpleChoice")
        assert isinstance(response, list)
        return [found[ident] for ident in response] or None
    if isinstance(body, TrueFalse):
        options = choices(item, "q:choiceInteraction/q:simpleChoice")
        return [str(o.attrib["identifier"]) for o in options if o.text == str(response)]
    if isinstance(body, Matching):
        assert isinstance(response, dict)
        lefts, _ = choices(item, "q:matchInteraction/q:simpleMatchSet")
        right = idents(name, question, item, "q:matchInteraction/q:simpleMatchSet[2]/*")
        left = {p.id: str(e.attrib["identifier"]) for p, e in zip(body.pairs, lefts, strict=True)}
        return [f"{left[pair]} {right[choice]}" for pair, choice in response.items()]
    if isinstance(body, Ordering):
        found = idents(name, question, item, "q:orderInteraction/q:simpleChoice")
        assert isinstance(response, list)
        return [found[ident] for ident in response]
    return [str(response)] if response else None


@both
def test_manifest_and_archive_agree(name: str) -> None:
    check_manifest(package(name))
    (test,) = package(name).of_type(f"imsqti_test_xmlv{VERSIONS[name]}")
    in_items = {
        one.identifier for one in package(name).of_type(f"imsqti_item_xmlv{VERSIONS[name]}")
    }
    assert set(test.needs) == in_items


@both
def test_the_test_has_every_item_in_its_order_and_adds_up_their_marks(name: str) -> None:
    (test,) = package(name).of_type(f"imsqti_test_xmlv{VERSIONS[name]}")
    root = package(name).xml(test.href)
    refs = list(root.iter("{*}assessmentItemRef"))
    assert [ref.get("identifier") for ref in refs] == [one.id for one in torture().questions]
    for ref in refs:
        item = Item21(package(name).files[str(ref.attrib["href"])])
        assert item.root.get("identifier") == ref.get("identifier")
    assert root.get("title") == torture().title
    (total,) = root.iter("{*}testVariables")
    assert total.get("variableIdentifier") == "SCORE"
    assert not any(loss.left_out for loss in exported(name).losses)


@both
def test_every_response_gets_the_mark_that_it_gets_here(name: str) -> None:
    for question, item in asked(name):
        assert item.most == question.points
        for response in responses(question):
            here = credit(question, response)
            assert here is not None
            score = item.mark(as_given(name, question, item, response))
            assert score == pytest.approx(here * question.points, abs=1e-7), (question.id, response)
            assert (score == question.points) == (here == 1), (question.id, response)


@both
def test_no_response_has_no_marks(name: str) -> None:
    for _, item in asked(name):
        assert item.mark(None) == 0


@both
def test_what_a_person_has_to_mark_is_not_marked(name: str) -> None:
    for question, item in asked(name):
        if isinstance(question.body, Essay | Listing):
            assert not list(item.root.iter("{*}responseProcessing")) or question.feedback
            assert item.mark(["whatever"]) == 0
            (rubric,) = item.all("q:itemBody/q:rubricBlock")
            assert rubric.get("view") == "scorer"
            (key,) = rubric
            if isinstance(question.body, Essay):
                assert said(name, key) == of_html(torture().block(question.body.model))
            else:
                entries = [said(name, entry) for entry in key[0]]
                texts = [torture().inline(entry.text) for entry in question.body.entries]
                assert entries == [of_html(text) for text in texts]


@both
def test_typed_answers_count_in_any_case_and_nothing_near_them_does(name: str) -> None:
    for question, item in asked(name):
        if isinstance(question.body, ShortAnswer | Gap):
            for wording in map(as_typed, question.body.wordings):
                assert item.mark([wording.upper()]) == question.points
                assert item.mark([f"{wording}x"]) == 0


@both
def test_texts_are_those_of_the_source(name: str) -> None:
    sheet = torture()
    for question, item in asked(name):
        stem = item.one("q:itemBody")[0]
        assert said(name, stem) == of_html(sheet.stem(question))
        body = question.body
        if isinstance(body, Choice):
            shown = choices(item, "q:choiceInteraction/q:simpleChoice")
            texts = [option.text for option in body.options]
            fixed = [choice.get("fixed") == "true" for choice in shown]
            assert fixed == [option.pinned for option in body.options]
        elif isinstance(body, Matching):
            shown = choices(item, "q:matchInteraction/q:simpleMatchSet[1]/*")
            texts = [pair.left for pair in body.pairs]
        else:
            continue
        assert [said(name, one) for one in shown] == [of_html(sheet.inline(t)) for t in texts]


@both
def test_feedback_is_shown_to_whom_it_is_meant_for(name: str) -> None:
    sheet = torture()
    for question, item in asked(name):
        body = question.body
        general = sheet.block(question.feedback)
        if isinstance(body, TrueFalse):
            general = sheet.block(body.explanation) + general
        for response in list(responses(question))[:6]:
            item.mark(as_given(name, question, item, response))
            chosen = response if isinstance(body, Choice) and isinstance(response, list) else []
            options = [o for o in body.options if o.id in chosen] if chosen else []
            wanted = [*(sheet.block(option.feedback) for option in options), general]
            seen = [said(name, one[0]) for one in item.shown()]
            assert seen == [of_html(text) for text in wanted if text]


@both
def test_standard_templates_mark_what_they_can(name: str) -> None:
    found = {
        question.id: item.one("q:responseProcessing").get("template")
        for question, item in asked(name)
        if item.all("q:responseProcessing")
    }
    address = f"http://www.imsglobal.org/question/qti_v{VERSIONS[name]}/rptemplates/"
    assert found["emoji"] == f"{address}match_correct"
    assert found["multiple-three"] == f"{address}map_response"
    assert found["short-star"] == f"{address}map_response"
    assert found["match-shared"] == f"{address}map_response"
    assert found["quotes"] is None  # two points and feedback: no template gives them


@both
def test_neither_the_order_of_entries_nor_their_ids_tell_the_right_one(name: str) -> None:
    sorted_ = []
    for question, item in asked(name):
        if isinstance(question.body, Ordering):
            right = list(idents(name, question, item, "q:orderInteraction/q:simpleChoice").values())
            shown = choices(item, "q:orderInteraction/q:simpleChoice")
            assert [one.get("identifier") for one in shown] != right
            sorted_.append(sorted(right) == right)
    assert len(sorted_) > 1
    assert not all(sorted_)


@both
def test_the_same_sheet_makes_the_same_bytes(name: str) -> None:
    assert FORMATS[name].write(torture()) == exported(name).data
