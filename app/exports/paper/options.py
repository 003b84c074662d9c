"""How an exam is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from app.quiz.questions import Question

EXAM_BYTES = 6


class PaperSize(StrEnum):
    """The sizes of paper that exams are printed on, as typst names them."""

    A4 = "a4"
    LETTER = "us-letter"


SIZES = {"a4": PaperSize.A4, "letter": PaperSize.LETTER}
MILLIMETRES = {PaperSize.A4: (210.0, 297.0), PaperSize.LETTER: (215.9, 279.4)}


@dataclass(frozen=True, slots=True)
class Paper:
    """What the cover says and how the pages look; what is empty or None is not printed.

    *instructions*: plain text, a paragraph a line. *minutes*: the time that is given. *date* is
    also the document's date, so that the same exam gives the same bytes. *version*: its letter.
    """

    size: PaperSize = PaperSize.A4
    large: bool = False
    instructions: str = ""
    date: dt.date | None = None
    minutes: int | None = None
    version: str = ""


def exam_id(questions: Iterable[Question]) -> str:
    """Return what names the exam on its answer sheets: the same for all versions of it."""
    ids = "\n".join(sorted(question.id for question in questions))
    return blake2b(ids.encode("utf-8", "surrogatepass"), digest_size=EXAM_BYTES).hexdigest()
