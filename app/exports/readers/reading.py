"""What a reader gives back, and the pictures and ids that it comes across."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from html import escape

from app.exports.registry import Loss
from app.exports.sheet import MEDIA_TYPES
from app.quiz.questions import Question
from app.quiz.types.matching import Matching, Pair

MOST_DIGITS = 300  # before or behind the point
NO_MODEL = "No model answer was given."
MAX_BYTES = 32 * 1024 * 1024
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")
_DATA = re.compile(r"data:image/([a-z]+)(?:\+xml)?;base64,(.*)", re.DOTALL)
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


class ReadError(ValueError):
    """A file cannot be read at all; the message says why and what to do."""


class NotTaken(Exception):  # noqa: N818 - no error: the file is sound, decks have no such question
    """A question cannot be taken over; the message says why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. Texts are Markdown; an *id* that none was given is "".

    *pictures* are files by the path that the texts name them with, relative to the deck.
    """

    title: str
    questions: tuple[Question, ...]
    losses: tuple[Loss, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """What a reader gathers on its way; *folder* is where pictures shall be."""

    folder: str
    questions: list[Question] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def lose(self, where: str, what: str, *, left_out: bool = False) -> None:
        """Say that something was lost at *where*: an id, or the first words of a question."""
        self.losses.append(Loss(where, what, left_out))

    def keep(self, question: Question, *, chapter: str = "") -> None:
        """Keep *question*, in *chapter*; its id only if no other has it and a deck can."""
        taken = {other.id for other in self.questions}
        if question.id and (question.id in taken or not _ID.fullmatch(question.id)):
            self.lose(question.id, "the id, which is taken or which decks cannot have")
            question = replace(question, id="")
        self.questions.append(replace(question, chapter=chapter) if chapter else question)

    def picture(self, name: str, encoded: str, where: str) -> str:
        """Keep a picture in base64; return its path in the deck's folder, "" if it is none."""
        try:
            data = b64decode("".join(encoded.split()), validate=True)
        except (binascii.Error, ValueError):
            data = b""
        return self.keep_picture(name, data, where)

    def keep_picture(self, name: str, data: bytes, where: str) -> str:
        """Keep a picture; return its path in the deck's folder, "" if it is none."""
        plain = picture_name(name)
        if not data or not plain:
            self.lose(where, f"the picture {name[:80]}, which cannot be read or is of another kind")
            return ""
        return placed_picture(self.pictures, self.folder, plain, data)

    def picture_inside(self, address: str, where: str) -> str:
        """Keep the picture that is inside an ``img`` element's address; say so if none is."""
        match = _DATA.fullmatch(address)
        if match is None:
            self.lose(where, f"the picture {address[:80]}, which is not in the file")
            return ""
        return self.picture(f"picture.{match[1]}", match[2], where)

    def reading(self, title: str) -> Reading:
        """Return what was gathered; raises ReadError if it is not a single question."""
        if not self.questions:
            raise ReadError("The file holds no question that can be taken over.")
        return Reading(title, tuple(self.questions), tuple(self.losses), self.pictures)


def picture_name(name: str) -> str:
    """Return a picture's *name* as a deck's folder can have it; "" of another kind of file."""
    plain = _NOT_IN_NAMES.sub("-", name.replace("\\", "/").rpartition("/")[2]).lstrip(".-")
    stem, _, ending = plain.rpartition(".")
    return plain if stem and ending.lower() in MEDIA_TYPES else ""


def placed_picture(pictures: dict[str, bytes], folder: str, plain: str, data: bytes) -> str:
    """Put *data* into *pictures* under its `picture_name`, numbered if another has it already;
    return its path.
    """
    stem, _, ending = plain.rpartition(".")
    number, path = 1, f"{folder}/{plain}"
    while pictures.get(path, data) != data:
        number += 1
        path = f"{folder}/{stem}-{number}.{ending}"
    pictures[path] = data
    return path


def decoded(data: bytes) -> str:
    """Return the text of a file; raises ReadError unless it is UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 (byte {error.start}): save it as UTF-8."
        raise ReadError(message) from error


def decimal(text: str) -> Decimal:
    """Return a number as a deck can have it; raises NotTaken."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise NotTaken("its answer is no number") from error
    if not number.is_finite() or (number and abs(number.adjusted()) > MOST_DIGITS):
        raise NotTaken("its answer is too large or too small a number")
    return number


def as_html(text: str, style: str) -> str | None:
    """Return a text in one of Moodle's formats as HTML, None if it is Markdown already."""
    if style == "markdown":
        return None
    if style in {"plain", "plain_text"}:
        return escape(text, quote=False).replace("\n", "<br>")
    if style in {"moodle", "moodle_auto_format"}:
        return re.sub(r"\n\s*\n", "<p>", text.strip()).replace("\n", "<br>")
    return text


def matching_of(rows: Sequence[tuple[str, str]]) -> Matching:
    """Return what rows of left and right entries ask; without a left entry only choices."""
    texts = dict.fromkeys(right for _, right in rows if right)
    ids = {text: f"{number}" for number, text in enumerate(texts, 1)}
    asked = [(left, right) for left, right in rows if left and right]
    if len(asked) < 2:  # noqa: PLR2004 - one is nothing to match
        raise NotTaken("there are fewer than two pairs to match")
    pairs = (Pair(f"{n}", left, ids[right]) for n, (left, right) in enumerate(asked, 1))
    return Matching(tuple(pairs), tuple((number, text) for text, number in ids.items()))
