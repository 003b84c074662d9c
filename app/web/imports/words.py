"""Places and reasons of an import in the reader's language."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.exports.material import Shape, boilerplate, hypertext, marked, text
from app.exports.material.editing import IN_CLASS, Act

SHAPES = {
    Shape.TERM: _l("Term and meaning"),
    Shape.QUESTION: _l("Question and answer"),
    Shape.LIST: _l("List"),
    Shape.STEPS: _l("Steps in order"),
    Shape.TABLE: _l("Table"),
    Shape.CLOZE: _l("Text with blanks"),
    Shape.TEXT: _l("Text without cards"),
    Shape.HEADING: _l("Heading"),
    Shape.BLOCK: _l("Question, as written in a deck"),
}
ACTS = {
    Act.FLIP: _l("Flip"),
    Act.MERGE: _l("Merge with next"),
    Act.SPLIT: _l("Split"),
    Act.DROP: _l("Drop"),
    Act.KEEP: _l("Keep"),
}
KNOWN = frozenset({IN_CLASS})
"""Names of duplicates that are no places."""

_REASONS = {
    text.UNSURE: _l("which side is the term is not sure"),
    text.BELOW: _l("the term stands below its meaning in the source"),
    text.OTHER_WAY: _l("the other way round than the pairs around it"),
    text.NO_PAIR: _l("no line belongs to it"),
    text.NO_NAME: _l("a list without a line that says what it lists"),
    text.PROSE: _l("running text"),
    text.IS_TITLE: _l("it is the title"),
    marked.NO_ANSWER: _l("a question without an answer"),
    hypertext.NAME_IT: _l("name this table"),
    boilerplate.FURNITURE: _l("looks like the furniture of a web page"),
    boilerplate.PAGE_NUMBER: _l("looks like a page number"),
    boilerplate.OTHER_SCRIPT: _l("is in another script than the rest"),
    IN_CLASS: _l("the course has this card already"),
    "column names": _l("column names"),
    "one side is empty": _l("one side is empty"),
    "more than two columns: the others are below the back": _l(
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
