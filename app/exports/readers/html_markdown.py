"""HTML → Markdown of a deck, which renders to the same words, lists, tables and code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from textwrap import indent
from urllib.parse import quote

from app.decks.rendering.html import LISTS
from app.exports.readers import escaping
from app.exports.readers.elements import BLOCKS, Element, tree

BREAK = "\\\n"
_STRONG, _SLANTED = frozenset({"b", "strong"}), frozenset({"em", "i", "cite", "dfn", "var"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_ALIGNMENTS = {"align-left": ":---", "align-center": ":---:", "align-right": "---:"}

Source = Callable[[str], str]
"""From an image's address to its path in the deck's folder, "" if it cannot be shown."""


def blocks(html: str, source: Source) -> list[str]:
    """Return the blocks of *html* as Markdown, none of them empty."""
    return _Writer(source).blocks(tree(html).children)


def line(html: str, source: Source) -> str:
    """Return *html* as one line of Markdown; its blocks follow each other."""
    return _Writer(source).line(tree(html).children)


def line_of(children: Iterable[Element | str], source: Source) -> str:
    """Return what stands within an element as one line of Markdown."""
    return _Writer(source).line(children)


def table_of(element: Element, source: Source) -> str:
    """Return a table as Markdown, "" if it has no cell."""
    return "\n".join(_Writer(source).table(element))


class _Writer:
    """Writes elements as Markdown; *source* says where pictures are."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def blocks(self, children: Iterable[Element | str]) -> list[str]:
        found: list[str] = []
        run: list[Element | str] = []
        for child in children:
            if isinstance(child, str) or child.tag not in BLOCKS:
                run.append(child)
                continue
            found += self._paragraph(run)
            run = []
            found += self._block(child)
        return found + self._paragraph(run)

    def line(self, children: Iterable[Element | str]) -> str:
        flat = self._inline(children).replace(BREAK, " ")
        return escaping.line_start(_folded(flat).strip())

    def _paragraph(self, run: list[Element | str]) -> list[str]:
        lines = (_folded(part).strip() for part in self._inline(run).split(BREAK))
        kept = [escaping.line_start(one) for one in lines if one]
        return [BREAK.join(kept)] if kept else []

    def _block(self, element: Element) -> list[str]:
        tag = element.tag
        if tag in LISTS - {"dl"}:
            return self._list(element)
        if tag == "pre":
            return [_fenced(element.text())]
        if tag == "table":
            return self.table(element)
        inside = self.blocks(element.children)
        if tag == "blockquote" and inside:
            return [indent("\n\n".join(inside), "> ", lambda _: True).replace("> \n", ">\n")]
        if re.fullmatch("h[1-6]|dt", tag) and inside:
            return [f"**{self.line(element.children)}**"]
        return inside

    def _list(self, element: Element) -> list[str]:
        entries, loose = [], False
        for number, entry in enumerate(element.find_all("li"), 1):
            inside = self.blocks(entry.children)
            nested = [one for one in entry.children if isinstance(one, Element)]
            loose = loose or any(one.tag == "p" for one in nested)
            marker = "-" if element.tag == "ul" else f"{number}."
            joined = indent(("\n\n" if loose else "\n").join(inside), "    ").lstrip()
            entries.append(f"{marker:4}{joined}".rstrip())
        return [("\n\n" if loose else "\n").join(entries)] if entries else []

    def table(self, element: Element) -> list[str]:
        rows = [row.find_all("td", "th") for row in element.find_all("tr")]
        width = max(map(len, rows), default=0)
        if not width:
            return []
        cells = [[self.line(c.children).replace("|", "\\|") for c in row] for row in rows]
        cells = [row + [""] * (width - len(row)) for row in cells]
        aligned = [_ALIGNMENTS.get(c.attributes.get("class", ""), "---") for c in rows[0]]
        rule = aligned + ["---"] * (width - len(aligned))
        return ["\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))]

    def _inline(self, children: Iterable[Element | str]) -> str:
        return "".join(
            escaping.inline(child) if isinstance(child, str) else self._element(child)
            for child in children
        )

    def _element(self, element: Element) -> str:
        tag = element.tag
        leaf = self._leaf(tag, element)
        if leaf is not None:
            return leaf
        inside, address = self._inline(element.children), element.attributes.get("href", "")
        if tag in _STRONG or tag in _SLANTED:
            return _around(inside, "**" if tag in _STRONG else "*")
        if tag == "a" and _LINK.fullmatch(address) and inside.strip():
            return f"[{inside.strip()}]({quote(address, safe=_IN_ADDRESSES)})"
        return f" {inside} " if tag in BLOCKS else inside

    def _leaf(self, tag: str, element: Element) -> str | None:
        """Return an element in which no other counts, None if it is not one."""
        attributes = element.attributes
        if tag == "br":
            return BREAK
        if tag == "img":
            return self._picture(attributes)
        if tag == "math" and attributes.get("alttext"):
            sign = "$$" if attributes.get("display") == "block" else "$"
            return f"{sign}{attributes['alttext']}{sign}"
        return _code(_folded(element.text())) if tag in _CODE else None

    def _picture(self, attributes: dict[str, str]) -> str:
        alt = escaping.inline(_folded(attributes.get("alt", ""))).replace("]", "\\]")
        path = self._source(attributes.get("src", ""))
        return f"![{alt}]({path})" if path else alt


_IN_ADDRESSES = ":/?#[]@!$&'*+,;=%~-._"


def _folded(text: str) -> str:
    """Return *text* with single spaces; one that does not break is no white space of HTML."""
    return _SPACE.sub(" ", text).strip(" ")


def _around(inside: str, mark: str) -> str:
    """Return *inside* within *mark*, its outer spaces outside."""
    words = inside.strip()
    if not words or BREAK in words:
        return inside
    before = inside[: len(inside) - len(inside.lstrip())]
    return f"{before}{mark}{words}{mark}{inside[len(inside.rstrip()) :]}"


def _code(text: str) -> str:
    runs = {len(run) for run in re.findall("`+", text)}
    ticks = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}" if text else ""


def _fenced(text: str) -> str:
    runs = [len(run) for run in re.findall("^`{3,}", text, re.MULTILINE)]
    fence = "`" * (max(runs, default=2) + 1)
    return "\n".join((fence, text.strip("\n"), fence))
