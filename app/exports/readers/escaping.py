"""Plain text as Markdown of a deck that says exactly this text."""

from __future__ import annotations

import re

from app.decks.marks.masks import MATHS, mask, spans

# What means something inside a line to Markdown or to decks. A backslash does only before
# punctuation, so that "\\neq" stays as readable as it is.
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|[*`\[<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|=="
    r"|\{(?=\s*(?:#|pin\s*\}|[A-Za-z][\w-]*\s*=))"
)
_ENTITIES = {"<": "&lt;", "&": "&amp;", "==": "&#61;&#61;", "{": "&#123;"}
# What begins a block, or a question's part, at the start of a line.
_OPENERS = re.compile(
    r"(?P<slash>#|[-+](?=\s|$)|-{2,}\s*$|>|\|)|(?P<number>\d+)(?P<dot>[.)])(?=\s|$)"
    r"|(?P<mark>[QA])(?P<sign>[:=~])|(?P<colon>:)(?=\s)|(?P<tilde>~)(?=~~)"
)
_WORDING = re.compile(r"[*`\[\]|]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{-~]|\Z)")
_TEX = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,2000}?)\\\]", re.DOTALL)


def inline(text: str) -> str:
    """Return a run of text; formulas in it stay formulas."""
    text = _TEX.sub(lambda found: f"${found[1]}$" if found[1] else f"$${found[2]}$$", text)
    parts, at = [], 0
    for start, end in spans(mask(text), MATHS) if "$" in text else ():
        parts += [_escaped(text[at:start]), text[start:end]]
        at = end
    return "".join((*parts, _escaped(text[at:])))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


def line_start(line: str) -> str:
    """Return a line of a paragraph as it begins no block."""
    return _OPENERS.sub(_harmless, line, count=1) if _OPENERS.match(line) else line


def _harmless(found: re.Match[str]) -> str:
    if found["slash"]:
        return f"\\{found['slash']}"
    if found["number"]:
        return f"{found['number']}\\{found['dot']}"
    sign = found["sign"] or found["colon"] or found["tilde"]
    return f"{found['mark'] or ''}&#{ord(sign)};"


def wording(text: str) -> str:
    """Return an accepted wording as it stands after ``A~``."""
    return _WORDING.sub(r"\\\g<0>", " ".join(text.split()))


def attribute(text: str) -> str:
    """Return the value of an attribute, which has no way to hold a straight quote."""
    return " ".join(text.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}").split())
