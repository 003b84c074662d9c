"""Blackboard's own upload of questions: a text file, a question a line, tabs between its fields.

Documentation: Blackboard Help, "Upload questions". Of what Blackboard reads this is what it
specifies in public; its packages are known from its exports alone (ADR 28). Questions and
options are HTML on one line, what is typed is compared as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet, as_typed, fragments
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

MOST_ANSWERS = 100
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_IMAGE = re.compile(r'<img(?:[^>"]|"[^"]*")*>')
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')
_SPACE = re.compile(r"[ \t\r\n]+")
_QUOTE = re.compile(r'"(?=[^<>]*(?:<|$))')  # not within a tag
_VOID = re.compile(r"<(br|hr)>")
_FORMULA = re.compile(r'<math\b[^>]* alttext="([^"]*)".*?</math>', re.DOTALL)


def write(sheet: Sheet) -> bytes:
    """Return the file; it has no header and no empty line, as both would be taken for errors."""
    lines = ("\t".join(_fields(sheet, question)) for question in sheet.questions)
    return "".join(f"{line}\r\n" for line in lines).encode()


def _fields(sheet: Sheet, question: Question) -> list[str]:
    kind, rest = _WRITERS[type(question.body)]
    name = "MA" if isinstance(question.body, Choice) and question.body.multiple else kind
    return [name, _line(sheet.stem(question)), *rest(sheet, question.body)]


def _line(html: str) -> str:
    """Return *html* on one line, without tabs, pictures, MathML and quotes to be taken for CSV.

    It is well-formed XML as well, for readers that parse it as such, and in ASCII: Blackboard
    does not say which encoding it expects.
    """
    html = _IMAGE.sub(_in_words, _FORMULA.sub(r"$$\1$$", html))
    parts = _PREFORMATTED.split(html)
    # Every second part is preformatted: there a line's end is one.
    parts[::2] = (_SPACE.sub(" ", part).strip(" ") for part in parts[::2])
    parts[1::2] = (_preformatted(part) for part in parts[1::2])
    line = _QUOTE.sub("&quot;", "".join(parts)).replace("&nbsp;", "&#160;")
    return _VOID.sub(r"<\1 />", line).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _preformatted(html: str) -> str:
    lines = html.replace("\t", "&#9;").replace("\r", "").split("\n")
    return "<br>".join(lines).replace("<br></code></pre>", "</code></pre>")


def _in_words(image: re.Match[str]) -> str:
    words = _ALTERNATIVE.search(image[0])
    return f"[{words[1]}]" if words and words[1] else ""


def _choice(sheet: Sheet, body: Choice) -> Iterable[str]:
    for option in body.options:
        yield _line(sheet.inline(option.text))
        yield "correct" if option.right else "incorrect"


def _true_false(_sheet: Sheet, body: TrueFalse) -> Iterable[str]:
    yield "true" if body.truth else "false"


def _typed(_sheet: Sheet, body: ShortAnswer | Gap) -> Iterable[str]:
    yield from dict.fromkeys(as_typed(wording) for wording in body.wordings)


def _numeric(_sheet: Sheet, body: Numeric) -> Iterable[str]:
    yield f"{body.quantity.value:f}"
    yield f"{body.quantity.tolerance:f}"


def _matching(sheet: Sheet, body: Matching) -> Iterable[str]:
    for pair in body.pairs:
        yield _line(sheet.inline(pair.left))
        yield _line(sheet.inline(body.text(pair.choice)))


def _ordering(sheet: Sheet, body: Ordering) -> Iterable[str]:
    return (_line(sheet.inline(text)) for _, text in body.entries)


def _listing(sheet: Sheet, body: Listing) -> Iterable[str]:
    kind = "ol" if body.ordered else "ul"
    entries = "".join(f"<li>{_line(sheet.inline(entry.text))}</li>" for entry in body.entries)
    yield f"<{kind}>{entries}</{kind}>"


def _essay(sheet: Sheet, body: Essay) -> Iterable[str]:
    yield _line(sheet.block(body.model))


_WRITERS: dict[type, tuple[str, Callable[[Sheet, Any], Iterable[str]]]] = {
    Choice: ("MC", _choice),
    TrueFalse: ("TF", _true_false),
    ShortAnswer: ("FIB", _typed),
    Gap: ("FIB", _typed),
    Numeric: ("NUM", _numeric),
    Matching: ("MAT", _matching),
    Ordering: ("ORD", _ordering),
    Listing: ("ESS", _listing),
    Essay: ("ESS", _essay),
}


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what a line of Blackboard's cannot take over."""
    return [Loss(question.id, what, gone) for what, gone in _losses(sheet, question)]


def _losses(sheet: Sheet, question: Question) -> Iterable[tuple[str, bool]]:
    if _too_many(question.body):
        yield f"more than {MOST_ANSWERS} answers", True
        return
    if isinstance(question.body, Matching) and _shares_choices(question.body):
        yield "a choice that belongs to several entries, which Blackboard would mark wrong", True
        return
    if any(name in sheet.pictures for name in sheet.pictures_in(question)):
        yield "its pictures: their descriptions stand there", False
    if any("<math" in sheet.shown(fragment) for fragment in fragments(question)):
        yield "formulas: they stand as TeX in dollar signs", False
    yield from ((what, False) for what in _of_body(question.body))


def _too_many(body: object) -> bool:
    match body:
        case Choice(options=parts) | Ordering(entries=parts) | Matching(pairs=parts):
            return len(parts) > MOST_ANSWERS
        case ShortAnswer(wordings=parts) | Gap(wordings=parts):
            return len(parts) > MOST_ANSWERS
    return False


def _shares_choices(body: Matching) -> bool:
    used = [body.text(pair.choice) for pair in body.pairs]
    return len(set(used)) < len(used)


def _of_body(body: object) -> Iterable[str]:
    match body:
        case Choice() if any(option.pinned for option in body.options):
            yield "a pinned option: whether options are shuffled is a setting of the question"
        case Matching() if len(body.choices) > len(body.pairs):
            yield "choices that belong to nothing"
        case Listing():
            yield "a list becomes an essay, with the entries as its sample answer"
        case Numeric(quantity=quantity) if quantity.unit:
            yield f"the unit ({quantity.unit}) is not asked for, only the number"
        case Ordering():
            yield "Blackboard Ultra does not upload orderings, the original view does"
        case ShortAnswer() | Gap():
            yield "spelling is not tolerated: letters are compared"
    if isinstance(body, Choice) and body.multiple:
        yield "partial credit is a setting of the question"


add(
    Format(
        "blackboard",
        "Blackboard (question upload)",
        "txt",
        "text/plain",
        write,
        losses,
        (
            "points: every question gets those that the test has set for uploads",
            "feedback, ids, tags, chapters and hints are not in the file",
        ),
    )
)
