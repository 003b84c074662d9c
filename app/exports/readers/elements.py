"""HTML as authors' editors leave it, to a tree of elements; nothing in it is ever an error."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

MAX_DEPTH = 40
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source"})
DROPPED = frozenset({"script", "style", "head", "title", "annotation"})
BLOCKS = frozenset(
    {"address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "figure", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "ul"}
)
# What an element closes when it begins, up to the element that holds it: two paragraphs,
# entries or cells do not nest.
_CLOSES = {
    **dict.fromkeys(BLOCKS, frozenset({"p"})),
    "li": frozenset({"li", "p"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"tr", "td", "th"}),
}
_HOLDERS = {
    "li": frozenset({"ul", "ol"}),
    **dict.fromkeys(("td", "th"), frozenset({"tr", "table"})),
    "tr": frozenset({"table"}),
}
_USUAL_HOLDERS = frozenset({"blockquote", "div", "li", "table", "td", "th"})


@dataclass(slots=True)
class Element:
    """An element; *children* are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def text(self) -> str:
        """Return all text in it."""
        return "".join(one if isinstance(one, str) else one.text() for one in self.children)

    def find_all(self, *tags: str) -> list[Element]:
        """Return the elements below it with one of *tags*, in order, not those inside them."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag in tags else child.find_all(*tags)
        return found


def tree(html: str) -> Element:
    """Return the root of *html*."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.open[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, below the last one that may hold it."""
        self._dropped += tag in DROPPED
        self._close_before(tag)
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID and len(self.open) < MAX_DEPTH:
            self.open.append(made)

    def _close_before(self, tag: str) -> None:
        closed, holders = _CLOSES.get(tag, frozenset()), _HOLDERS.get(tag, _USUAL_HOLDERS)
        first = len(self.open)
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag in holders:
                break
            if self.open[at].tag in closed:
                first = at
        del self.open[first:]

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of this name, and what is open inside it."""
        self._dropped -= tag in DROPPED and self._dropped > 0
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self._dropped:
            self.open[-1].children.append(data)
