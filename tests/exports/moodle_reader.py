"""Moodle XML as Moodle reads and marks it: written for the tests, on lxml, without our writer."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree

Element = Any  # lxml is published without types


@dataclass(frozen=True)
class Rich:
    """A text with its format and the files that came with it, by their path."""

    text: str
    format: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Read:
    """A question of the file; *category* is the one that it falls into."""

    element: Element
    category: str

    @property
    def type(self) -> str:
        return str(self.element.get("type", ""))

    def value(self, path: str) -> str:
        found = self.element.findtext(path)
        assert found is not None, (path, self.type)
        return str(found)

    def rich(self, name: str) -> Rich:
        found = self.element.find(name)
        assert found is not None, name
        return rich(found)

    @property
    def answers(self) -> list[Element]:
        return list(self.element.findall("answer"))

    @property
    def fractions(self) -> list[str]:
        return [answer.get("fraction", "") for answer in self.answers]

    def mark(self, response: object) -> float:
        """Return the fraction, in [0, 1], that Moodle gives for *response*.

        It is what a student gives: indices of options, a truth, a text, a number, choices in
        the order of the entries to match, or the entries in the order that they were put in.
        """
        return _MARKS[self.type](self, response)


def rich(element: Element) -> Rich:
    """Return the text in *element*; each file under the path that texts name it by."""
    files = {
        f"{file.get('path', '/')}{file.get('name')}".lstrip("/"): b64decode(file.text or "")
        for file in element.findall("file")
    }
    assert all(file.get("encoding") == "base64" for file in element.findall("file"))
    return Rich(element.findtext("text") or "", element.get("format", ""), files)


def read(data: bytes) -> list[Read]:
    """Return the questions of a file in their order."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.tag == "quiz"
    found, category = [], ""
    for element in root:
        assert element.tag == "question"
        if element.get("type") == "category":
            category = element.findtext("category/text") or ""
        else:
            found.append(Read(element, category))
    return found


def _multichoice(question: Read, chosen: object) -> float:
    assert isinstance(chosen, Sequence)
    parts = [float(question.fractions[index]) / 100 for index in chosen]
    if question.value("single") == "true":
        assert len(parts) <= 1
    return min(1.0, max(0.0, sum(parts)))


def _truefalse(question: Read, said: object) -> float:
    by_text = {answer.findtext("text"): answer for answer in question.answers}
    return float(by_text["true" if said else "false"].get("fraction", "")) / 100


def _shortanswer(question: Read, typed: object) -> float:
    assert question.value("usecase") == "0"
    for answer in question.answers:
        if re.fullmatch(_pattern(answer.findtext("text") or ""), str(typed), re.IGNORECASE):
            return float(answer.get("fraction", "")) / 100
    return 0.0


def _pattern(wording: str) -> str:
    """Return the regular expression of an answer: a bare asterisk stands for anything."""
    parts = re.split(r"(?<!\\)\*", wording)
    return ".*".join(re.escape(part.replace("\\*", "*")) for part in parts)


def _numerical(question: Read, typed: object) -> float:
    for answer in question.answers:
        value = float(answer.findtext("text") or "")
        tolerance = float(answer.findtext("tolerance") or 0)
        if value - tolerance <= float(str(typed)) <= value + tolerance:
            return float(answer.get("fraction", "")) / 100
    return 0.0


def _matching(question: Read, chosen: object) -> float:
    assert isinstance(chosen, Sequence)
    asked = [one for one in question.element.findall("subquestion") if one.findtext("text")]
    right = [unescape(one.findtext("answer/text") or "") for one in asked]
    assert len(chosen) == len(right)
    return float(sum(a == b for a, b in zip(chosen, right, strict=True)) / len(right))


def _ordering(question: Read, order: object) -> float:
    assert isinstance(order, Sequence)
    assert question.value("gradingtype") == "ABSOLUTE_POSITION"
    by_place = sorted(question.answers, key=lambda answer: int(answer.get("fraction", "")))
    right = [answer.findtext("text") for answer in by_place]
    return float(sum(a == b for a, b in zip(order, right, strict=True)) / len(right))


_MARKS = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
}
