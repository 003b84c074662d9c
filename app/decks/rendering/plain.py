"""Words, emphasis, links, headings and flat lists → HTML at once, without Python-Markdown.

Most fragments of a course are nothing more, and the way through the sandbox takes a hundred
times as long. What is accepted here comes out exactly as ``render`` would make it (a property
test compares them); everything else is None, and goes the long way. Work is linear.

Nothing here needs the sanitiser: what an author wrote reaches the HTML only as characters that
mean nothing in it, and the only attribute is an address of letters, digits, dots, dashes and
slashes behind ``http://`` or ``https://``.
"""

from __future__ import annotations

import re

from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN

# Letters, digits and punctuation that mean nothing to Markdown, nor to HTML.
_SIGNS = r" ,.;:?!'\"()/%=+\u2013\u2014\u2026\u2018\u2019\u201c\u201d\u20ac-"
_SAFE = rf"[^\W_]|[{_SIGNS}]"
_WORDS = re.compile(rf"(?:[^\W_]++|[{_SIGNS}]++)*+")
_SENTINELS = re.compile(f"[{MARK_OPEN}{MARK_CLOSE}{BLANK_OPEN}{BLANK_CLOSE}]")
# A span without emphasis and links in it: then it lies within one of them, or within none.
_SPAN = re.compile(f"{MARK_OPEN}((?:{_SAFE})*){MARK_CLOSE}|{BLANK_OPEN}((?:{_SAFE})*){BLANK_CLOSE}")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,2})(?=[^\W_])([^*]*(?:[^\W_]|[.,:;?!)%\u2026\u2019\u201d]))\1(?![\w*])"
)
_TAGS = {"*": "em", "**": "strong"}
_LINK = re.compile(rf"(?<!!)\[((?:{_SAFE})+)\]\((https?://[A-Za-z0-9][A-Za-z0-9./-]*)\)")
_STARTS_WORDS = re.compile(r"[^\W\d_]|\*{1,2}[^\W\d_]|[(\"'\u201c]|\d+(?![\d.])")
_HEADING = re.compile(r"(#{1,6}) (.*)")
_BULLET = re.compile(r"- {1,3}(.*)")
_NUMBER = re.compile(r"(\d{1,3})\. {1,2}(.*)")
_TERM = re.compile(r":   (.*)")


def render_plain(text: str, *, inline: bool = False) -> str | None:
    """Return the HTML of *text* if it is this plain, else None; sentinels stay in it."""
    if inline:
        return _words(text)
    if "\n" not in text:
        return _line(text)
    if "\n\n" not in text:
        return _lines(text) or _entry(text)
    written = []
    after_list = False
    for block in text.split("\n\n"):
        html = _lines(block) if "\n" in block or block[:1] == "-" else _line(block)
        is_list = html is not None and html.startswith(("<ul>", "<ol>"))
        if html is None or (is_list and after_list):
            return None  # a list under a list goes on with it
        written.append(html)
        after_list = is_list
    return "\n".join(written)


def _line(text: str) -> str | None:
    """Return a paragraph or a heading."""
    if text[:1] == "#":
        heading = _HEADING.fullmatch(text)
        words = _paragraph(heading[2]) if heading else None
        return f"<h{len(heading[1])}>{words}</h{len(heading[1])}>" if heading and words else None
    words = _paragraph(text)
    return None if words is None else f"<p>{words}</p>"


def _lines(text: str) -> str | None:
    """Return a flat list."""
    lines = text.split("\n")
    for marker, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
        if marker.fullmatch(lines[0]):
            return _list(lines, marker, tag)
    return None


def _entry(text: str) -> str | None:
    """Return a term with one definition."""
    term, _, definition = text.partition("\n")
    if match := _TERM.fullmatch(definition):
        written, meaning = _paragraph(term), _paragraph(match[1])
        if written is not None and meaning is not None:
            return f"<dl>\n<dt>{written}</dt>\n<dd>{meaning}</dd>\n</dl>"
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
    start = text if text.isascii() else _SENTINELS.sub("", text)
    return _words(text) if _STARTS_WORDS.match(start) else None


def _words(text: str) -> str | None:
    if _WORDS.fullmatch(text):
        return text if text == text.strip() else None
    if text != text.strip():
        return None
    plain = text
    if not text.isascii() and _SENTINELS.search(text):
        plain = _SPAN.sub(r"\1\2", text)
        if _SENTINELS.search(plain):
            return None
    if "[" in plain:
        plain = _LINK.sub(r"\1", plain)
    if "*" in plain:
        plain = _EMPHASIS.sub(r"\2", plain)
    if not _WORDS.fullmatch(plain):
        return None
    written = text
    if "[" in text:
        written = _LINK.sub(r'<a href="\2" rel="noopener noreferrer">\1</a>', text)
    written = _EMPHASIS.sub(lambda m: f"<{_TAGS[m[1]]}>{m[2]}</{_TAGS[m[1]]}>", written)
    # A span that touches the marks of emphasis or of a link keeps them from being read.
    return None if "*" in written or "[" in written else written
