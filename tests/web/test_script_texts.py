"""What scripts say goes through the catalogue, and a page in another language brings it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.web.assets import FOLDER, served
from app.web.bundling import without_comments
from app.web.script_texts import texts_in
from tests.web.browser import Browser

MODULES = sorted((FOLDER / "js").rglob("*.js"))
SAID = re.compile(r"(?<![\w/])(?:_|ngettext)\(")
DEFINED = re.compile(r"function (?:_|ngettext)\(")
SPOKEN = re.compile(
    r"\b(?:_|ngettext)\(\s*\"[^\"]*\"(?:,\s*\"[^\"]*\")?|new (?:Error|Failure)\([^;]*;", re.DOTALL
)
STRING = re.compile(r"\"([^\"\n]*)\"|`([^`]*)`")
FILLED = re.compile(r"\$\{[^}]*\}")
SENTENCE = re.compile(
    r"[A-Z][a-z]+ [a-z]|[a-z]{2,} [a-z]{2,}.*[.…]$|^[A-Z][a-z]+(?: …|\.)$|[a-z] \?$"
)
CHINESE = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}
BLOCK = re.compile(r'<script type="application/json" id="texts">(.*?)</script>', re.DOTALL)


def bare(source: str) -> list[str]:
    """Return the strings of a script that read like words and are said by no ``_``."""
    rest = SPOKEN.sub("(", without_comments(source, ".js"))
    strings = [FILLED.sub("x", one[1] or one[2] or "") for one in STRING.finditer(rest)]
    return [text for text in strings if SENTENCE.search(text)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_script_says_a_text_as_it_is(path: Path) -> None:
    assert bare(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'tell("No connection.");',
        "tell(`Answered ${count} times`);",
        'const name = done ? "Saving …" : "";',
    ],
)
def test_a_bare_text_is_found(source: str) -> None:
    assert bare(source) != []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_text_is_found_in_its_script(path: Path) -> None:
    source = without_comments(path.read_text(encoding="utf-8"), ".js")
    calls = len(SAID.findall(source)) - len(DEFINED.findall(source))
    assert len(list(texts_in(source))) == calls, "one call stands within another, or has no text"


def test_a_text_with_a_plural_has_both_forms() -> None:
    source = 'a(_("One.")); b(ngettext("%(num)d card", "%(num)d cards", 2));'
    assert list(texts_in(source)) == ["One.", ("%(num)d card", "%(num)d cards")]


def test_an_english_page_brings_no_dictionary(ann: Browser) -> None:
    assert BLOCK.search(ann.get("/study/crm").text) is None


@pytest.mark.parametrize("address", ["/study/crm", "/study-shell?lang=zh-Hans"])
def test_a_chinese_page_brings_every_text_of_its_script(ann: Browser, address: str) -> None:
    page = ann.client.get(address, environ_overrides=CHINESE).text
    (block,) = BLOCK.findall(page)
    texts = json.loads(block)
    scripts = ("js/study.js", "js/info.js")  # the second is fetched when somebody asks for it
    said = [text for name in scripts for text in texts_in(served(FOLDER / name).decode())]
    assert {text if isinstance(text, str) else text[0] for text in said} == set(texts)
    assert texts["Show the answer"] == "显示答案"
    assert texts["In %(num)d day"] == {"other": "%(num)d 天后"}
    assert not {"<", ">", "&"} & set(block)
