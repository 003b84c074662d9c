"""Whether one wording is a misspelling of another: few letters off, and nothing else."""

from __future__ import annotations

import re

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from app.quiz.marking.folding import joined

# Endings that make another word of a stem; those in one row are one ending, spelt in two ways.
_ENDINGS = (
    ("ing",),
    ("ant", "ent"),
    ("ance", "ence", "ancy", "ency"),
    ("er", "or"),
    ("ee",),
    ("ment",),
    ("ion",),
    ("ive",),
    ("able", "ible"),
    ("al",),
    ("ist",),
    ("ism",),
    ("ity",),
    ("ness",),
    ("less",),
    ("ful",),
)
# Letters that are mistaken for each other because they sound alike.
_ALIKE = ("csz", "ckq", "dt", "fv", "vw", "gj", "iy", "mn")
_VOWELS = frozenset("aeiouy")
_ROW = {ending: row for row, endings in enumerate(_ENDINGS) for ending in endings}
_SHORTEST_STEM = 3
_VOWELS_FROM = 8  # letters; most words with one vowel changed are words up to seven
_LETTERS = re.compile(r"[a-z]+")
ONE_FROM, TWO_FROM = 5, 9  # letters of a word in which one slip, or two, are let pass


def distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return the edits between two folded wordings, spaces aside (Damerau-Levenshtein)."""
    return int(DamerauLevenshtein.distance(joined(one), joined(other)))


def slips_let_pass(letters: int) -> int:
    """Return how many edits a word, or a whole wording, of so many letters may be off."""
    return 2 if letters >= TWO_FROM else 1 if letters >= ONE_FROM else 0


def is_misspelling(typed: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Tell whether *typed* is *wanted* with a slip of the pen.

    Both as a whole and word by word: no more edits than the length lets pass, the first letter
    kept, figures untouched, and no word another one by its ending. Where the words do not pair
    off, a space was lost or put in, and only the whole is looked at.
    """
    if not typed or not wanted or typed == wanted:
        return False
    if not _is_slip(joined(typed), joined(wanted)):
        return False
    if len(typed) != len(wanted):
        return abs(len(typed) - len(wanted)) == 1
    return all(a == b or _is_slip(a, b) for a, b in zip(typed, wanted, strict=True))


def _is_slip(typed: str, wanted: str) -> bool:
    if typed[0] != wanted[0] or _figures(typed) != _figures(wanted):
        return False
    limit = slips_let_pass(len(wanted))
    if int(DamerauLevenshtein.distance(typed, wanted, score_cutoff=limit)) > limit:
        return False
    return not _has_another_letter(typed, wanted) and not _ends_as_another_word(typed, wanted)


def _has_another_letter(typed: str, wanted: str) -> bool:
    """Tell whether a letter was replaced by one that nobody would misspell it with.

    *Rebate* is not *relate*, nor is *setting* *sitting*: a letter too many, too few or in its
    neighbour's place seldom makes another word, a letter replaced often does. One Chinese
    character more is another word, too.
    """
    if not _LETTERS.search(wanted) or not wanted.isascii():
        return typed != wanted
    swapped = [
        (typed[edit.src_pos], wanted[edit.dest_pos])
        for edit in Levenshtein.editops(typed, wanted)
        if edit.tag == "replace"
    ]
    if [a for a, _ in swapped] == [b for _, b in reversed(swapped)]:  # neighbours that changed
        return False  # places
    return any(not _sound_alike(pair, len(wanted)) for pair in swapped)


def _sound_alike(pair: tuple[str, str], letters: int) -> bool:
    if letters >= _VOWELS_FROM and _VOWELS.issuperset(pair):
        return True
    return any(pair[0] in row and pair[1] in row for row in _ALIKE)


def _ends_as_another_word(typed: str, wanted: str) -> bool:
    """Tell *consultant* from *consulting*, and let *dependant* be *dependent*."""
    pairs = zip(typed, wanted, strict=False)
    shared = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(typed), len(wanted)))
    endings = ((typed[at:], wanted[at:]) for at in range(_SHORTEST_STEM, shared + 1))
    return any(
        a in _ROW and b in _ROW and _ROW[a] != _ROW[b] and not a.endswith(b) and not b.endswith(a)
        for a, b in endings
    )


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
