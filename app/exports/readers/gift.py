"""GIFT, read as Moodle's importer reads it: https://docs.moodle.org/en/GIFT_format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

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
    decoded,
    matching_of,
)
from app.quiz.questions import Question
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

FULL = 100.0
GAP = "_____"  # what Moodle puts where answers stand inside a sentence
FORMATS = frozenset({"html", "markdown", "plain", "moodle"})
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN = re.compile("[\ue100-\ue17f]")
_MARK = re.compile(r"\[(id|tag):((?:\\\]|[^\]])+)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_NAME = re.compile(r"::(.*?)::(.*)", re.DOTALL)
_ANSWERS = re.compile(r"([^{}]*)\{([^{}]*)\}([^{}]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Part:
    """An answer: its sign (= or ~), its weight in per cent if it has one, text and feedback."""

    sign: str
    weight: float | None
    text: str
    feedback: str


def read(data: bytes, folder: str) -> Reading:
    """Return the questions of a file; raises ReadError."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if "{" not in text:
        raise ReadError("The file is no GIFT: it has no answers in braces.")
    found, title, category = Gathered(folder), "", ""
    for block in _BLANK.split(text.strip()):
        lines = [line.strip() for line in block.split("\n")]
        marks = _MARK.findall("\n".join(line for line in lines if line.startswith("//")))
        body = "\n".join(line for line in lines if not line.startswith("//")).strip()
        if body.startswith("$CATEGORY:"):
            first, category = place_of(body.partition(":")[2])
            title = title or first
        elif body:
            _keep(found, body, marks, category)
    return found.reading(title)


def _keep(found: Gathered, body: str, marks: list[tuple[str, str]], category: str) -> None:
    ids = [value for name, value in marks if name == "id"]
    tags = tuple(value.replace("\\]", "]").strip() for name, value in marks if name == "tag")
    hidden = _ESCAPED.sub(lambda one: chr(0xE100 + ord("\n" if one[1] == "n" else one[1])), body)
    named = _NAME.match(hidden)
    name, text = (_shown(named[1]), named[2]) if named else ("", hidden)
    where = next(iter(ids), "") or " ".join((name or _shown(text.partition("{")[0])).split())[:60]
    read_ = _Read(found, where)
    try:
        found.keep(read_.question(text, next(iter(ids), ""), tags, category))
    except NotTaken as reason:
        found.lose(where, str(reason), left_out=True)


def _shown(hidden: str) -> str:
    """Return a text with what was escaped in it."""
    return _HIDDEN.sub(lambda one: chr(ord(one[0]) - 0xE100), hidden).strip()


class _Read:
    """One question, what it loses, and the format of its texts unless they name another."""

    def __init__(self, found: Gathered, where: str) -> None:
        self._found, self._where, self._style = found, where, "moodle"

    def question(self, text: str, id_: str, tags: tuple[str, ...], category: str) -> Question:
        match = _ANSWERS.fullmatch(text)
        if match is None:
            raise NotTaken("it has no answers in braces, or braces that are not escaped")
        before, answers, after = match[1].strip(), match[2].strip(), match[3].strip()
        self._style, before = self._styled(before)
        stem = f"{before} {GAP} {after}" if after else before
        answers, _, feedback = answers.partition("####")
        remark = self.block(feedback)
        body = self._body(answers.strip(), remark)
        asked = self.block(stem)
        if not asked:
            raise NotTaken("it asks nothing: its text is empty")
        kept = "" if isinstance(body, Essay) else remark
        return Question(id_, asked, body, feedback=kept, tags=tags, chapter=category)

    def _styled(self, text: str) -> tuple[str, str]:
        """Return the format that *text* names in front, else the question's, and the rest."""
        name, bracket, rest = text.strip().partition("]")
        if bracket and name[:1] == "[" and name[1:] in FORMATS:
            return name[1:], rest
        return self._style, text

    def block(self, hidden: str) -> str:
        style, text = self._styled(hidden)
        html = as_html(_shown(text), style)
        if html is None:
            return _shown(text)
        return "\n\n".join(html_markdown.blocks(html, self._source))

    def line(self, hidden: str) -> str:
        style, text = self._styled(hidden)
        html = as_html(_shown(text), style)
        return _shown(text) if html is None else html_markdown.line(html, self._source)

    def _source(self, address: str) -> str:
        return self._found.picture_inside(address, self._where)

    def lose(self, what: str) -> None:
        self._found.lose(self._where, what)

    def _body(self, answers: str, remark: str) -> Any:
        """Return what the answers make of the question, by the order of Moodle's tests."""
        if not answers:
            if not remark:
                self.lose("a model answer, which decks ask for: one has to be written")
            return Essay(remark or NO_MODEL)
        if answers.startswith("#"):
            return _numeric(self, answers[1:])
        if "~" in answers:
            return _choice(self, _parts(answers))
        if "=" in answers and "->" in answers:
            return _matching(self, answers)
        truth, *said = answers.split("#")
        if truth.strip() in {"T", "TRUE", "F", "FALSE"}:
            return self._true_false(truth.strip()[0] == "T", said)
        return _short_answer(self, _parts(answers if answers.startswith("=") else f"={answers}"))

    def _true_false(self, truth: bool, said: list[str]) -> TrueFalse:  # noqa: FBT001 - it is the answer
        if any(part.strip() for part in said):
            self.lose("the feedback of single answers")
        return TrueFalse(truth)


def _parts(answers: str) -> list[_Part]:
    found = []
    for sign, rest in re.findall(r"([=~])([^=~]*)", answers):
        text, _, feedback = rest.strip().partition("#")
        weight = _WEIGHT.match(text)
        worth = float(weight[1]) if weight else None
        found.append(_Part(sign, worth, text[weight.end() if weight else 0 :].strip(), feedback))
    return found


def _choice(read_: _Read, parts: list[_Part]) -> Choice:
    single = any(part.sign == "=" for part in parts)
    right = [part.sign == "=" if single else (part.weight or 0) > 0 for part in parts]
    if single and any((part.weight or 0) > 0 for part in parts if part.sign == "~"):
        read_.lose("part of the points for an option that is not quite right")
    if single and sum(right) > 1:
        read_.lose("that one of several right options is enough: all are to be chosen now")
    if not 0 < sum(right) < len(parts):
        raise NotTaken("its options are all right or all wrong")
    return Choice(
        tuple(
            Option(f"{number}", read_.line(part.text), is_right, read_.block(part.feedback))
            for number, (part, is_right) in enumerate(zip(parts, right, strict=True), 1)
        )
    )


def _matching(read_: _Read, answers: str) -> Matching:
    rows = []
    for pair in answers.split("=")[1:]:
        left, _, right = pair.partition("->")
        choice = escaping.inline(" ".join(unescape(_shown(right)).split()))
        rows.append((read_.line(left), choice))
    return matching_of(rows)


def _short_answer(read_: _Read, parts: list[_Part]) -> ShortAnswer:
    right = [part for part in parts if part.weight in {None, FULL}]
    if len(right) < len(parts):
        read_.lose("answers that are worth a part of the points, or none")
    if any(part.feedback.strip() for part in parts):
        read_.lose("the feedback of single answers")
    texts = [_shown(part.text) for part in right]
    kept = [text.replace("\\*", "*") for text in texts if not re.search(r"(?<!\\)\*", text)]
    if len(kept) < len(texts):
        read_.lose("answers with an asterisk that stands for anything")
    if not any(kept):
        raise NotTaken("no answer is right word for word")
    return ShortAnswer(tuple(escaping.wording(text) for text in kept if text))


def _numeric(read_: _Read, answers: str) -> Numeric:
    parts = _parts(answers if answers.strip().startswith(("=", "~")) else f"={answers}")
    if len(parts) > 1:
        read_.lose("numbers after the first that is right")
    best = next((part for part in parts if part.weight in {None, FULL}), None)
    return Numeric(_quantity(best.text if best else ""))


def _quantity(text: str) -> Quantity:
    if ".." in text:
        low, high = map(decimal, text.split("..", 1))
        return Quantity((low + high) / 2, abs(high - low) / 2, "")
    value, _, tolerance = text.partition(":")
    return Quantity(decimal(value), abs(decimal(tolerance or "0")), "")
