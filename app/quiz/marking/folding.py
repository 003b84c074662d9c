"""The form in which two typed answers are the same: dress, articles and spelling customs off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.decks.normal import bare

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`]")
_AND = re.compile(r"&|(?<!\S)\+(?!\S)")
_SEPARATORS = re.compile(r"[^\w%€$£¥.+#]+|_+|(?<!\d)\.|\.(?!\d)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PERCENT = re.compile(r"(?<=\d)\s*(?:%|per ?cent\b|percent\b|pct\b)")
_ARTICLES = frozenset({"a", "an", "the"})
# American spelling is folded on the British one's letters, whichever of them was typed.
_IZE = re.compile(r"is(e|es|ed|ing|er|ers|ation|ations|ational)$")
_YZE = re.compile(r"ys(e|ed|ing|er|ers)$")
_OR = re.compile(r"(?<=..)our(s|ed|ing|er|ers|ful|able|al|ally|ite|ites|ism|ist)?$")
_SPELLINGS = {
    "centre": "center",
    "centres": "centers",
    "centred": "centered",
    "metre": "meter",
    "theatre": "theater",
    "programme": "program",
    "programmes": "programs",
    "catalogue": "catalog",
    "dialogue": "dialog",
    "cheque": "check",
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "practise": "practice",
    "fulfilment": "fulfillment",
    "fulfil": "fulfill",
    "enrolment": "enrollment",
    "judgement": "judgment",
    "labelled": "labeled",
    "labelling": "labeling",
    "modelling": "modeling",
    "cancelled": "canceled",
    "travelling": "traveling",
    "ageing": "aging",
}
_UP_TO_TWELVE = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_UP_TO_TWELVE)}
_SHORTEST_WITH_A_SUFFIX = 5


@lru_cache(maxsize=4096)
def folded(text: str) -> tuple[str, ...]:
    """Return the words of *text*: NFKC, casefolded, without articles and punctuation.

    Hyphens part words, apostrophes vanish, ``&`` is *and*, ``-ise``/``-our`` become
    ``-ize``/``-or``, number words up to twelve become figures, ``per cent`` becomes ``%``.
    Text of nothing but articles, or of nothing but punctuation, stays as it is.
    """
    dressed = bare(text) or text  # of Markdown's own signs alone, nothing would be left
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", dressed).casefold())
    signs = _AND.sub(" and ", _GROUPED.sub("", _APOSTROPHES.sub("", plain)))
    found = _SEPARATORS.sub(" ", _PERCENT.sub("%", signs)).split() or plain.split()
    return tuple(_word(word) for word in found if word not in _ARTICLES) or tuple(found)


def joined(words: tuple[str, ...]) -> str:
    """Return the letters of *words* without spaces: ``e-mail``, ``e mail`` and ``email`` agree."""
    return "".join(words)


def _word(word: str) -> str:
    word = _NUMBER_WORDS.get(word, _SPELLINGS.get(word, word))
    if len(word) < _SHORTEST_WITH_A_SUFFIX:
        return word
    return _OR.sub(r"or\1", _YZE.sub(r"yz\1", _IZE.sub(r"iz\1", word)))
