"""Marking a typed term, word or short phrase by the ordered rules (ADR 27)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.quiz.marking.folding import folded, joined
from app.quiz.marking.inflection import uninflected
from app.quiz.marking.spelling import distance, is_misspelling
from app.quiz.marking.verdicts import Marked, Reason, Verdict

MOST_WORDS = 8  # longer keys are definitions, which no rule on letters can mark

_LISTED = re.compile(r"[,;&]|\s\+\s|\band\b", re.IGNORECASE)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What an answer may be confused with: other terms as written, and all words in use.

    *terms* maps the folded form to the wording; *vocabulary* holds folded words without their
    inflection: *employer* is no misspelling of *employee* where the course speaks of both.
    """

    terms: dict[Words, str] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()

    @classmethod
    def of(cls, terms: Iterable[str], texts: Iterable[str] = ()) -> Course:
        """Make it of the course's *terms* and of any further *texts* of it."""
        known = list(terms)
        words = frozenset(_stems(folded(" ".join((*known, *texts)))))
        return cls({folded(term): term for term in known}, words)


def mark(typed: str, wanted: Sequence[str], course: Course) -> Marked:
    """Mark *typed* by *wanted*: the answer first, then the other wordings that count.

    Raises ValueError without any wording.
    """
    if not wanted:
        raise ValueError("An answer needs a wording to be marked by.")
    said, keys = folded(typed), [(folded(wording), wording) for wording in wanted]
    if not said:
        return Marked(Verdict.WRONG, Reason.EMPTY, wanted[0])
    same = next((wording for key, wording in keys if _same(said, key)), None)
    if same is not None:
        reason = Reason.EXACT if same == wanted[0] else Reason.ACCEPTED
        return Marked(Verdict.RIGHT, reason, same)
    if said in course.terms:
        return Marked(Verdict.WRONG, Reason.OTHER_TERM, wanted[0], course.terms[said])
    inflected = next((wording for wording in wanted if _same_words(typed, wording)), None)
    if inflected is not None:
        return Marked(Verdict.RIGHT, Reason.SAME_WORDS, inflected)
    return _misspelt(said, keys, course)


def _same(said: Words, key: Words) -> bool:
    return joined(said) == joined(key)


def _same_words(typed: str, wording: str) -> bool:
    """Tell whether both are the same words without inflection, or the same parts of a list.

    Words change places within a part only: *cost falls and quality rises* has all the words of
    *cost rises and quality falls*.
    """
    said, key = ([uninflected(word) for word in folded(text)] for text in (typed, wording))
    return said == key or _parts(typed) == _parts(wording)


def _parts(text: str) -> list[list[str]]:
    parts = (folded(part) for part in _LISTED.split(text) if part.strip())
    return sorted(_stems(words) for words in parts)


def _stems(words: Words) -> list[str]:
    """Return the words in an order of their own; *reduction of churn* is *churn reduction*."""
    return sorted(uninflected(word) for word in words if word not in {"of", "to"})


def _misspelt(said: Words, keys: list[tuple[Words, str]], course: Course) -> Marked:
    """Apply the rule on spelling: never where another term is as near, or the word is one."""
    near = [(distance(said, key), w, key) for key, w in keys if is_misspelling(said, key)]
    if not near:
        if len(keys[0][0]) > MOST_WORDS:  # whatever shorter wordings count beside it
            return Marked(Verdict.ASK, Reason.LONG, keys[0][1])
        return Marked(Verdict.WRONG, Reason.DIFFERENT, keys[0][1])
    edits, wording, key = min(near)
    rival = _nearest_rival(said, edits, {k for k, _ in keys}, course)
    if rival:
        return Marked(Verdict.WRONG, Reason.OTHER_TERM, keys[0][1], rival)
    if _says_other_words(said, key, course.vocabulary):
        return Marked(Verdict.WRONG, Reason.DIFFERENT, keys[0][1])
    return Marked(Verdict.RIGHT, Reason.SPELLING, wording)


def _nearest_rival(said: Words, edits: int, keys: set[Words], course: Course) -> str:
    """Return another term of the course that *said* is at least as close to, else ""."""
    rivals = (
        (distance(said, other), term)
        for other, term in course.terms.items()
        if other not in keys and abs(len(joined(other)) - len(joined(said))) <= edits
    )
    return min(((d, term) for d, term in rivals if d <= edits), default=(0, ""))[1]


def _says_other_words(said: Words, key: Words, vocabulary: frozenset[str]) -> bool:
    """Tell whether a word that is not the key's is one of the course, so no slip of the pen."""
    stems = {uninflected(word) for word in key}
    return any(stem in vocabulary and stem not in stems for stem in map(uninflected, said))
