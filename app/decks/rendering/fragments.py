"""Markdown fragments of a deck → sanitised HTML.

``render`` is pure, but Python-Markdown can need minutes on a few kilobytes of brackets or
nested lists: call it through ``app.sandbox`` only (docs/adr/0003). ``refuse`` names beforehand
what is not worth trying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape

from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN
from app.decks.rendering.html import sanitise, storable
from app.decks.rendering.plain import render_plain

RENDERER_VERSION = 2
"""Stored HTML is kept per version: raise it whenever the same Markdown gives other HTML."""

Converter = Callable[[str, Mapping[str, str] | None], str]

MAX_BYTES = 16 * 1024
MAX_DEPTH = 12
MAX_BRACKETS = 200
BRACKETS = "[](){}<>"

_TAG = re.compile(r"<[^>]*>")
_MARKED = re.compile(f"{MARK_OPEN}([^{MARK_OPEN}{MARK_CLOSE}]*){MARK_CLOSE}")
_BLANK = re.compile(f"{BLANK_OPEN}([^{BLANK_OPEN}{BLANK_CLOSE}]*){BLANK_CLOSE}")
_SENTINEL = re.compile(f"[{MARK_OPEN}{MARK_CLOSE}{BLANK_OPEN}{BLANK_CLOSE}]")
_NO_SENTINELS = dict.fromkeys(map(ord, (MARK_OPEN, MARK_CLOSE, BLANK_OPEN, BLANK_CLOSE)))
# One level of nesting at the start of a line: a quote mark, a list marker, or four columns.
_LEVEL = re.compile(r" {0,3}(?:>|[-*+:](?=\s)|\d{1,9}[.)](?=\s))|\t| {4}")


def refuse(markdown: str) -> str | None:
    """Return why *markdown* is not worth rendering, in words for its author, else None."""
    if len(markdown) > MAX_BRACKETS and (reason := _refuse_size(markdown)):
        return reason
    depth = max((_depth(line.rstrip()) for line in markdown.splitlines()), default=0)
    if depth > MAX_DEPTH:
        return f"the block is nested {depth} levels deep; at most {MAX_DEPTH} are rendered"
    return None


def _refuse_size(markdown: str) -> str | None:
    size = len(markdown.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return f"the block has {size:,} bytes; at most {MAX_BYTES:,} are rendered"
    for bracket in BRACKETS:
        if (count := markdown.count(bracket)) > MAX_BRACKETS:
            return f"the block has {count} “{bracket}”; at most {MAX_BRACKETS} are rendered"
    return None


def _depth(line: str) -> int:
    """Count the levels of quotes, lists and indentation that *line* begins with."""
    depth = position = 0
    while level := _LEVEL.match(line, position):
        depth, position = depth + 1, level.end()
    return depth


def render(
    markdown: str, *, inline: bool = False, pictures: Mapping[str, str] | None = None
) -> str:
    """Return *markdown* as sanitised HTML.

    *pictures* says, by what the deck writes, where each of its pictures is served from (None:
    they keep their names, as files beside the deck). *inline* is for one line of text (a list
    entry, a table cell): no block constructs, no paragraph around it. Marked spans and blanks
    become elements; stray sentinels vanish. Raises what Python-Markdown raises, RecursionError
    above all.
    """
    text = _convert(markdown, inline=inline, pictures=pictures)
    if inline:
        text = text.replace("</p>\n<p>", " ").removeprefix("<p>").removesuffix("</p>")
    return sanitise(_place_sentinels(text)).translate(_NO_SENTINELS).strip()


def quick(markdown: str, *, inline: bool = False) -> str | None:
    """Return what ``render`` would, if *markdown* is so plain that no converter is needed."""
    html = render_plain(markdown, inline=inline)
    if html is None or not _SENTINEL.search(html):
        return html
    return _place_sentinels(html).translate(_NO_SENTINELS).strip()


def verbatim(markdown: str) -> str:
    """Return *markdown* unrendered in a ``pre``, blanks still hidden: for what was refused."""
    return f"<pre>{_place_sentinels(escape(storable(markdown))).translate(_NO_SENTINELS)}</pre>"


def _convert(markdown: str, *, inline: bool, pictures: Mapping[str, str] | None) -> str:
    converter = _converter(inline)
    try:
        return converter(markdown, pictures)
    except Exception:
        # An interrupted converter keeps half-open states; the next fragment gets a new one.
        _converter.cache_clear()
        raise


@cache
def _converter(inline: bool) -> Converter:  # noqa: FBT001 - cache needs it positional
    from app.decks.rendering import converters as setup  # heavy, and only the worker needs it

    return setup.convert_with(setup.inline_converter() if inline else setup.block_converter())


def _place_sentinels(html: str) -> str:
    """Turn pairs of sentinels in the text of *html* into elements; those in tags vanish.

    A pair that crosses elements (``**a [b** c]``) is left to the sanitiser, whose HTML5
    parser closes everything in its own element.
    """
    html = _TAG.sub(lambda tag: tag[0].translate(_NO_SENTINELS), html)
    html = _MARKED.sub(r'<mark class="cloze">\1</mark>', html)
    return _BLANK.sub(lambda blank: f'<span class="blank">[{blank[1].strip() or "…"}]</span>', html)
