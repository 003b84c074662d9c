"""What web pages and slides leave around a text, and passages that stand there twice.

Nothing is taken away here: the lines are marked, and the author sees why.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.exports.material.lines import Line, where, words

FURNITURE = "looks like the furniture of a web page"
REPEATED = "repeats {place}"
PAGE_NUMBER = "looks like a page number"
OTHER_SCRIPT = "is in another script than the rest"
FEWEST_REPEATED = 3  # lines in a row, or else so many words in two
LONG = 25
NEAR = 3  # lines around furniture
RARE = 0.02  # of the letters
FEWEST_LETTERS = 4

_WORDS = (
    r"\bpages?:? \d(?: \d+)*\s*$",
    r"\bto (?:the )?next page\b",
    r"\btell a friend\b",
    r"\b(?:un)?subscribe\b",
    r"\bnewsletter \|",
    r"\bregister now\b",
    r"\bvote (?:now|for)\b",
    r"\b\d+ views?\b",
    r"\bclick here\b",
    r"\bcookies?\b.*\b(?:accept|policy|consent)\b",
    r"\ball rights reserved\b",
    r"^\s*(?:\u00a9|copyright\b)",
    r"\bplease wait\b",
    r"\bshare (?:this|on)\b",
    r"^\s*(?:log ?in|sign ?(?:in|up))\b",
    r"\badvertisement\b",
    r"^\s*(?:related|additional|more) (?:items?|articles?|posts?|stories)\b",
    r"^\s*(?:https?://|www\.)\S+\s*$",
    r"\brecommend(?:ed)?\b.*(?:\||e-?mail)",
    r"^\s*now recommended\b",
    r"\bfree download\b",
    r"\bdownload (?:now|this|the)\b",
    r"\bplease (?:register|tell us)\b",
    r"\bskip to (?:main )?content\b",
    r"\bback to top\b",
)
_FURNITURE = re.compile("|".join(_WORDS), re.IGNORECASE)
_LINKS_FOLLOW = re.compile(r"^\s*(?:related|additional|more) (?:items?|articles?|posts?)\b", re.I)
_ONLY_NUMBER = re.compile(r"\W*\d{1,4}\W*")
_ONE_CELL = re.compile(r"[^|]+\|\s*")


def mark(lines: Sequence[Line]) -> list[Line]:
    """Return *lines*, with the reason at those that an author will hardly want."""
    reasons: dict[int, str] = {}
    for at, start, length in _repeats(lines):
        reason = REPEATED.format(place=where(lines[start : start + length]))
        reasons |= dict.fromkeys(range(at, at + length), reason)
    reasons |= dict.fromkeys(_other_scripts(lines), OTHER_SCRIPT)
    furniture = set(_furniture(lines))
    reasons |= dict.fromkeys(furniture - set(reasons), FURNITURE)
    for at, line in enumerate(lines):
        if _ONLY_NUMBER.fullmatch(line.raw) and at not in reasons:
            reasons[at] = PAGE_NUMBER
    return [replace(line, dropped=reasons.get(at, "")) for at, line in enumerate(lines)]


def _furniture(lines: Sequence[Line]) -> Iterator[int]:
    sure = [at for at, line in enumerate(lines) if _FURNITURE.search(line.raw)]
    yield from sure
    for at, line in enumerate(lines):  # rows of one cell beside it belong to it
        if _ONE_CELL.fullmatch(line.raw) and any(abs(at - one) <= 2 * NEAR for one in sure):
            yield at
    for at in sure:
        if _LINKS_FOLLOW.match(lines[at].raw):
            below = at + 1
            while below < len(lines) and lines[below].is_entry:
                yield below
                below += 1


def _repeats(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Yield where a passage begins that stands further up already, where there, its length."""
    forms = [_form(line.raw) for line in lines]
    places: dict[str, list[int]] = {}
    at = 0
    while at < len(lines):
        start, length = _longest(forms, at, places.get(forms[at], []))
        count = sum(words(line.text) for line in lines[at : at + length])
        if length >= FEWEST_REPEATED or (length and count >= LONG):
            yield at, start, length
        else:
            length = 1
        for step in range(at, at + length):
            places.setdefault(forms[step], []).append(step)
        at += length


def _longest(forms: Sequence[str], at: int, starts: Sequence[int]) -> tuple[int, int]:
    """Return where the longest earlier passage like that at *at* begins, and its length."""
    best, most = 0, 0
    for start in starts[:20]:
        length = 0
        while start + length < at + length < len(forms) and start + length < at:
            if forms[start + length] != forms[at + length]:
                break
            length += 1
        if length > most:
            best, most = start, length
    return best, most


def _form(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _other_scripts(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that are mostly in a script which hardly any other line has."""
    counts = [Counter(_script(sign) for sign in line.raw if sign.isalpha()) for line in lines]
    total: Counter[str] = sum(counts, Counter())
    for at, count in enumerate(counts):
        if count.total() < FEWEST_LETTERS or len(lines) < FEWEST_REPEATED:
            continue
        script, letters = count.most_common(1)[0]
        if letters > count.total() / 2 and total[script] < total.total() * RARE:
            yield at


def _script(letter: str) -> str:
    return "LATIN" if letter < "\u0250" else unicodedata.name(letter, "?").split()[0].split("-")[0]
