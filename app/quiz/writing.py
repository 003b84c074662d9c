"""Questions as deck Markdown that an author edits; it parses back to the same questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.decks import parse
from app.decks.blocks.canonical import INDENT, bullets, numbered, paragraph
from app.decks.model import BLANK_CLOSE, BLANK_OPEN, Use
from app.quiz.marking.lists import Entry
from app.quiz.questions import USUAL_POINTS, Question, questions
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

_BLANK = re.compile(f"{BLANK_OPEN}(?P<hint>[^{BLANK_CLOSE}]*){BLANK_CLOSE}")
_PIPE = re.compile(r"(?<!\\)\|")
_CURRENCIES = frozenset("€$£¥")


class UnwritableError(ValueError):
    """The deck format cannot say what a question says."""


def write_file(title: str, wanted: Sequence[Question], deck: str = "") -> str:
    """Return a question file: front matter, then a section for each question, Q1, Q2 ….

    Raises UnwritableError for a question that would not be read as it is.
    """
    head = [f"title: {_yaml(title)}"] + ([f"deck: {_yaml(deck)}"] if deck else [])
    sections = (f"## Q{n}\n{write(q)}" for n, q in enumerate(wanted, 1))
    return "\n".join(["---", *head, "context: 0", "---", "", "\n".join(sections)])


def write(question: Question) -> str:
    """Return the Markdown of one question, for a section of its own.

    What the file around it says (chapter, path, line) is not written; nor are headings, so that
    *context* has to be empty; the id of an ordered list ends in ``-1``. Raises UnwritableError
    unless it parses back to *question*.
    """
    text = _WRITERS[type(question.body)](question)
    if question.feedback:
        quoted = [f"> {line}".rstrip() for line in question.feedback.split("\n")]
        text += "\n> **Remark:** " + "\n".join(quoted).removeprefix("> ") + "\n"
    parsed = parse(f"## Question\n{text}", question.path)
    back = questions(parsed.deck, exam=True)
    if [_comparable(one) for one in back] != [_comparable(question)]:
        raise UnwritableError(f"The question {question.id} cannot be written as deck Markdown.")
    return text


def _comparable(question: Question) -> Question:
    return replace(question, path="", line=0, chapter="")


def _marks(question: Question, accept: Iterable[str] = ()) -> str:
    """Return the attributes of *question* in braces."""
    parts = [f"#{question.id}"]
    for name, value in (
        ("accept", "; ".join(accept)),
        ("hint", question.hint),
        ("tags", "; ".join(question.tags)),
        ("use", "" if question.use is Use.PRACTICE else question.use.value),
        ("points", "" if question.points == USUAL_POINTS else f"{question.points:g}"),
    ):
        parts += [f'{name}="{value}"'] if value else []
    return "{" + " ".join(parts) + "}"


def _asked(question: Question) -> str:
    """Return ``Q:``, the stem and, behind its first paragraph, the attributes."""
    first, gap, rest = question.stem.partition("\n\n")
    return f"Q: {first} {_marks(question)}{gap}{rest}\n"


def _choice(question: Question) -> str:
    body: Choice = question.body
    return f"{_asked(question)}{_apart(question)}" + "".join(map(_option, body.options))


def _option(option: Option) -> str:
    box = f"- [{'x' if option.right else ' '}] {option.text}{' {pin}' if option.pinned else ''}\n"
    if not option.feedback:
        return box
    lines = f"- {option.feedback}".split("\n")
    kept = [lines[0], *(f"  {line}".rstrip() for line in lines[1:])]
    return box + "".join(f"{INDENT}{line}".rstrip() + "\n" for line in kept)


def _apart(question: Question) -> str:
    """Return the blank line that parts a list from a stem of several paragraphs."""
    return "\n" if "\n\n" in question.stem else ""


def _true_false(question: Question) -> str:
    body: TrueFalse = question.body
    below = f"\n{body.explanation}\n" if body.explanation else ""
    return f"{_asked(question)}{_apart(question)}A: {str(body.truth).lower()}\n{below}"


def _essay(question: Question) -> str:
    body: Essay = question.body
    return f"{_asked(question)}{_apart(question)}A: essay\n\n{body.model}\n"


def _short_answer(question: Question) -> str:
    body: ShortAnswer = question.body
    wordings = " | ".join(_PIPE.sub(r"\\|", wording) for wording in body.wordings)
    return f"{_asked(question)}{_apart(question)}A~ {wordings}\n"


def _numeric(question: Question) -> str:
    body: Numeric = question.body
    quantity = body.quantity
    if quantity.unit in _CURRENCIES:
        said = f"{quantity.unit}{quantity.value:f}"
    else:
        said = f"{quantity.value:f} {quantity.unit}".strip()
    tolerance = f" ± {quantity.tolerance:f}" if quantity.tolerance else ""
    return f"{_asked(question)}{_apart(question)}A= {said}{tolerance}\n"


def _ordering(question: Question) -> str:
    body: Ordering = question.body
    return f"{_asked(question)}\n{numbered([text for _, text in body.entries])}\n\n<!-- order -->\n"


def _matching(question: Question) -> str:
    body: Matching = question.body
    used = {pair.choice for pair in body.pairs}
    rows = [(pair.left, body.text(pair.choice)) for pair in body.pairs]
    rows += [("", text) for number, text in body.choices if number not in used]
    lines = (" | ".join(_PIPE.sub(r"\\|", cell) for cell in row) for row in rows)
    table = "\n".join(["| | |", "|---|---|", *(f"| {line} |" for line in lines)])
    return f"{_asked(question)}\n{table}\n"


def _listing(question: Question) -> str:
    body: Listing = question.body
    write_list, switch = (numbered, "steps") if body.ordered else (bullets, "list")
    # Steps make further cards, so that the list of all of them is the first of its note.
    note = question.id.removesuffix("-1") if body.ordered else question.id
    arguments = _marks(replace(question, id=note)).strip("{}")
    entries = write_list([_entry(entry) for entry in body.entries])
    return f'<!-- cards: {switch} {arguments} ask="{question.stem}" -->\n\n{entries}\n'


def _entry(entry: Entry) -> str:
    accept = "; ".join(entry.accept)
    return paragraph(entry.text) + (f' {{accept="{accept}"}}' if accept else "")


def _gap(question: Question) -> str:
    body: Gap = question.body

    def marked(match: re.Match[str]) -> str:
        hint = f"^{match['hint']}^" if match["hint"] else ""
        return f"=={body.wordings[0]}{hint}=="

    return f"{_BLANK.sub(marked, question.stem)} {_marks(question, body.wordings[1:])}\n"


def _yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_WRITERS: dict[type, Callable[[Question], str]] = {
    Choice: _choice,
    TrueFalse: _true_false,
    ShortAnswer: _short_answer,
    Numeric: _numeric,
    Listing: _listing,
    Matching: _matching,
    Ordering: _ordering,
    Gap: _gap,
    Essay: _essay,
}
