"""Why a typed answer was marked as it was, in words."""

from __future__ import annotations

from typing import Any

from app.exports.sheet import as_typed
from app.models import Attempt
from app.quiz.marking.verdicts import Reason
from app.web.languages import later as _

WORDS = {
    Reason.EXACT: "",  # the verdict beside it says it all
    Reason.ACCEPTED: _("Also accepted."),
    Reason.SAME_WORDS: _("The same words in another form or order."),
    Reason.SPELLING: _("Mind the spelling: {wording}."),
    Reason.NUMBER: _("Within what is tolerated."),
    Reason.OTHER_NUMBER: _("Another number is right."),
    Reason.OTHER_UNIT: _("The unit is another one."),
    Reason.NO_NUMBER: _("There is no number in your answer."),
    Reason.OTHER_TERM: _("This is {wording}, you wrote {other}."),
    Reason.DIFFERENT: _("This is not what was asked for."),
    Reason.EMPTY: _("Nothing was written."),
    Reason.LONG: _("Too long to be marked by its letters: judge it beside the key."),
}


TITLES = {  # of attempts that were not made from one deck or chapter, as they are stored
    "Mock exam": _("Mock exam"),
    "All decks": _("All decks"),
    "Weak spots": _("Weak spots"),
}
TYPES = {
    "choice": _("Choice"),
    "essay": _("Essay"),
    "cloze": _("Gap in a sentence"),
    "list": _("List"),
    "matching": _("Matching"),
    "numeric": _("Number"),
    "ordering": _("Ordering"),
    "short_answer": _("Short answer"),
    "true_false": _("True or false"),
}


def title(attempt: Attempt) -> str:
    """Return what *attempt* is called; the title of a deck is nobody's to translate."""
    return str(TITLES.get(attempt.title, attempt.title))


def question_type(name: str) -> str:
    """Return what a type of question is called."""
    return str(TYPES[name])


def chapter(name: str) -> str:
    """Return a chapter's name as people read it: ``chapter9`` is *Chapter 9*."""
    stem = name.rstrip("0123456789")
    if stem in {"chapter", "chapter-"} and name != stem:
        return str(_("Chapter %(number)s", number=name[len(stem) :]))
    return f"{stem.replace('-', ' ').strip()} {name[len(stem) :]}".strip().capitalize()


def reason(marked: dict[str, Any]) -> str:
    """Return the sentence for a stored ``Marked``: ``{verdict, reason, wording, other}``."""
    words = str(WORDS[Reason(marked["reason"])])
    return words.format(wording=as_typed(marked["wording"]), other=as_typed(marked["other"]))
