"""Sanitised HTML as a tree, its white space folded as a browser folds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.decks.rendering.html import BLOCKS, CELLS

VOID = {"br", "hr", "img"}
STANDING_ALONE = (BLOCKS | CELLS | {"tbody", "thead"}) - {"br"}
_SPACE = re.compile("[ \t\n\r\f]+")


@dataclass(slots=True)
class Element:
    """An element with what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements below with one of *tags*, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Tree(HTMLParser):
    """Builds the tree; sanitised HTML is well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep text as it is in ``pre``, else with single spaces, none after a line break."""
        children = self.open[-1].children
        if not any(element.tag == "pre" for element in self.open):
            data = _SPACE.sub(" ", data)
            if children and isinstance(children[-1], Element) and children[-1].tag == "br":
                data = data.lstrip(" ")
        children.append(data)


def parse(html: str) -> list[Element | str]:
    """Return what *html*, sanitised, holds."""
    reader = _Tree()
    reader.feed(html)
    reader.close()
    return reader.open[0].children


def blocks(children: Iterable[Element | str]) -> list[Element]:
    """Return *children* as blocks: text between blocks becomes a paragraph of its own."""
    made: list[Element] = []
    line: list[Element | str] = []
    for child in (*children, Element("hr")):
        if not isinstance(child, Element) or child.tag not in STANDING_ALONE:
            line.append(child)
            continue
        if line := trimmed(line):
            made.append(Element("p", {}, line))
        made.append(child)
        line = []
    return made[:-1]


def trimmed(line: list[Element | str]) -> list[Element | str]:
    """Return the *line* without white space at its ends; [] if nothing else is there."""
    kept = [child for child in line if child != ""]
    while kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip(" ")
        if kept[0]:
            break
        del kept[0]
    while kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(" ")
        if kept[-1]:
            break
        del kept[-1]
    return kept
