"""In which order and under which letters answers are printed: what students and keys agree on.

Options of a choice are printed as the version has them. Entries to be put in order, and the
choices of a matching, must not stand in the author's order, which is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from string import ascii_lowercase

from app.exports.sheet import GAP, Sheet, as_typed
from app.quiz.key import key_of
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.gap import Gap
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

WRITTEN_GAP = GAP * 4  # room for a word in handwriting


def letter(position: int) -> str:
    """Return the letter of the option at *position*, from 0: a to z, then aa, ab …"""
    rest, last = divmod(position, len(ascii_lowercase))
    return (letter(rest - 1) if rest else "") + ascii_lowercase[last]


def choices(sheet: Sheet, body: Matching) -> list[tuple[str, str]]:
    """Return (id, text) of the choices of a matching by the alphabet, as they are lettered."""
    return sorted(body.choices, key=lambda choice: (sheet.text(choice[1]).casefold(), choice[0]))


def entries(sheet: Sheet, question: Question) -> Sequence[tuple[str, str]]:
    """Return (id, text) of the entries to be put in order, shuffled for this version."""
    body: Ordering = question.body
    made = sorted(body.entries, key=lambda entry: _hash(sheet, question, entry[0]))
    return [*made[1:], made[0]] if made == list(body.entries) else made


def _hash(sheet: Sheet, question: Question, entry: str) -> bytes:
    parts = "\x1f".join((sheet.paper.version, question.id, entry))
    return blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def is_on_answer_sheet(question: Question) -> bool:
    """Whether it is answered by marking circles."""
    return isinstance(question.body, Choice | TrueFalse)


def bubbles(question: Question) -> list[str]:
    """Return the letters of its circles on the answer sheet."""
    if isinstance(question.body, Choice):
        return [letter(number) for number in range(len(question.body.options))]
    return ["T", "F"] if isinstance(question.body, TrueFalse) else []


def key(sheet: Sheet, question: Question) -> str:
    """Return the right answer under the letters and numbers that are printed, as plain text."""
    match question.body:
        case Choice(options=options):
            return " ".join(letter(n) for n, option in enumerate(options) if option.right)
        case Matching() as body:
            letters = {number: letter(n) for n, (number, _) in enumerate(choices(sheet, body))}
            return ", ".join(f"{n} {letters[pair.choice]}" for n, pair in enumerate(body.pairs, 1))
        case Ordering():
            return " ".join(number for number, _ in entries(sheet, question))
        case ShortAnswer(wordings=wordings) | Gap(wordings=wordings):
            return " | ".join(map(as_typed, wordings))
    return key_of(question)


def with_long_gaps(html: str) -> str:
    """Return *html* with gaps wide enough to be filled in by hand."""
    return html.replace(GAP, WRITTEN_GAP)
