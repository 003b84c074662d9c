"""Aiken, read line by line: https://docs.moodle.org/en/Aiken_format."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import ascii_uppercase

from app.exports.readers import escaping
from app.exports.readers.reading import Gathered, ReadError, Reading, decoded
from app.quiz.questions import Question
from app.quiz.types.choice import Choice, Option

_OPTION = re.compile(r"[A-Z][).][ \t]+(.*)")
_KEY = re.compile(r"ANSWER:\s*([A-Z])")


@dataclass(slots=True)
class _Begun:
    """A question of which not all lines were read."""

    stem: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def read(data: bytes, folder: str) -> Reading:
    """Return the questions of a file; raises ReadError."""
    text = decoded(data)
    if "ANSWER:" not in text:
        raise ReadError("The file is no Aiken: no line begins with “ANSWER:”.")
    found, begun = Gathered(folder), _Begun()
    for line in map(str.strip, text.splitlines()):
        if key := _KEY.match(line):
            _keep(found, begun, ascii_uppercase.index(key[1]))
            begun = _Begun()
        elif option := _OPTION.match(line):
            begun.options.append(option[1].strip())
        elif line:
            begun.stem.append(line)
    if begun.stem:
        found.lose(" ".join(begun.stem)[:60], "no line with its key follows", left_out=True)
    return found.reading("")


def _keep(found: Gathered, begun: _Begun, right: int) -> None:
    stem = " ".join(begun.stem)
    if not stem or right >= len(begun.options) or len(begun.options) == 1:
        found.lose(
            stem[:60], "it has no text, or no option with the letter of its key", left_out=True
        )
        return
    options = (
        Option(f"{at + 1}", escaping.line_start(escaping.inline(text)), at == right)
        for at, text in enumerate(begun.options)
    )
    asked = escaping.line_start(escaping.inline(stem))
    found.keep(Question("", asked, Choice(tuple(options))))
