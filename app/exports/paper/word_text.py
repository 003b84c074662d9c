"""Sanitised HTML → paragraphs, runs and tables of a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.decks.rendering.html import HEADINGS
from app.exports.paper import typeset
from app.exports.paper.scripts import Script, script
from app.exports.paper.tree import Element, blocks, parse

CODE_FONT = "Courier New"
INDENT = Cm(0.8)
WIDEST = Cm(13)
DEEPEST_BULLET = 3  # the levels that Word's own template has
_ALIGNED: dict[str, WD_ALIGN_PARAGRAPH] = {
    "align-right": WD_ALIGN_PARAGRAPH.RIGHT,
    "align-center": WD_ALIGN_PARAGRAPH.CENTER,
}


@dataclass(frozen=True, slots=True)
class _Dress:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(slots=True)
class Writer:
    """Writes below each other into *place*, the document or a cell of one of its tables.

    Every paragraph stays in one piece and on the page of the next one; ``end`` lets go of the
    last. *language* is the sheet's, *pictures* its files.
    """

    document: Document
    place: Document | _Cell
    language: str
    pictures: Mapping[str, bytes]
    last: Paragraph | None = None

    def paragraph(self, style: str | None = None) -> Paragraph:
        """Add an empty paragraph."""
        made = self.place.add_paragraph(style=style)
        made.paragraph_format.keep_with_next = made.paragraph_format.keep_together = True
        self.last = made
        return made

    def end(self) -> None:
        """Allow a new page behind the last paragraph."""
        if self.last is not None:
            self.last.paragraph_format.keep_with_next = False

    def block(self, html: str) -> None:
        """Write HTML with blocks."""
        self._blocks(blocks(parse(html)), 0)

    def line(self, made: Paragraph, html: str) -> None:
        """Write HTML of one line into *made*, in the direction of its letters."""
        nodes = parse(html)
        self._direct(made, "".join(n if isinstance(n, str) else n.text for n in nodes))
        self._inline(made, nodes, _Dress())

    def text(self, made: Paragraph, text: str, *, bold: bool = False) -> None:
        """Write plain text into *made*."""
        self._run(made, text, _Dress(bold=bold))

    def cell(self, cell: _Cell) -> tuple[Writer, Paragraph]:
        """Return a writer for *cell*, and its first paragraph, which Word has put there."""
        first = cell.paragraphs[0]
        first.paragraph_format.keep_with_next = first.paragraph_format.keep_together = True
        return replace(self, place=cell, last=first), first

    def _direct(self, made: Paragraph, text: str) -> None:
        if script(text, self.language).rtl:
            made._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - no other way

    def _blocks(self, elements: Iterable[Element], level: int) -> None:
        for element in elements:
            self._block(element, level)

    def _block(self, element: Element, level: int) -> None:
        if element.tag == "p" or element.tag in HEADINGS:
            made = self._indented(level)
            self._direct(made, element.text)
            self._inline(made, element.children, _Dress(bold=element.tag != "p"))
        elif element.tag in {"ul", "ol"}:
            self._list(element, level)
        elif element.tag == "pre":
            self._code(element, level)
        elif element.tag == "table":
            self._table(element)
        elif element.tag == "dt":
            self._inline(self._indented(level), element.children, _Dress(bold=True))
        elif element.tag != "hr":
            deeper = level + (element.tag in {"blockquote", "dd"})
            self._blocks(blocks(element.children), deeper)

    def _indented(self, level: int, style: str | None = None) -> Paragraph:
        made = self.paragraph(style)
        if level:
            made.paragraph_format.left_indent = INDENT * level
        return made

    def _list(self, element: Element, level: int) -> None:
        first = int(element.attributes.get("start") or 1)
        entries = [child for child in element.children if isinstance(child, Element)]
        for number, entry in enumerate(entries, first):
            inner = blocks(entry.children)
            made = self._marker(level, None if element.tag == "ul" else number)
            if inner and inner[0].tag == "p":
                self._direct(made, inner[0].text)
                self._inline(made, inner[0].children, _Dress())
                inner = inner[1:]
            self._blocks(inner, level + 1)

    def _marker(self, level: int, number: int | None) -> Paragraph:
        """Return an entry's paragraph: with Word's own bullet, or its number as text.

        Word counts numbered paragraphs of a style on through the whole document.
        """
        if number is None:
            depth = min(level + 1, DEEPEST_BULLET)
            made = self._indented(level, "List Bullet" + (f" {depth}" if depth > 1 else ""))
            made.paragraph_format.left_indent = INDENT * (level + 1)
        else:
            made = self._indented(level + 1)
            self._run(made, f"{number}.\t", _Dress())
        made.paragraph_format.first_line_indent = -INDENT
        return made

    def _code(self, element: Element, level: int) -> None:
        made = self._indented(level)
        for number, text in enumerate(element.text.strip("\n").split("\n")):
            if number:
                made.add_run().add_break()
            self._run(made, text, _Dress(code=True))

    def _table(self, element: Element) -> None:
        rows = [list(row.all("td", "th")) for row in element.all("tr")]
        width = max(map(len, rows), default=0)
        if not width:
            return
        table = add_table(self.document, self.place, len(rows), width)
        for row, cells in zip(table.rows, rows, strict=True):
            for into, cell in zip(row.cells, cells, strict=False):
                writer, first = self.cell(into)
                first.alignment = _ALIGNED.get(
                    cell.attributes.get("class", ""), WD_ALIGN_PARAGRAPH.LEFT
                )
                writer._inline(first, cell.children, _Dress(bold=cell.tag == "th"))  # noqa: SLF001 - our own class
        self.paragraph().paragraph_format.space_after = Pt(0)

    def _inline(self, made: Paragraph, nodes: Iterable[Element | str], dress: _Dress) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._run(made, node, dress)
            elif node.tag == "br":
                made.add_run().add_break()
            elif node.tag == "img":
                self._picture(made, node, dress)
            elif node.tag == "math":
                self._run(made, f"${node.attributes.get('alttext') or node.text}$", dress)
            else:
                self._inline(made, node.children, _dressed(dress, node.tag))

    def _run(self, made: Paragraph, text: str, dress: _Dress) -> None:
        if not text:
            return
        run = made.add_run(text)
        run.bold, run.italic = dress.bold or None, dress.italic or None
        if dress.code:
            run.font.name = CODE_FONT
        told = script(text, self.language)
        if told != script("", self.language):
            _set_language(run, told)

    def _picture(self, made: Paragraph, element: Element, dress: _Dress) -> None:
        name, described = element.attributes.get("src", ""), element.attributes.get("alt", "")
        data = self.pictures.get(name)
        if data is None or not typeset.is_picture(data):
            self._run(made, described, dress)
            return
        shape = made.add_run().add_picture(io.BytesIO(_for_word(data)))
        if shape.width > WIDEST:
            shape.height, shape.width = Mm(shape.height.mm * WIDEST / shape.width), WIDEST
        shape._inline.docPr.set("descr", described or "Picture")  # noqa: SLF001 - no other way


def _dressed(dress: _Dress, tag: str) -> _Dress:
    match tag:
        case "strong":
            return replace(dress, bold=True)
        case "em":
            return replace(dress, italic=True)
        case "code":
            return replace(dress, code=True)
    return dress


def _for_word(data: bytes) -> bytes:
    """Return a picture that Word and python-docx read: SVG and WebP become PNG."""
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return data
    return typeset.as_png(data)


def _set_language(run: Any, told: Script) -> None:
    """Say of *run* in which language it is, and its direction (ECMA-376 part 1, 17.3.2)."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - no other way
    if told.rtl:
        properties.append(OxmlElement("w:rtl"))
    language = OxmlElement("w:lang")
    kind = "w:bidi" if told.rtl else "w:eastAsia" if told.east_asian else "w:val"
    language.set(qn(kind), told.language)
    properties.append(language)


def add_table(document: Document, place: Document | _Cell, rows: int, columns: int) -> Any:
    """Add a table with a grid, whose rows are never split."""
    table: Any = place.add_table(rows, columns)
    table.autofit = False
    table.style = document.styles["Table Grid"]
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no other way
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
    return table
