"""Places and reasons of an import in the reader's language."""

from __future__ import annotations

import re

from app.exports.material import Shape, boilerplate, hypertext, marked, text
from app.exports.material.editing import IN_CLASS, Act
from app.web.languages import later as _

SHAPES = {
    Shape.TERM: _("Term and meaning"),
    Shape.QUESTION: _("Question and answer"),
    Shape.LIST: _("List"),
    Shape.STEPS: _("Steps in order"),
    Shape.TABLE: _("Table"),
    Shape.CLOZE: _("Text with blanks"),
    Shape.TEXT: _("Text without cards"),
    Shape.HEADING: _("Heading"),
    Shape.BLOCK: _("Question, as written in a deck"),
}
ACTS = {
    Act.FLIP: _("Flip"),
    Act.MERGE: _("Merge with next"),
    Act.SPLIT: _("Split"),
    Act.DROP: _("Drop"),
    Act.KEEP: _("Keep"),
}
KNOWN = frozenset({IN_CLASS})
"""Names of duplicates that are no places."""

_REASONS = {
    text.UNSURE: _("which side is the term is not sure"),
    text.BELOW: _("the term stands below its meaning in the source"),
    text.OTHER_WAY: _("the other way round than the pairs around it"),
    text.NO_PAIR: _("no line belongs to it"),
    text.NO_NAME: _("a list without a line that says what it lists"),
    text.PROSE: _("running text"),
    text.IS_TITLE: _("it is the title"),
    marked.NO_ANSWER: _("a question without an answer"),
    hypertext.NAME_IT: _("name this table"),
    boilerplate.FURNITURE: _("looks like the furniture of a web page"),
    boilerplate.PAGE_NUMBER: _("looks like a page number"),
    boilerplate.OTHER_SCRIPT: _("is in another script than the rest"),
    IN_CLASS: _("the course has this card already"),
    "column names": _("column names"),
    "one side is empty": _("one side is empty"),
    "more than two columns: the others are below the back": _(
        "more than two columns: the others are below the back"
    ),
}
_PLACE = re.compile(r"(lines?|paragraphs?|row|note|question) (.+)", re.DOTALL)


def reason(why: str) -> str:
    """Return a reason of an entry in words."""
    if why in _REASONS:
        return str(_REASONS[why])
    if why.startswith("repeats "):
        return _("repeats %(place)s", place=place(why.removeprefix("repeats ")))
    if why.startswith("the same as "):
        return _("the same as %(place)s", place=place(why.removeprefix("the same as ")))
    return why


def place(where: str) -> str:
    """Return where something stands in the source, in words."""
    match = _PLACE.fullmatch(where)
    if match is None:
        return where
    name, number = match.groups()
    words = {
        "line": _("line %(n)s", n=number),
        "lines": _("lines %(n)s", n=number),
        "paragraph": _("paragraph %(n)s", n=number),
        "paragraphs": _("paragraphs %(n)s", n=number),
        "row": _("row %(n)s", n=number),
        "note": _("note %(n)s", n=number),
        "question": _("question %(n)s", n=number),
    }
    return words[name]
