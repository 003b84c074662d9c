"""Sanitised HTML → typst markup.

Every text is a string of typst's code, ``#"like this";``, in which only the quotation mark and
the backslash mean anything: no text of an author is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.decks.rendering.html import HEADINGS
from app.exports.paper.formulas import formula, is_displayed
from app.exports.paper.scripts import Script, script
from app.exports.paper.tree import Element, blocks, parse

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": ""})
_ALIGNED = {"align-left": "left", "align-center": "center", "align-right": "right"}
# Unicode annex 9: what stands between these runs from right to left, whatever is around it.
ISOLATE, POP = "\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def literal(text: str) -> str:
    """Return *text* as a string of typst's code."""
    return f'"{text.translate(_ESCAPES)}"'


@dataclass(frozen=True, slots=True)
class Markup:
    """What the texts of a sheet are written with.

    *shown* replaces characters that no font has, *pictures* are the files by name, *language*
    is the sheet's, *of* gives what has to be set for a text of another script, with its
    direction if it is asked for.
    """

    shown: Callable[[str], str]
    of: Callable[[Script, bool], str]
    language: str = "en"
    pictures: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Return plain text as content."""
        return f"#{literal(self.shown(text))};"

    def block(self, html: str) -> str:
        """Return HTML with blocks as content."""
        return self.blocks(blocks(parse(html)))

    def line(self, html: str) -> str:
        """Return HTML of one line as content; what was refused to be rendered is a ``pre``."""
        nodes = parse(html)
        if any(isinstance(node, Element) and node.tag == "pre" for node in nodes):
            return self.blocks(blocks(nodes))
        said = "".join(node if isinstance(node, str) else node.text for node in nodes)
        return self.in_script(said, self.inline(nodes))

    def in_script(self, text: str, content: str, *, standing_alone: bool = False) -> str:
        """Return *content*, which says *text*, in the language of its letters.

        Only what is *standing_alone* begins at the other side of the page if it runs from right
        to left; an option keeps its place, and its punctuation is isolated.
        """
        told = script(text, self.language)
        if told == script("", self.language):
            return content
        if told.rtl and not standing_alone:
            content = f"#{literal(ISOLATE)};{content}#{literal(POP)};"
        return f"#[{self.of(told, standing_alone)}{content}];"

    def blocks(self, elements: Iterable[Element]) -> str:
        """Return blocks as content."""
        return "".join(map(self._block, elements))

    def inline(self, nodes: Iterable[Element | str]) -> str:
        """Return what stands in a line as content."""
        return "".join(self.text(n) if isinstance(n, str) else self._inline(n) for n in nodes)

    def _inline(self, element: Element) -> str:
        writers = {
            "a": self._link,
            "br": lambda _: "#linebreak();",
            "code": self._words_of_code,
            "em": self._emphasis,
            "img": self._picture,
            "math": self._formula,
            "strong": self._strong,
        }
        written = writers.get(element.tag)
        return written(element) if written else self.inline(element.children)

    def _strong(self, element: Element) -> str:
        return f"#strong[{self.inline(element.children)}];"

    def _emphasis(self, element: Element) -> str:
        return f"#emph[{self.inline(element.children)}];"

    def _words_of_code(self, element: Element) -> str:
        return f"#raw({literal(self.shown(element.text))});"

    def _link(self, element: Element) -> str:
        address, content = element.attributes.get("href"), self.inline(element.children)
        return f"#link({literal(address)}, [{content}]);" if address else content

    def _formula(self, element: Element, *, alone: bool = False) -> str:
        return f"#{formula(element, lambda text: literal(self.shown(text)), alone=alone)};"

    def _picture(self, element: Element) -> str:
        name, described = element.attributes.get("src", ""), element.attributes.get("alt", "")
        if name not in self.pictures:
            return self.text(described)
        return f"#picture({literal(self.pictures[name])}, {literal(described or 'Picture')});"

    def _block(self, element: Element) -> str:
        writers = {
            **dict.fromkeys(("p", *HEADINGS), self._paragraph),
            "blockquote": self._quotation,
            "dl": self._definitions,
            "hr": lambda _: "#rule();",
            "ol": self._list,
            "pre": self._code,
            "table": self._table,
            "ul": self._list,
        }
        written = writers.get(element.tag)
        return written(element) if written else self.blocks(blocks(element.children))

    def _code(self, element: Element) -> str:
        return f"#code({literal(self.shown(element.text.strip(chr(10))))});"

    def _quotation(self, element: Element) -> str:
        return f"#quotation[{self.blocks(blocks(element.children))}];"

    def _paragraph(self, element: Element) -> str:
        match element.children:
            case [Element(tag="math") as only] if is_displayed(only):
                return self._formula(only, alone=True)
        content = self.inline(element.children)
        if element.tag != "p":  # the exam's own headings are its questions
            content = f"#strong[{content}];"
        return self.in_script(element.text, f"#par[{content}];", standing_alone=True)

    def _list(self, element: Element) -> str:
        entries = [child for child in element.children if isinstance(child, Element)]
        made = "".join(f", [{self._entry(entry)}]" for entry in entries)
        if element.tag == "ul":
            return f"#list(tight: true{made});"
        return f"#enum(tight: true, start: {int(element.attributes.get('start') or 1)}{made});"

    def _entry(self, element: Element) -> str:
        """Return an entry or cell: a single line without a paragraph, else its blocks."""
        inner = blocks(element.children)
        if inner and inner[0].tag == "p":
            first = self.in_script(inner[0].text, self.inline(inner[0].children))
            return first + self.blocks(inner[1:])
        return self.blocks(inner)

    def _definitions(self, element: Element) -> str:
        return "".join(map(self._definition, element.all("dt", "dd")))

    def _definition(self, element: Element) -> str:
        if element.tag == "dt":
            return f"#par[#strong[{self.inline(element.children)}];];"
        return f"#indented[{self._entry(element)}];"

    def _table(self, element: Element) -> str:
        rows = [list(row.all("td", "th")) for row in element.all("tr")]
        width = max(map(len, rows), default=0)
        if not width:
            return ""
        cells = ["".join(f"{self._cell(cell)}, " for cell in row) for row in rows]
        head = f"table.header({cells[0]}), " if rows[0] and rows[0][0].tag == "th" else cells[0]
        return f"#grid-table({width}, {head}{''.join(cells[1:])});"

    def _cell(self, cell: Element) -> str:
        align = _ALIGNED.get(cell.attributes.get("class", ""), "start")
        return f"table.cell(align: {align})[{self._entry(cell)}]"
