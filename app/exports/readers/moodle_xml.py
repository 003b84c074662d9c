"""Moodle XML, read: https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from math import isfinite
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from app.decks.model import Quantity
from app.exports.readers import escaping, html_markdown
from app.exports.readers.places import place_of
from app.exports.readers.reading import (
    NO_MODEL,
    Gathered,
    NotTaken,
    ReadError,
    Reading,
    as_html,
    decimal,
    matching_of,
)
from app.exports.readers.xml_tree import tree_of
from app.quiz.questions import USUAL_POINTS, Question
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

FULL = 100.0
PLUGINFILE = "@@PLUGINFILE@@/"


def read(data: bytes, folder: str) -> Reading:
    """Return the questions of a file; raises ReadError."""
    root = _root(data)
    found, category, title = Gathered(folder), "", ""
    for element in root:
        if element.get("type") == "category":
            path = place_of(element.findtext("category/text") or "")
            title, category = title or path[0], path[1]
        else:
            _keep(found, element, category)
    return found.reading(title)


def _root(data: bytes) -> ET.Element:
    root = tree_of(data)
    if root.tag != "quiz":
        raise ReadError(f"The file is XML, but no Moodle quiz: it begins with <{root.tag}>.")
    return root


def _keep(found: Gathered, element: ET.Element, category: str) -> None:
    question = _Read(found, element)
    try:
        found.keep(question.question(category))
    except NotTaken as reason:
        found.lose(question.where, str(reason), left_out=True)


class _Read:
    """One question element, and where what it loses is said."""

    def __init__(self, found: Gathered, element: ET.Element) -> None:
        self._found, self.element = found, element
        self.id = (element.findtext("idnumber") or "").strip()
        name = " ".join((element.findtext("name/text") or "").split())
        self.where = self.id or name[:60] or "a question without a name"

    def question(self, category: str) -> Question:
        kind = self.element.get("type") or "of no type"
        if kind not in _BODIES:
            raise NotTaken(f"the question type “{kind}” is none of ours")
        tags = (" ".join((tag.findtext("text") or "").split()) for tag in self._all("tags/tag"))
        hints = [self.line(hint) for hint in self._all("hint")]
        if len(hints) > 1:
            self.lose("hints after the first")
        stem = self.text("questiontext")
        if not stem:
            raise NotTaken("it asks nothing: its text is empty")
        return Question(
            id=self.id,
            stem=stem,
            body=_BODIES[kind](self),
            points=self.number("defaultgrade", USUAL_POINTS),
            feedback=self.text("generalfeedback"),
            hint=next(iter(hints), ""),
            tags=tuple(dict.fromkeys(filter(None, tags))),
            chapter=category,
        )

    def lose(self, what: str) -> None:
        self._found.lose(self.where, what)

    def _all(self, path: str) -> Iterator[ET.Element]:
        return self.element.iterfind(path)

    def answers(self) -> list[ET.Element]:
        """Return the answers; a question without one is not taken."""
        found = list(self._all("answer"))
        if not found:
            raise NotTaken("it has no answers")
        return found

    def number(self, path: str, otherwise: float) -> float:
        try:
            number = float(self.element.findtext(path) or otherwise)
        except ValueError:
            return otherwise
        return number if isfinite(number) and number >= 0 else otherwise

    def text(self, path: str) -> str:
        """Return the text below an element as blocks of Markdown."""
        element = self.element.find(path)
        return "" if element is None else self.block(element)

    def block(self, element: ET.Element) -> str:
        html = _html(element)
        if html is None:
            return (element.findtext("text") or "").strip()
        return "\n\n".join(html_markdown.blocks(html, self._source(element)))

    def line(self, element: ET.Element) -> str:
        html = _html(element)
        text = element.findtext("text") or ""
        if html is None:
            return " ".join(text.split())
        return html_markdown.line(html, self._source(element))

    def _source(self, element: ET.Element) -> Callable[[str], str]:
        files = {
            f"{file.get('path') or '/'}{file.get('name') or ''}".lstrip("/"): file.text or ""
            for file in element.iterfind("file")
        }

        def source(address: str) -> str:
            name = unquote(address.removeprefix(PLUGINFILE))
            if address.startswith(PLUGINFILE) and name in files:
                return self._found.picture(name, files[name], self.where)
            return self._found.picture_inside(address, self.where)

        return source


def _html(element: ET.Element) -> str | None:
    """Return the text of *element* as HTML, None if it is Markdown already."""
    return as_html(element.findtext("text") or "", element.get("format") or "html")


def _fraction(answer: ET.Element) -> float:
    try:
        return float(answer.get("fraction") or 0)
    except ValueError:
        return 0.0


def _choice(read: _Read) -> Choice:
    answers = read.answers()
    several = (read.element.findtext("single") or "true").strip() in {"false", "0"}
    best = max(map(_fraction, answers))
    worth = [_fraction(one) > 0 if several else _fraction(one) == best > 0 for one in answers]
    if not several and any(0 < _fraction(one) < best for one in answers):
        read.lose("part of the points for an option that is not quite right")
    if not 0 < sum(worth) < len(answers):
        raise NotTaken("its options are all right or all wrong")
    return Choice(
        tuple(
            Option(f"{number}", read.line(answer), right, _feedback(read, answer))
            for number, (answer, right) in enumerate(zip(answers, worth, strict=True), 1)
        )
    )


def _feedback(read: _Read, answer: ET.Element) -> str:
    element = answer.find("feedback")
    return "" if element is None else read.block(element)


def _said_with_answers(read: _Read) -> None:
    if any((answer.findtext("feedback/text") or "").strip() for answer in read.answers()):
        read.lose("the feedback of single answers")


def _true_false(read: _Read) -> TrueFalse:
    _said_with_answers(read)
    best = max(read.answers(), key=_fraction)
    return TrueFalse((best.findtext("text") or "").strip().lower() == "true")


def _short_answer(read: _Read) -> ShortAnswer:
    _said_with_answers(read)
    right = [a for a in read.answers() if _fraction(a) == FULL]
    if len(right) < len(read.answers()):
        read.lose("answers that are worth a part of the points, or none")
    texts = [a.findtext("text") or "" for a in right]
    kept = [text.replace("\\*", "*") for text in texts if not re.search(r"(?<!\\)\*", text)]
    if len(kept) < len(texts):
        read.lose("answers with an asterisk that stands for anything")
    if not any(text.strip() for text in kept):
        raise NotTaken("no answer is right word for word")
    if (read.element.findtext("usecase") or "0").strip() == "1":
        read.lose("that capital letters count")
    return ShortAnswer(tuple(escaping.wording(text) for text in kept if text.strip()))


def _numeric(read: _Read) -> Numeric:
    _said_with_answers(read)
    best = max(read.answers(), key=_fraction)
    if len(read.answers()) > 1:
        read.lose("numbers after the first that is right")
    value = decimal(best.findtext("text") or "")
    tolerance = abs(decimal((best.findtext("tolerance") or "").strip() or "0"))
    unit = " ".join((read.element.findtext("units/unit/unit_name") or "").split())
    return Numeric(Quantity(value, tolerance, unit))


def _matching(read: _Read) -> Matching:
    rows = []
    for one in read.element.iterfind("subquestion"):
        choice = unescape(one.findtext("answer/text") or "")
        rows.append((read.line(one), escaping.inline(" ".join(choice.split()))))
    return matching_of(rows)


def _ordering(read: _Read) -> Ordering:
    answers = read.answers()
    if len(answers) < 2:  # noqa: PLR2004 - one is nothing to order
        raise NotTaken("there are fewer than two entries to order")
    return Ordering(tuple((f"{n}", read.line(a)) for n, a in enumerate(answers, 1)))


def _essay(read: _Read) -> Essay:
    model = read.text("graderinfo")
    if not model:
        read.lose("a model answer, which decks ask for: one has to be written")
    return Essay(model or NO_MODEL)


_BODIES: dict[str, Callable[[_Read], Any]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
