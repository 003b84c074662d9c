"""Texts of items, in HTML or in elements, as Markdown; and where what they lose is said."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree as ET

from app.exports.readers import html_markdown
from app.exports.readers.qti.package import Package
from app.exports.readers.reading import Gathered


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one item at *where*, which is in *document* of *package*."""

    found: Gathered
    package: Package
    document: str
    where: str

    def lose(self, what: str) -> None:
        """Say that the item lost something."""
        self.found.lose(self.where, what)

    def block(self, html: str) -> str:
        """Return HTML as blocks of Markdown."""
        return "\n\n".join(html_markdown.blocks(html, self._source))

    def line(self, html: str) -> str:
        """Return HTML as one line of Markdown."""
        return html_markdown.line(html, self._source)

    def _source(self, address: str) -> str:
        file = self.package.file(address, self.document)
        if file is None:
            return self.found.picture_inside(address, self.where)
        name, data = file
        return self.found.keep_picture(name, data, self.where)


def html_inside(element: ET.Element) -> str:
    """Return what is in an element of XHTML as HTML."""
    for picture in element.iter("object"):
        if (picture.get("type") or "").startswith("image/"):
            alt = " ".join("".join(picture.itertext()).split())
            source, tail = picture.get("data") or "", picture.tail
            picture.clear()
            picture.tag, picture.tail = "img", tail
            picture.attrib.update(src=source, alt=alt)
    children = (ET.tostring(child, encoding="unicode", method="html") for child in element)
    return "".join((escape(element.text or "", quote=False), *children))


def take_out(parent: ET.Element, child: ET.Element) -> None:
    """Remove *child*, but not the text behind it."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
