"""No template writes text past the catalogue: each is parsed, and what is bare is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import app

TEMPLATES = Path(app.__file__).parent / "web/templates"
SAMPLES = "gallery"  # a page for developers, in English
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\bendtrans\s*-?%\}", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
SAID = {"title", "aria-label", "placeholder", "alt"}
# The product's name, keys as they stand on keyboards, and what is typed as it stands.
SAME_EVERYWHERE = {"Retain", "Space", "Enter", "Tab", "Ctrl", "Z", "u", "z"}
UNTRANSLATED = {"script", "style", "pre", "code", "kbd"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
CHOICE = re.compile(r'(?:\{\{-?\s*|else )"([^"]*)"')  # {{ "A" if x else "B" }}


class Bare(HTMLParser):
    """Collects text and spoken attributes that stand in a page as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNTRANSLATED:
            self._inside.append(tag)
        self.found += [value for name, value in attrs if name in SAID and value and is_text(value)]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside and is_text(data):
            self.found.append(data.strip())


def is_text(words: str) -> bool:
    return any(word not in SAME_EVERYWHERE for word in LETTERS.findall(words))


def bare(template: str) -> list[str]:
    """Return the texts of *template* that no catalogue could translate."""
    rest = TRANSLATED.sub("", template)
    spoken = [text for tag in JINJA.findall(rest) for text in literals(tag)]
    parser = Bare()
    parser.feed(JINJA.sub("", rest))
    return parser.found + spoken


def literals(tag: str) -> Iterator[str]:
    """Yield the strings of an expression that read like words and are said by no ``_``."""
    if tag.startswith("{{"):
        for choice in CHOICE.findall(tag):
            if is_text(choice) and choice[:1].isupper():
                yield choice


def templates() -> list[Path]:
    return [path for path in sorted(TEMPLATES.rglob("*.html")) if SAMPLES not in path.parts]


@pytest.mark.parametrize("path", templates(), ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_no_text_stands_in_a_template_as_it_is(path: Path) -> None:
    assert bare(path.read_text()) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Save</p>",
        '<button title="Save it">{{ icon("check") }}</button>',
        '<p>{{ "Save" if new else "Change" }}</p>',
        "{{ number }} cards",
        '<input placeholder="Name">',
    ],
)
def test_a_bare_text_is_found(template: str) -> None:
    assert bare(template) != []


@pytest.mark.parametrize(
    "template",
    [
        '<p>{{ _("Save") }}</p>',
        '<p title="{{ _("Save") }}">{% trans %}Save <b>it</b>{% endtrans %}</p>',
        "<p><kbd>Space</kbd> · {{ name }}: 100 %</p>",
        '<p class="{{ "primary" if first else "quiet" }}">Retain</p>',
        "<pre>flask deck apply</pre>",
    ],
)
def test_what_is_said_by_the_catalogue_is_not(template: str) -> None:
    assert bare(template) == []
