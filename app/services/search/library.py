"""The indexes of many decks as one, and the words of a query in it. Loads numpy.

A library holds only what its reader may see, so nothing has to be taken out of an answer. It is
joined, not made: what takes long was done when the decks were published. The words of all decks
stand one after the other in one text, a word once for each deck that has it; finding a word in
it, also within others, is finding its letters in the codes of that text (bench/search.py).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.services.search.index import KINDS, Index, key, letters
from app.services.search.passages import PassageKind

Numbers = NDArray[np.int64]
Packed = NDArray[np.int32]  # of what is kept; half the memory of `Numbers`
Codes = NDArray[np.unsignedinteger]
Qualities = NDArray[np.float64]

EXACT, BEGINS, WITHIN, ABOVE = 1.0, 0.85, 0.6, 0.3

_WEIGHT = {
    PassageKind.DECK: 2.0,
    PassageKind.HEADING: 1.6,
    PassageKind.DEFINITIONS: 1.15,
    PassageKind.REMARK: 0.9,
}
_WEIGHTS = np.array([_WEIGHT.get(kind, 1.0) for kind in KINDS])
_UINT = np.dtype("<u4")


@dataclass(frozen=True, slots=True)
class Match:
    """Entries of a library that a word may mean, and how well each fits it."""

    entries: Numbers
    qualities: Qualities


@dataclass(frozen=True, slots=True)
class Library:
    """An entry is a word of one deck. *words*: all of them, a line break around each; *codes*:
    their code points, of 16 bits where that is enough; *breaks*: where the line breaks
    stand; *letters* and *keys* as in an index. Entry *e* has ``places[bounds[e]:bounds[e + 1]]``,
    but with the passages of all decks numbered through. *factors* of the passages weigh their
    scores; *firsts* are the first passages of the decks.
    """

    words: str
    codes: Codes
    breaks: Packed
    letters: NDArray[np.uint32]
    keys: NDArray[np.uint64]
    bounds: Packed
    places: Packed
    factors: Qualities
    firsts: Packed

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        numbers = (self.codes, self.breaks, self.letters, self.keys, self.bounds, self.places)
        arrays = (*numbers, self.factors, self.firsts)
        return sys.getsizeof(self.words) + sum(array.nbytes for array in arrays)

    def where(self, passage: int) -> tuple[int, int]:
        """Return in which deck a passage stands, and at which place there."""
        deck = int(np.searchsorted(self.firsts, passage, side="right")) - 1
        return deck, passage - int(self.firsts[deck])

    def exact(self, word: str) -> Match:
        """Return the entries that are *word*."""
        entries = np.flatnonzero(self.keys == np.uint64(key(word)))
        return Match(entries, np.full(len(entries), EXACT))

    def holding(self, word: str, *, at_the_start: bool = False) -> Match:
        """Return the entries that are *word*, begin with it or (if wanted) have it within."""
        ahead = "\n" if at_the_start else ""
        at = _occurrences(self.codes, ahead + word) + len(ahead)
        entries = np.searchsorted(self.breaks, at) - 1
        begins = self.breaks[entries] + 1 == at
        ends = self.breaks[entries + 1] == at + len(word)
        qualities = np.where(begins, np.where(ends, EXACT, BEGINS), WITHIN)
        return Match(entries, qualities)

    def near(self, word: str, mistakes: int) -> list[str]:
        """Return words among which are all that are at most *mistakes* letters away.

        A mistake changes the length by one at most, and the set of letters by two.
        """
        changed = np.bitwise_count(self.letters ^ np.uint32(letters(word)))
        near = np.flatnonzero(changed <= 2 * mistakes)
        lengths = self.breaks[near + 1] - self.breaks[near] - 1
        near = near[abs(lengths - len(word)) <= mistakes]
        _, firsts = np.unique(self.keys[near], return_index=True)
        return self._texts(near[np.sort(firsts)])

    def best(self, match: Match) -> Qualities:
        """Return, by passage, the quality of the best of the entries in or (ABOVE) over it."""
        counts = self.bounds[match.entries + 1] - self.bounds[match.entries]
        skipped = self.bounds[match.entries] - (np.cumsum(counts) - counts)
        places = self.places[np.repeat(skipped, counts) + np.arange(counts.sum())]
        qualities = np.repeat(match.qualities, counts) * np.where(places & 1, ABOVE, 1.0)
        found = np.zeros(len(self.factors))
        np.maximum.at(found, places >> 1, qualities)
        return found

    def _texts(self, entries: Numbers) -> list[str]:
        starts, ends = self.breaks[entries] + 1, self.breaks[entries + 1]
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        return [self.words[start:end] for start, end in pairs]


def join(decks: Sequence[Index]) -> Library:
    """Return the library of decks, in this order."""
    words = "\n".join(["", *(deck.terms for deck in decks if deck.terms), ""])
    codes = _codes(words)
    counts = _numbers(deck.counts for deck in decks)
    sizes = _numbers(deck.sizes for deck in decks)
    kinds = np.frombuffer(b"".join(deck.kinds for deck in decks), np.uint8)
    passages = np.array([len(deck.kinds) for deck in decks], dtype=np.int32)
    firsts = np.cumsum(passages, dtype=np.int32) - passages
    postings = [len(deck.places) // _UINT.itemsize for deck in decks]
    return Library(
        words=words,
        codes=codes,
        breaks=np.flatnonzero(codes == ord("\n")).astype(np.int32),
        letters=np.frombuffer(b"".join(deck.letters for deck in decks), _UINT),
        keys=np.frombuffer(b"".join(deck.keys for deck in decks), np.dtype("<u8")),
        bounds=np.cumsum(np.append(0, counts), dtype=np.int32),
        places=_numbers(deck.places for deck in decks) + np.repeat(2 * firsts, postings),
        # Of two passages alike the shorter one is more to the point.
        factors=_WEIGHTS[kinds] / (1 + 0.1 * np.log1p(sizes)),
        firsts=firsts,
    )


def _numbers(parts: Iterable[bytes]) -> Packed:
    return np.frombuffer(b"".join(parts), _UINT).astype(np.int32)


def _codes(text: str) -> Codes:
    """Return the code points of *text*: only rare Chinese characters need more than 16 bits."""
    short = text.encode("utf-16-le")
    if len(short) == 2 * len(text):
        return np.frombuffer(short, np.dtype("<u2"))
    return np.frombuffer(text.encode("utf-32-le"), _UINT)


def _occurrences(codes: Codes, wanted: str) -> Numbers:
    """Return where *wanted* begins in *codes*, also where occurrences overlap."""
    letters = [ord(letter) for letter in wanted]
    last = max(0, len(codes) - len(letters) + 1)
    begins = codes[:last] == letters[0]
    if letters[1:]:
        # Two letters leave few places, so that each of the others is compared at few.
        begins &= codes[1 : last + 1] == letters[1]
    found = np.flatnonzero(begins)
    for ahead, letter in enumerate(letters[2:], start=2):
        found = found[codes[found + ahead] == letter]
    return found
