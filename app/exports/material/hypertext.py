"""HTML as entries: a web page, or what is pasted from Word; lists, tables and headings are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from app.exports.material.text import read_text
from app.exports.material.values import Entry, Material, Shape
from app.exports.readers import escaping, html_markdown
from app.exports.readers.elements import BLOCKS, Element, tree
from app.exports.readers.reading import Gathered, ReadError

NAME_IT = "name this table"
MOST_HTML = 4 * 2**20  # characters
PAIR = 2  # cells
_WORD_ENTRY = re.compile(r"MsoList", re.IGNORECASE)
_WORD_MARK = re.compile(
    r"\s*(?:[\u00b7\u2022\u25aa\u25cf\uf0b7\uf0a7o§\-\u2013]|(?P<number>\d{1,3})[.)])[\s\u00a0]+"
)
_BEGINS_NUMBER = re.compile(r"^(\d+)\\([.)])", re.MULTILINE)
_INLINE = frozenset(
    {"article", "center", "div", "section", "header", "figure", "address", "body", "html"}
)


def read_html(html: str, folder: str) -> Material:
    """Return what a page holds; pictures inside it shall be in *folder*. Raises ReadError."""
    if len(html) > MOST_HTML:
        raise ReadError(f"It is longer than {MOST_HTML // 2**20} MB of HTML. Import it in parts.")
    writer = _Writer(Gathered(folder))
    writer.take(tree(html).children)
    if not any(line.strip() for line in writer.lines):
        if not writer.tables:
            raise ReadError("There is no text in it.")
        found = Material("", ())
    else:
        found = read_text("\n".join(writer.lines), _harmless)
    entries = sorted((*map(_renamed, found.entries), *writer.tables), key=lambda one: one.first)
    return Material(
        found.title, tuple(entries), tuple(writer.gathered.losses), writer.gathered.pictures
    )


def _harmless(text: str) -> str:
    return escaping.line_start(text.strip())


def _renamed(entry: Entry) -> Entry:
    return replace(entry, where=entry.where.replace("line", "paragraph"))


@dataclass(slots=True)
class _Writer:
    """Writes one line a paragraph; wide tables are entries at once."""

    gathered: Gathered
    lines: list[str] = field(default_factory=list)
    tables: list[Entry] = field(default_factory=list)

    def take(self, children: Iterable[Element | str]) -> None:
        """Write *children*, of which some are blocks and others run together."""
        run: list[Element | str] = []
        for child in children:
            if isinstance(child, str) or child.tag not in BLOCKS | _INLINE | {"dl"}:
                run.append(child)
                continue
            self._run(run)
            run = []
            self._block(child)
        self._run(run)

    def _run(self, run: list[Element | str]) -> None:
        for part in _at_breaks(run):
            if text := self._line(part):
                self.lines.append(text)

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag in {"ul", "ol"}:
            self._list(element)
        elif tag == "table":
            self._table(element)
        elif tag == "dl":
            self._definitions(element)
        elif re.fullmatch("h[1-6]", tag):
            if text := self._line(element.children):
                self.lines += ["", f"# {text.lstrip('#')}"]
        elif _WORD_ENTRY.search(element.attributes.get("class", "")) and element.text().strip():
            self._word_entry(element)
        else:
            self.take(element.children)

    def _word_entry(self, element: Element) -> None:
        """Write a paragraph that is an entry of a list to Word only."""
        text = element.text()
        mark = _WORD_MARK.match(text)
        line = self._line([text[mark.end() :]] if mark else element.children)
        number = mark["number"] if mark else None
        self.lines.append(f"{number}. {line}" if number else f"- {line}")

    def _list(self, element: Element, depth: int = 0) -> None:
        for number, entry in enumerate(element.find_all("li"), 1):
            inner = [c for c in entry.children if isinstance(c, Element) and c.tag in {"ul", "ol"}]
            words = [c for c in entry.children if c not in inner]
            mark = "-" if element.tag == "ul" else f"{number}."
            if text := self._line(words):
                self.lines.append(f"{mark} {text}")
            for one in inner:
                self._list(one, depth + 1)

    def _definitions(self, element: Element) -> None:
        term = ""
        for part in element.find_all("dt", "dd"):
            text = self._line(part.children)
            if part.tag == "dt":
                term = text
            elif text:
                self.lines.append(f"{term}\t{text}" if term else text)

    def _table(self, element: Element) -> None:
        rows = [row.find_all("td", "th") for row in element.find_all("tr")]
        width = max(map(len, rows), default=0)
        if width > PAIR:
            self._wide(element)
            return
        for row in rows:
            if row and all(cell.tag == "th" for cell in row):
                continue
            texts = [self._line(cell.children) for cell in row]
            if any(texts):
                self.lines.append("\t".join(text for text in texts if text))

    def _wide(self, element: Element) -> None:
        self.lines.append("")
        number = len(self.lines)
        name = f"Table {len(self.tables) + 1}"
        back = html_markdown.table_of(element, self._picture)
        place = f"paragraph {number}"
        self.tables.append(Entry(Shape.TABLE, name, back, place, number, number, why=(NAME_IT,)))

    def _line(self, children: Iterable[Element | str]) -> str:
        line = html_markdown.line_of(children, self._picture)
        return _BEGINS_NUMBER.sub(r"\1\2", line).strip()

    def _picture(self, address: str) -> str:
        return self.gathered.picture_inside(address, f"paragraph {len(self.lines) + 1}")


def _at_breaks(run: Iterable[Element | str]) -> Iterator[list[Element | str]]:
    part: list[Element | str] = []
    for one in run:
        if isinstance(one, Element) and one.tag == "br":
            yield part
            part = []
        else:
            part.append(one)
    yield part
