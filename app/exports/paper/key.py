"""The key for graders: every version's right answers under its own letters, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.exports.paper import printed, typeset
from app.exports.paper.markup import Markup, literal
from app.exports.sheet import Sheet
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.listing import Listing
from app.quiz.types.true_false import TrueFalse


def write(sheets: Sequence[Sheet]) -> bytes:
    """Return the key of *sheets*, the versions of one exam, as a PDF."""
    first = replace(sheets[0], paper=replace(sheets[0].paper, version=""))
    markup, east_asian = typeset.markup_of(first)
    parts = [typeset.head(first, f"Key: {markup.shown(first.title)}", east_asian=east_asian)]
    for number, sheet in enumerate(sheets):
        parts.append(("" if number == 0 else "#pagebreak()\n") + _version(sheet, markup))
    pictures = typeset.pictures_by_file(first, markup)
    return typeset.pdf("".join(parts), pictures, east_asian=east_asian)


def _version(sheet: Sheet, markup: Markup) -> str:
    said = f", version {sheet.paper.version}" if sheet.paper.version else ""
    rows = [
        f"key-row({number}, {literal(f'{question.points:g}')}, [{markup.text(question.id)}], "
        f"[{_answer(sheet, markup, question)}], [{_rationale(sheet, markup, question)}])"
        for number, question in enumerate(sheet.questions, 1)
    ]
    heading = literal(f"Key{said}")
    return f"#key-of({heading}, [{markup.text(sheet.title)}], {', '.join(rows)})\n"


def _answer(sheet: Sheet, markup: Markup, question: Question) -> str:
    match question.body:
        case Essay(model=model):
            return markup.block(sheet.block(model))
        case Listing(entries=entries, ordered=ordered):
            made = "".join(f", [{markup.line(sheet.inline(entry.text))}]" for entry in entries)
            return f"#{'enum' if ordered else 'list'}(tight: true{made});"
    return f"#strong[{markup.text(printed.key(sheet, question))}];"


def _rationale(sheet: Sheet, markup: Markup, question: Question) -> str:
    made = []
    if isinstance(question.body, Choice):
        for number, option in enumerate(question.body.options):
            if option.feedback:
                said = markup.block(sheet.block(option.feedback))
                made.append(f"#why({literal(printed.letter(number))})[{said}];")
    if isinstance(question.body, TrueFalse):
        made.append(markup.block(sheet.block(question.body.explanation)))
    made.append(markup.block(sheet.block(question.feedback)))
    return "".join(made)
