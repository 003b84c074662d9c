"""Names in packages: ids that XML takes, files that no system minds, the same in every version."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from app.exports import FORMATS
from app.exports.packages import mixed, picture_files, xml_id
from app.quiz.versions import versions
from tests.exports.qti.evaluator12 import read
from tests.exports.qti.evaluator21 import Item21
from tests.exports.qti.packages import check_manifest, opened
from tests.exports.qti.responses import credit
from tests.exports.sheets import sheet_of
from tests.exports.torture import torture

NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
ODD = ["A", "a", "1a", "a:b", "a b", "é", "", "-x", "a/../b", "q_1a-0", "客户", ".", "a\u0301"]


def test_ids_that_xml_takes_are_kept() -> None:
    for ident in ("a", "q-0123abc", "Quiz_1.b", "_x"):
        assert xml_id(ident) == ident


def test_other_ids_are_made_safe_and_stay_different() -> None:
    made = [xml_id(ident) for ident in ODD]
    assert all(NCNAME.fullmatch(ident) for ident in made)
    assert len(set(made)) == len(ODD)
    assert [xml_id(ident) for ident in ODD] == made


@pytest.mark.parametrize("name", ["qti12", "qti21", "qti22"])
def test_a_package_of_questions_with_odd_ids_opens(name: str) -> None:
    sheet = torture()
    asked = [replace(one, id=ident) for one, ident in zip(sheet.questions, ODD, strict=False)]
    package = opened(FORMATS[name].write(sheet.only(tuple(asked))))
    check_manifest(package)
    assert not any(".." in path or path.startswith("/") for path in package.files)
    assert len({path.casefold() for path in package.files}) == len(package.files)


def test_names_of_pictures_are_readable_and_hold_no_path() -> None:
    pictures = {"../../etc/a b.PNG": b"1", "x/a%20b.png": b"2", "noending": b"3", "ü.svg": b"4"}
    files = picture_files(replace(torture(), pictures=pictures))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+\.[a-z0-9]+", name) for name in files.values())
    assert files["../../etc/a b.PNG"].startswith("a-b-")
    assert len(set(files.values())) == len(pictures)


def test_titles_are_the_first_words_of_what_is_asked() -> None:
    sheet = torture()
    titles = {question.id: sheet.title_of(question) for question in sheet.questions}
    assert titles["small-numbers"] == "Which is smaller?"
    assert len(titles["long-stem"]) == 80
    assert all(title and "\n" not in title for title in titles.values())


def test_what_is_mixed_is_all_there_and_never_in_its_own_order() -> None:
    for question in torture().questions:
        for count in range(2, 7):
            entries = list(range(count))
            assert mixed(question, entries) != entries
            assert sorted(mixed(question, entries)) == entries
            assert mixed(question, entries) == mixed(question, entries)


def test_options_of_a_version_keep_their_ids_and_their_marks() -> None:
    sheet = sheet_of(
        "Q: Which? {#one}\n- [ ] a\n- [x] b\n- [ ] c\n- [ ] d\n\n"
        "Q: Which two? {#two}\n- [x] a\n- [ ] b\n- [x] c\n- [ ] d\n"
    )
    by_text: dict[tuple[str, str], set[str]] = {}
    orders = set()
    for version in versions(sheet.questions, 4, "seed"):
        package = opened(FORMATS["qti21"].write(sheet.only(version.questions)))
        for question in version.questions:
            item = Item21(package.files[f"items/{question.id}.xml"])
            choices = item.all("q:itemBody/q:choiceInteraction/q:simpleChoice")
            orders.add((question.id, tuple(str(one.text) for one in choices)))
            for one, option in zip(choices, question.body.options, strict=True):
                ident = str(one.attrib["identifier"])
                by_text.setdefault((question.id, str(one.text)), set()).add(ident)
                assert item.mark([ident]) == credit(question, [option.id])
    assert all(len(idents) == 1 for idents in by_text.values())
    assert len(orders) > 2


def test_two_versions_are_two_quizzes_with_the_same_items_in_canvas() -> None:
    sheet = torture()
    names, idents = set(), set()
    for version in versions(sheet.questions, 2, "seed"):
        package = opened(FORMATS["qti12"].write(sheet.only(version.questions)))
        (quiz,) = package.of_type("imsqti_xmlv1p2")
        names.add(quiz.href)
        idents.add(frozenset(read(package.xml(quiz.href))))
    assert len(names) == 2
    assert len(idents) == 1
