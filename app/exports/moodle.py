"""What the two formats of Moodle, its XML and GIFT, have in common."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from app.decks.model import Use
from app.exports.registry import Loss
from app.exports.sheet import Sheet
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.gap import Gap
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.short_answer import ShortAnswer

# What Moodle's forms offer (question_bank::fraction_options_full), in per cent.
FRACTIONS = (
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333"),
    *("30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
)
MOST_RIGHT = 10  # options; a smaller share than a tenth is not among the fractions


def fraction(share: float) -> str:
    """Return the listed fraction nearest to *share*, from -1 to 1, as Moodle writes it."""
    nearest = min(FRACTIONS, key=lambda listed: abs(float(listed) - abs(share) * 100))
    return f"-{nearest}" if share < 0 and nearest != "0" else nearest


def shares(body: Choice) -> list[str]:
    """Return the fraction of each option: what choosing it adds or, if several are right, takes."""
    worth, cost = 1 / len(body.right), 1 / len(body.wrong) if body.multiple else 0
    return [fraction(worth if option.right else -cost) for option in body.options]


def category_of(sheet: Sheet, question: Question) -> str:
    """Return the place in the question bank: below the sheet's title, by chapter."""
    names = (sheet.title, question.chapter)
    # A single slash begins a subcategory.
    return "/".join(("$course$/top", *(name.replace("/", "//") for name in names if name)))


def choice_of(sheet: Sheet, text: str) -> str:
    """Return a matching's choice as Moodle shows it, from text whose tags it takes away."""
    return escape(sheet.text(text), quote=False)


def literal(wording: str) -> str:
    """Return *wording* with its asterisks escaped: a bare one would match anything."""
    return wording.replace("*", "\\*")


def losses_of(sheet: Sheet, question: Question) -> Iterator[Loss]:
    """Yield what neither format takes over."""
    if question.use is Use.EXAM:
        yield Loss(question.id, "that it is kept for an exam: it is a question like the others")
    match question.body:
        case Choice() as body if len(body.right) > MOST_RIGHT:
            what = f"more than {MOST_RIGHT} right options: Moodle knows no smaller fractions"
            yield Loss(question.id, what, left_out=True)
        case Choice() as body if body.multiple and len(body.wrong) > MOST_RIGHT:
            what = "what a wrong option takes off is rounded to a fraction that Moodle knows"
            yield Loss(question.id, what)
        case Matching(choices=choices) if not all(sheet.is_plain(text) for _, text in choices):
            yield Loss(question.id, "the choices of a matching are plain text, without formatting")
        case Numeric(quantity=quantity) if quantity.unit:
            yield Loss(question.id, f"the unit ({quantity.unit}) is not asked for, only the number")
        case ShortAnswer() | Gap():
            if isinstance(question.body, Gap):
                yield Loss(question.id, "a gap in a sentence becomes a short answer below it")
            what = "spelling is not tolerated: Moodle compares letter by letter"
            yield Loss(question.id, what)
