"""Why a typed answer was marked as it was, in words."""

from __future__ import annotations

from typing import Any

from app.exports.sheet import as_typed
from app.quiz.marking.verdicts import Reason

WORDS = {
    Reason.EXACT: "",  # the verdict beside it says it all
    Reason.ACCEPTED: "Also accepted.",
    Reason.SAME_WORDS: "The same words in another form or order.",
    Reason.SPELLING: "Mind the spelling: {wording}.",
    Reason.NUMBER: "Within what is tolerated.",
    Reason.OTHER_NUMBER: "Another number is right.",
    Reason.OTHER_UNIT: "The unit is another one.",
    Reason.NO_NUMBER: "There is no number in your answer.",
    Reason.OTHER_TERM: "This is {wording}, you wrote {other}.",
    Reason.DIFFERENT: "This is not what was asked for.",
    Reason.EMPTY: "Nothing was written.",
    Reason.LONG: "Too long to be marked by its letters: judge it beside the key.",
}


def chapter(name: str) -> str:
    """Return a chapter's name as people read it: ``chapter9`` is *Chapter 9*."""
    stem = name.rstrip("0123456789")
    return f"{stem.replace('-', ' ').strip()} {name[len(stem) :]}".strip().capitalize()


def reason(marked: dict[str, Any]) -> str:
    """Return the sentence for a stored ``Marked``: ``{verdict, reason, wording, other}``."""
    words = WORDS[Reason(marked["reason"])]
    return words.format(wording=as_typed(marked["wording"]), other=as_typed(marked["other"]))
