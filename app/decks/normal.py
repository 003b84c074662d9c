"""Normal forms: how texts are compared when wording is the same and its dress is not."""

from __future__ import annotations

import re
import unicodedata

from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN

_OWN_MARKS = re.compile(f"[{MARK_OPEN}{MARK_CLOSE}{BLANK_OPEN}{BLANK_CLOSE}]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*+|(?<!\w)_+|_+(?!\w)|`+|~~)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DRESS = re.compile(r"[*_`~\\]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+(?:['\u2019.-]\w+)*")
_FINAL = " .,;:!?\u2026\u3002"  # after NFKC, which makes full-width signs plain


def bare(text: str) -> str:
    """Return *text* without Markdown dress (emphasis, code marks, link targets, escapes)."""
    if not text.isascii():
        text = _OWN_MARKS.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if _DRESS.search(text):
        text = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))
    return " ".join(text.split())


def normal_form(text: str) -> str:
    """Return the form in which two texts are the same: NFKC, case, emphasis, spaces, full stop."""
    if text.isascii():  # which NFKC leaves alone
        return bare(text).lower().strip(_FINAL)
    folded = unicodedata.normalize("NFKC", bare(text)).casefold()
    return " ".join(folded.split()).strip(_FINAL)


def word_count(text: str) -> int:
    """Return the number of words in *text*; two Chinese or Japanese characters count as one."""
    plain = bare(text)
    characters = len(_CJK.findall(plain))
    return len(_WORD.findall(_CJK.sub(" ", plain))) + (characters + 1) // 2
