"""The features of a candidate beside an answer and its stem."""

from __future__ import annotations

import math

from rapidfuzz import fuzz

from app.quiz.distractors.profiles import Profile, cosine

FEATURES = (
    "token sort ratio",
    "length ratio",
    "length ratio squared",
    "length: same within a few letters",
    "length: squared logarithm of the ratio",
    "words: same number",
    "words: difference",
    "words: candidate has more",
    "words: both one, or both several",
    "letters: same three at the end",
    "letters: shared end of the last word",
    "letters: shared end of single words",
    "letters: shared start of the first word",
    "letters: shared pairs",
    "letters: TF-IDF, square root",
    "letters: TF-IDF, where digits agree",
    "letters: with the stem",
    "letters: with the stem, square root",
    "letters: with answer and stem",
    "words: TF-IDF",
    "words: token set ratio, if one is shared",
    "words: partial ratio",
    "words: one text holds the other",
    "words: with the stem",
    "words: share that stands in the stem",
    "words: some stand in the stem",
    "digits agree",
    "digits: ratio of the numbers",
    "digits: both formulas, or neither",
    "capitals: same use",
    "capitals: difference in share",
    "shape: same",
    "shape: punctuation that differs",
    "plural agrees",
    "gerund agrees",
    "rarity: difference",
    "rarity",
    "all, both or none of the others",
)
MOST_SHARED = 6  # letters at either end
MOST_WORDS = 5
NEAR = 3.0  # letters


def compare(stem: Profile, answer: Profile, candidate: Profile) -> tuple[float, ...]:
    """Return the features of *candidate*, in the order of FEATURES; most are in [0, 1]."""
    return (
        *_lengths(answer, candidate),
        *_letters(stem, answer, candidate),
        *_words(stem, answer, candidate),
        *_signs(answer, candidate),
    )


def _lengths(answer: Profile, candidate: Profile) -> tuple[float, ...]:
    one, other = len(answer.folded), len(candidate.folded)
    ratio = min(one, other) / max(one, other, 1)
    logarithm = math.log((one + 1) / (other + 1))
    few, many = len(answer.words), len(candidate.words)
    return (
        fuzz.ratio(answer.by_alphabet, candidate.by_alphabet) / 100,
        ratio,
        ratio**2,
        math.exp(-abs(one - other) / NEAR),
        logarithm**2,
        float(few == many),
        min(abs(few - many), MOST_WORDS) / MOST_WORDS,
        max(-1.0, min(1.0, (many - few) / 3)),
        float((few == 1) == (many == 1)),
    )


def _letters(stem: Profile, answer: Profile, candidate: Profile) -> tuple[float, ...]:
    end = _shared(_last(answer)[::-1], _last(candidate)[::-1])
    start = _shared(_first(answer), _first(candidate))
    alike = math.sqrt(cosine(answer.grams, candidate.grams))
    asked = cosine(stem.grams, candidate.grams)
    pairs = len(answer.pairs & candidate.pairs) / max(1, len(answer.pairs | candidate.pairs))
    return (
        float(answer.folded[-3:] == candidate.folded[-3:]),
        end,
        end * (len(answer.words) == len(candidate.words) == 1),
        start,
        pairs,
        alike,
        alike * (answer.has_digits == candidate.has_digits),
        asked,
        math.sqrt(asked),
        alike * math.sqrt(asked),
    )


def _words(stem: Profile, answer: Profile, candidate: Profile) -> tuple[float, ...]:
    alike = cosine(answer.word_vector, candidate.word_vector)
    one, other = answer.folded, candidate.folded
    standing = set(candidate.words) & set(stem.words)
    return (
        alike,
        fuzz.token_set_ratio(one, other) / 100 if alike else 0.0,
        fuzz.partial_ratio(one, other) / 100,
        float(one in other or other in one),
        cosine(stem.word_vector, candidate.word_vector),
        len(standing) / max(1, len(set(candidate.words))),
        float(bool(standing)),
    )


def _signs(answer: Profile, candidate: Profile) -> tuple[float, ...]:
    return (
        float(answer.has_digits == candidate.has_digits),
        _ratio(answer.number, candidate.number),
        float(answer.is_formula == candidate.is_formula),
        float(answer.case is candidate.case),
        abs(answer.capitals - candidate.capitals),
        float(answer.shape == candidate.shape),
        len(answer.punctuation ^ candidate.punctuation) / 3,
        float(answer.is_plural == candidate.is_plural),
        float(answer.is_gerund == candidate.is_gerund),
        abs(answer.rarity - candidate.rarity),
        candidate.rarity,
        float(candidate.takes_all),
    )


def _ratio(one: float | None, other: float | None) -> float:
    if one is None or other is None:
        return 0.0
    return (min(one, other) + 1) / (max(one, other) + 1)


def _shared(one: str, other: str) -> float:
    """Return how many letters both start with, as a share of MOST_SHARED."""
    pairs = zip(one[:MOST_SHARED], other[:MOST_SHARED], strict=False)
    count = next((at for at, (a, b) in enumerate(pairs) if a != b), None)
    return (min(len(one), len(other), MOST_SHARED) if count is None else count) / MOST_SHARED


def _last(profile: Profile) -> str:
    return profile.words[-1] if profile.words else ""


def _first(profile: Profile) -> str:
    return profile.words[0] if profile.words else ""
