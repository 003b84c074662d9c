"""TeX in the words of a block: ``$…$`` and ``$$…$$``, and what cannot be right in it."""

from __future__ import annotations

import re

from app.decks.blocks.source import Place
from app.decks.diagnostics import Report
from app.decks.marks.masks import FORMULA, MATHS, spans
from app.decks.marks.passage import Passage, Span

HINT = "Mend the formula; for a dollar sign, write \\$."

_TOKEN = re.compile(
    r"\\(?:begin|end)\{[A-Za-z]+\*?\}|\\left(?![A-Za-z])|\\right(?![A-Za-z])|\\.|[{}]", re.DOTALL
)
_UNCLOSED = re.compile(r"(?<!\\)\$\$")
_CLOSERS = {"{": "}", "\\left": "\\right"}


def report_broken(passage: Passage, report: Report) -> list[tuple[str, Place]]:
    """Report the formulas in *passage* whose braces or commands have no partner.

    Returns the others, without their dollar signs: whether they can be set is seen later.
    """
    whole: list[tuple[str, Place]] = []
    for start, end in formulas(passage):
        tex, place = passage.text[start:end].strip("$"), passage.place(start)
        if problem := fault_of(tex):
            report.add("broken-tex", place, f"the formula has {problem}", HINT)
        else:
            whole.append((tex, place))
    for match in _UNCLOSED.finditer(passage.text):
        if not passage.masks[match.start()]:
            message = "“$$” opens a formula that nothing closes"
            hint = "Close it with $$ in the same paragraph, or write \\$ for a dollar sign."
            report.add("broken-tex", passage.place(match.start()), message, hint)
    return whole


def formulas(passage: Passage) -> list[Span]:
    """Return where formulas stand in *passage*; those that touch are told apart."""
    return [
        match.span()
        for start, end in spans(passage.masks, MATHS)
        for match in FORMULA.finditer(passage.text, start, end)
    ]


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
