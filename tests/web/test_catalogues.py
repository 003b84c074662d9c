"""Every catalogue has every text, with the placeholders and the markup of the text in the code."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.config import ROOT
from app.web.catalogues import FOLDER
from app.web.languages import OFFERED, SOURCE
from scripts.messages import extracted, untranslated

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}")
TAG = re.compile(r"<[^>]+>")
CATALOGUES = sorted(FOLDER.glob("*.po"))


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return extracted()


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"))


def ids(found: Catalog) -> set[str]:
    return {message.id if isinstance(message.id, str) else message.id[0] for message in found}


def forms(message: Message) -> tuple[list[str], list[str]]:
    """Return the forms in the code and those of the translation."""
    given = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return given, said


def marks(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def test_each_offered_language_has_a_catalogue_and_each_catalogue_is_offered() -> None:
    assert {path.stem for path in CATALOGUES} == {*OFFERED} - {SOURCE}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_the_texts_of_the_code_and_no_others(path: Path, texts: Catalog) -> None:
    found = ids(catalogue(path))
    assert sorted(ids(texts) - found) == [], "run make messages and translate these"
    assert sorted(found - ids(texts)) == [], "run make messages: nothing says these any more"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_nothing_is_left_untranslated(path: Path) -> None:
    assert untranslated(catalogue(path)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_translations_fill_in_and_mark_up_what_their_text_does(path: Path) -> None:
    wrong = []
    for message in catalogue(path):
        if not message.id:
            continue
        given, said = forms(message)
        wrong += [
            text
            for text in said
            if marks(PLACEHOLDER, text) != marks(PLACEHOLDER, given[-1])
            or marks(TAG, text) != marks(TAG, given[-1])
        ]
    assert wrong == []


def test_a_text_without_a_translation_is_told() -> None:
    some = Catalog(locale="zh_Hans")
    some.add("Save", "保存")
    some.add("Leave", "")
    some.add(("%(num)d card", "%(num)d cards"), ("",))
    assert untranslated(some) == ["Leave", "%(num)d card"]


def in_braces(path: Path) -> list[str]:
    """Return the texts that are called for within an f-string, where Babel does not look."""
    calls = (
        call
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    )
    names = {"_", "later", "say", "gettext", "ngettext"}
    return [
        f"{path.name}:{call.lineno}"
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in names
    ]


def test_no_text_hides_in_an_f_string() -> None:
    assert [found for path in (ROOT / "app").rglob("*.py") for found in in_braces(path)] == []
