"""The torture set as an exam on paper, and what a question's texts must say there."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from app.decks.rendering import plain_text
from app.exports.paper.options import Paper
from app.exports.paper.printed import with_long_gaps
from app.exports.sheet import Sheet
from app.quiz.questions import Question
from tests.exports.pdf_reader import bare
from tests.exports.torture import torture

PAPER = Paper(date=dt.date(2026, 7, 14), minutes=90, version="A")
_FORMULA = re.compile(r"<math[^>]*?>.*?</math>", re.DOTALL)
_PICTURE = re.compile("<img[^>]*>")


def exam(paper: Paper = PAPER) -> Sheet:
    return replace(torture(), paper=paper)


def said(html: str) -> Iterator[str]:
    """Yield the lines and cells of HTML without white space; pictures say nothing.

    Formulas part lines: every format writes them in its own way.
    """
    html = _FORMULA.sub("<br>", with_long_gaps(html))
    for line in plain_text(_PICTURE.sub("", html)).replace("\t", "\n").split("\n"):
        if bare(line):
            yield unicodedata.normalize("NFC", bare(line))


def stem(sheet: Sheet, question: Question) -> list[str]:
    return list(said(sheet.stem(question)))


def is_reordered(text: str) -> bool:
    """Whether glyphs stand in another order than letters: then only the letters are compared."""
    return any(
        unicodedata.bidirectional(letter) in {"R", "AL"} or "\u0e00" <= letter <= "\u0e7f"
        for letter in text
    )
