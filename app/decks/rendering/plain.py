"""Words, emphasis, headings and flat lists → HTML at once, without Python-Markdown.

Most fragments of a course are nothing more, and the way through the sandbox takes a hundred
times as long. What is accepted here comes out exactly as ``render`` would make it (a property
test compares them); everything else is None, and goes the long way. Work is linear.
"""

from __future__ import annotations

import re

from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN

# Letters, digits and punctuation that mean nothing to Markdown, nor to HTML.
_SAFE = r"[^\W_]|[ ,.;:?!'\"()/%=+\u2013\u2014\u2026\u2018\u2019\u201c\u201d\u20ac-]"
_WORDS = re.compile(f"(?:{_SAFE})*")
_SENTINELS = re.compile(f"[{MARK_OPEN}{MARK_CLOSE}{BLANK_OPEN}{BLANK_CLOSE}]")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=[^\W_])([^*]*[^\W_])\1(?![\w*])")
_TAGS = {"*": "em", "**": "strong"}
_STARTS_WORDS = re.compile(r"[^\W\d_]|\*{1,2}[^\W\d_]|[(\"'\u201c]")
_HEADING = re.compile(r"(#{1,6}) (.*)")
_BULLET = re.compile(r"- {1,3}(.*)")
_NUMBER = re.compile(r"(\d{1,3})\. {1,2}(.*)")
_TERM = re.compile(r":   (.*)")


def render_plain(text: str, *, inline: bool = False) -> str | None:
    """Return the HTML of *text* if it is this plain, else None; sentinels stay in it."""
    if inline:
        return _words(text)
    if "\n" in text:
        return _lines(text.split("\n"))
    if heading := _HEADING.fullmatch(text):
        words = _paragraph(heading[2])
        level = len(heading[1])
        return None if words is None else f"<h{level}>{words}</h{level}>"
    words = _paragraph(text)
    return None if words is None else f"<p>{words}</p>"


def _lines(lines: list[str]) -> str | None:
    """Return a flat list, or an entry of terms with one definition each."""
    for marker, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
        if marker.fullmatch(lines[0]):
            return _list(lines, marker, tag)
    if len(lines) == 2 and (definition := _TERM.fullmatch(lines[1])):  # noqa: PLR2004 - and its term
        term, meaning = _paragraph(lines[0]), _paragraph(definition[1])
        if term is not None and meaning is not None:
            return f"<dl>\n<dt>{term}</dt>\n<dd>{meaning}</dd>\n</dl>"
    return None


def _list(lines: list[str], marker: re.Pattern[str], tag: str) -> str | None:
    entries = []
    for number, line in enumerate(lines, start=1):
        match = marker.fullmatch(line)
        if match is None or (tag == "ol" and int(match[1]) != number):
            return None
        words = _paragraph(match[match.re.groups])
        if words is None:
            return None
        entries.append(f"<li>{words}</li>\n")
    return f"<{tag}>\n{''.join(entries)}</{tag}>"


def _paragraph(text: str) -> str | None:
    """Return words that begin no block of another kind."""
    return _words(text) if _STARTS_WORDS.match(_SENTINELS.sub("", text[:4])) else None


def _words(text: str) -> str | None:
    if text != text.strip():
        return None
    plain = text
    if _SENTINELS.search(text):
        if "*" in text:
            return None  # a span might cross the emphasis
        plain = _SENTINELS.sub("", text)
    if "*" not in plain:
        return text if _WORDS.fullmatch(plain) else None
    written = _EMPHASIS.sub("", plain)
    inner = "".join(match[2] for match in _EMPHASIS.finditer(plain))
    if not (_WORDS.fullmatch(written) and _WORDS.fullmatch(inner)):
        return None
    return _EMPHASIS.sub(lambda m: f"<{_TAGS[m[1]]}>{m[2]}</{_TAGS[m[1]]}>", text)
