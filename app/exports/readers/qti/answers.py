"""What both versions of QTI make of options, words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.decks.model import Quantity
from app.exports.readers import escaping
from app.exports.readers.qti.texts import Texts
from app.exports.readers.reading import NO_MODEL, NotTaken
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.numeric import Numeric
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

GAP = "______"
_TRUE, _FALSE = frozenset({"true", "t"}), frozenset({"false", "f"})
Offered = tuple[str, str, bool]
"""An option: its identifier, its text as Markdown, whether it keeps its place."""


def choice_of(options: Sequence[Offered], right: set[str], feedback: Mapping[str, str]) -> Choice:
    """Return a choice; *right* and *feedback* by the options' identifiers. Raises NotTaken."""
    if not 0 < len(right & {ident for ident, _, _ in options}) < len(options):
        raise NotTaken("its options are all right or all wrong, or no right one is named")
    if not all(text for _, text, _ in options):
        raise NotTaken("an option has no text")
    return Choice(
        tuple(
            Option(f"{number}", text, ident in right, feedback.get(ident, ""), pinned)
            for number, (ident, text, pinned) in enumerate(options, 1)
        )
    )


def truth_of(
    options: Sequence[Offered], right: set[str], *, sure: bool = False
) -> TrueFalse | None:
    """Return whether a statement is true, if that is all that the options say.

    Unless one is *sure* of that, the identifiers have to say so as well as the texts: two options
    may have these words for another reason.
    """
    words = {ident: text.strip().rstrip(".").casefold() for ident, text, _ in options}
    if set(words.values()) != {"true", "false"} or len(options) != len(words) != 1:
        return None
    named = {ident.casefold() for ident in words}
    if not sure and not (named & _TRUE and named & _FALSE):
        return None
    if len(right) != 1:
        raise NotTaken("its options are all right or all wrong, or no right one is named")
    return TrueFalse(words.get(next(iter(right))) == "true")


def words_of(texts: Texts, wordings: Iterable[str], *, exact: bool) -> ShortAnswer:
    """Return what is right word for word; *exact*: capital letters count. Raises NotTaken."""
    kept = [" ".join(text.split()) for text in wordings if text.strip()]
    if not kept:
        raise NotTaken("it names no right answer")
    if exact and any(text != text.upper() or text != text.lower() for text in kept):
        texts.lose("that capital letters count")
    return ShortAnswer(tuple(dict.fromkeys(map(escaping.wording, kept))))


def number_of(low: Decimal, high: Decimal, value: Decimal | None = None) -> Numeric:
    """Return a number between two; *value* where it is in the middle of them."""
    if low > high:
        raise NotTaken("its lowest right number is higher than its highest")
    middle = (low + high) / 2
    if value is not None and value - low == high - value:
        middle = value
    return Numeric(Quantity(middle, high - middle, ""))


def essay_of(texts: Texts, model: str) -> Essay:
    """Return a text to write, with the answer that graders compare it with."""
    if not model:
        texts.lose("a model answer, which decks ask for: one has to be written")
    return Essay(model or NO_MODEL)


def lose_of_answers(texts: Texts, body: Any, feedback: Mapping[str, str]) -> None:
    """Say so if there is feedback of single answers, which only options keep."""
    if feedback and not isinstance(body, Choice):
        texts.lose("the feedback of single answers")
