"""A question that was asked, with the key that its author has corrected since.

What was shown stays as it was: answers name its options, entries and choices by their ids. So
a key is carried over only where the same things are asked about: options, choices and entries
are known again by their texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from app.decks.normal import normal_form
from app.quiz.types.choice import Choice
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse


def rekeyed(asked: Any, now: Any) -> Any | None:
    """Return the body *asked* with the key of the body *now*; None if that asks something else.

    Equal to *asked* when the key is the same. Feedback and explanations are those of *now*.
    """
    carry = _CARRY.get(type(asked))
    if carry is None or type(asked) is not type(now):
        return None
    return carry(asked, now)


def same_key(one: Any, other: Any) -> bool:
    """Tell whether two bodies, one a ``rekeyed`` of the other, have the same key."""
    return bool(_key(one) == _key(other))


def _key(body: Any) -> Any:
    """Return what a body is marked by, without feedback and explanations."""
    if isinstance(body, Choice):
        return [(option.id, option.right) for option in body.options]
    return body.truth if isinstance(body, TrueFalse) else body


def _choice(asked: Choice, now: Choice) -> Choice | None:
    if asked.multiple != now.multiple:
        return None  # the page says whether several are to be chosen
    new = {normal_form(option.text): option for option in now.options}
    old_texts = _same(option.text for option in asked.options)
    if len(new) < len(now.options) or old_texts != _same(o.text for o in now.options):
        return None
    found = [(option, new[normal_form(option.text)]) for option in asked.options]
    return Choice(tuple(replace(old, right=o.right, feedback=o.feedback) for old, o in found))


def _matching(asked: Matching, now: Matching) -> Matching | None:
    known = _ids(asked.choices)
    lefts = {normal_form(pair.left): now.text(pair.choice) for pair in now.pairs}
    if known is None or len(lefts) < len(now.pairs):
        return None
    if _same(t for _, t in asked.choices) != _same(t for _, t in now.choices):
        return None
    if _same(pair.left for pair in asked.pairs) != _same(pair.left for pair in now.pairs):
        return None
    pairs = (
        replace(pair, choice=known[normal_form(lefts[normal_form(pair.left)])])
        for pair in asked.pairs
    )
    return Matching(tuple(pairs), asked.choices)


def _ordering(asked: Ordering, now: Ordering) -> Ordering | None:
    known, texts = _ids(asked.entries), dict(asked.entries)
    if known is None or _same(t for _, t in asked.entries) != _same(t for _, t in now.entries):
        return None
    ids = (known[normal_form(text)] for _, text in now.entries)
    return Ordering(tuple((one, texts[one]) for one in ids))


def _same(texts: Iterable[str]) -> list[str]:
    return sorted(normal_form(text) for text in texts)


def _ids(parts: Sequence[tuple[str, str]]) -> dict[str, str] | None:
    """Return the ids by normal text; None where two parts have the same."""
    found = {normal_form(text): one for one, text in parts}
    return found if len(found) == len(parts) else None


def _numeric(asked: Numeric, now: Numeric) -> Numeric | None:
    # The unit stands beside the field.
    return now if asked.quantity.unit == now.quantity.unit else None


def _listing(asked: Listing, now: Listing) -> Listing | None:
    # The page says whether the order counts.
    return now if asked.ordered == now.ordered else None


def _anew(_asked: Any, now: Any) -> Any:
    """Return the new body: nothing of the old one was shown but the stem."""
    return now


# An essay has no key.
_CARRY: dict[type[Any], Callable[[Any, Any], Any]] = {
    Choice: _choice,
    Matching: _matching,
    Ordering: _ordering,
    Numeric: _numeric,
    Listing: _listing,
    TrueFalse: _anew,
    ShortAnswer: _anew,
    Gap: _anew,
}
