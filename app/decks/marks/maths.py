"""TeX in the words of a block: ``$…$`` and ``$$…$$``, and what cannot be right in it."""

from __future__ import annotations

import re

from app.decks.diagnostics import Report
from app.decks.marks.masks import MATHS, spans
from app.decks.marks.passage import Passage

_TOKEN = re.compile(
    r"\\(?:begin|end)\{[A-Za-z]+\*?\}|\\left(?![A-Za-z])|\\right(?![A-Za-z])|\\.|[{}]", re.DOTALL
)
_UNCLOSED = re.compile(r"(?<!\\)\$\$")
_CLOSERS = {"{": "}", "\\left": "\\right"}


def report_broken(passage: Passage, report: Report) -> None:
    """Report the formulas in *passage* whose braces or commands have no partner."""
    for start, end in spans(passage.masks, MATHS):
        problem = fault_of(passage.text[start:end].strip("$"))
        if problem:
            hint = "Mend the formula; for a dollar sign, write \\$."
            report.add("broken-tex", passage.place(start), f"the formula has {problem}", hint)
    for match in _UNCLOSED.finditer(passage.text):
        if not passage.masks[match.start()]:
            message = "“$$” opens a formula that nothing closes"
            hint = "Close it with $$ in the same paragraph, or write \\$ for a dollar sign."
            report.add("broken-tex", passage.place(match.start()), message, hint)


def fault_of(tex: str) -> str:
    """Return what has no partner in *tex*, in words; "" if everything has."""
    waiting: list[str] = []
    for part in _TOKEN.findall(tex):
        if closer := _closer(part):
            waiting.append(closer)
        elif part.startswith(("}", "\\right", "\\end{")) and (not waiting or waiting.pop() != part):
            return f"a “{part}” that closes nothing"
    return f"no “{waiting[-1]}”" if waiting else ""


def _closer(part: str) -> str:
    """Return what has to follow *part*: ``}``, ``\\right``, ``\\end{name}``, or nothing."""
    if part.startswith("\\begin{"):
        return part.replace("begin", "end", 1)
    return _CLOSERS.get(part, "")
