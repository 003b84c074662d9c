"""The last gate before HTML is stored: an explicit allow-list; and the way back to plain text.

Nothing that a page shows of a deck has not passed ``sanitise``. Lists here are complete:
what they do not name (identifiers, styles, events, other elements) does not survive.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

from app.decks.rendering.formulas import ELEMENTS, LENGTHS, WORDS, may_stay

if TYPE_CHECKING:
    import nh3

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"dl", "ol", "ul"}
BLOCKS = {"blockquote", "br", "dd", "dt", "hr", "li", "p", "pre", "table", "tr"} | HEADINGS | LISTS
CELLS = {"td", "th"}
WORDS_IN_LINE = {"a", "code", "em", "img", "mark", "span", "strong"}
TAGS = BLOCKS | CELLS | WORDS_IN_LINE | {"tbody", "thead", "math"} | ELEMENTS
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "math": {"display", "alttext"},
    **{element: {*LENGTHS, *WORDS} for element in ELEMENTS},
}
ALIGNMENTS = {"align-left", "align-center", "align-right"}
CLASSES = {
    "mark": {"cloze"},
    "span": {"blank", "remote-picture"},
    "td": ALIGNMENTS,
    "th": ALIGNMENTS,
}
LINK_SCHEMES = {"http", "https", "mailto"}

_LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_STORED = re.compile("/media/[0-9a-f]{64}")
_NOT_IN_A_PATH = re.compile(r"[\x00-\x1f\x7f\\:?#%]")


def is_stored_picture(address: str) -> bool:
    """Say whether *address* is where pictures are served from: only ours looks like that."""
    return bool(_STORED.fullmatch(address))


def is_local_picture(address: str) -> bool:
    """Say whether *address* (entities resolved) names a file in or below the deck's folder.

    What still holds a percent sign when decoded once (``%252e%252e/``) is refused.
    """
    path = unquote(address)
    parts = path.split("/")
    return bool(path.strip()) and not (
        _NOT_IN_A_PATH.search(path) or parts[0].strip() == "" or ".." in map(str.strip, parts)
    )


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Return *value* if it may stay; nh3 has resolved its entities already."""
    if attribute == "href":
        return value if _LINK.match(value) else None
    if attribute == "src":
        return value if is_local_picture(value) or is_stored_picture(value) else None
    if tag in ELEMENTS:
        return value if may_stay(attribute, value) else None
    return value


def sanitise(html: str) -> str:
    """Return *html* with nothing left but what the lists above allow, always well formed."""
    return _cleaner().clean(storable(html))


def storable(text: str) -> str:
    """Return *text* with U+FFFD for what UTF-8 or a database refuses: lone surrogates and NUL."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3  # a native library that only the sandbox's worker needs

    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_keep_attribute,
        url_schemes=LINK_SCHEMES,
        link_rel="noopener noreferrer",
    )


class _Text(HTMLParser):
    """Collects the lines of sanitised HTML: one begins wherever a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self._pre = False
        self._formula = False
        self._first_cell = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block or a cell; alternative text stands for a picture, TeX for a formula."""
        if tag in BLOCKS:
            self.lines.append("")
            self._first_cell = True
        elif tag in CELLS:
            if not self._first_cell:
                self.lines[-1] = self.lines[-1].rstrip(" ") + "\t"
            self._first_cell = False
        elif tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")
        elif tag == "math":
            self.handle_data(_tex(dict(attrs)))
            self._formula = True
        self._pre |= tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in BLOCKS:
            self.lines.append("")
        self._pre &= tag != "pre"
        self._formula &= tag != "math"

    def handle_data(self, data: str) -> None:
        """Keep text; outside of ``pre`` its white space is one space, none at a line's start."""
        if self._formula:
            return
        if self._pre:
            first, *others = data.split("\n")
            self.lines[-1] += first
            self.lines.extend(others)
        else:
            folded = re.sub(r"\s+", " ", data)
            at_start = not self.lines[-1] or self.lines[-1].endswith("\t")
            self.lines[-1] += folded.lstrip(" ") if at_start else folded


def _tex(attributes: dict[str, str | None]) -> str:
    """Return a formula as its author wrote it."""
    sign = "$$" if attributes.get("display") == "block" else "$"
    return f"{sign}{attributes.get('alttext') or ''}{sign}"


def plain_text(html: str) -> str:
    """Return the text of sanitised *html*: entities resolved, each block and list item on a line.

    The cells of a table row stand on one line, a tab between them.
    """
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "\n".join(line.rstrip(" ") for line in parser.lines if line.strip())
