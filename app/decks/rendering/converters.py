"""Python-Markdown as Retain uses it: raw HTML is text, tables align by class, pictures are local.

Formulas become MathML here, while the text is still Markdown.

Its output is *not* safe by itself; ``rendering.html.sanitise`` has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from app.decks.marks.masks import FORMULA, MATHS, mask
from app.decks.rendering.formulas import BrokenFormulaError, mathml
from app.decks.rendering.html import is_local_picture, is_stored_picture

EXTENSIONS = ("tables", "fenced_code", "def_list", "sane_lists")
EXTENSION_CONFIGS = {"tables": {"use_align_attribute": True}}
PICTURE_NOTE = "(picture from another site, not shown)"
MISSING_NOTE = "(picture not found)"


class OwnMarkup(Treeprocessor):
    """Turn what our pages cannot carry, styles and remote pictures, into what they can.

    *pictures* says where each local one is served from; None: they stay as they are written.
    """

    pictures: Mapping[str, str] | None = None

    def run(self, root: Element) -> None:
        """Change the finished tree in place; runs after the inline patterns."""
        for cell in root.iter():
            if cell.tag in {"td", "th"} and "align" in cell.attrib:
                cell.set("class", f"align-{cell.attrib.pop('align')}")
        for link in root.iter("a"):
            self._place_pictures(link, linked=True)
        self._place_pictures(root, linked=False)

    def _place_pictures(self, parent: Element, *, linked: bool) -> None:
        """Say where each picture is; words and a note, perhaps with a link, stand for others."""
        for picture in list(parent.iter("img")):
            address = unescape(picture.get("src", ""))
            if not is_local_picture(address):
                if not is_stored_picture(address) or not self._is_placed(address):
                    _replace(picture, address, PICTURE_NOTE, linked=linked)
            elif self.pictures is not None and address in self.pictures:
                picture.set("src", self.pictures[address])
            elif self.pictures is not None:
                _replace(picture, address, MISSING_NOTE, linked=True)

    def _is_placed(self, address: str) -> bool:
        """Tell whether it was placed before, as part of a link."""
        return self.pictures is not None and address in self.pictures.values()


def _replace(picture: Element, address: str, note: str, *, linked: bool) -> None:
    """Put the picture's words in its place, as a link unless they are *linked* already."""
    tail, name = picture.tail, picture.get("alt") or address
    picture.clear()
    picture.tag, picture.tail = "span", tail
    if linked:
        picture.text = f"{name} {note}"
    else:
        link = SubElement(picture, "a", {"href": address})
        link.text, link.tail = name, f" {note}"
    picture.set("class", "remote-picture")


class Formulas(InlineProcessor):
    """Set ``$…$`` and ``$$…$$``; what cannot be set shows as its TeX."""

    def handleMatch(  # type: ignore[override] # - ends, too # noqa: N802 - its name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the element for the formula at *m* and where it stood; None: it is no formula."""
        start, end = m.span()
        # In the target of a link or an automatic link dollar signs are nothing but themselves.
        if ("](" in data or "<" in data) and mask(data)[start] != MATHS:
            return None, None, None
        display = m[0].startswith("$$")
        try:
            found = mathml(m[0].strip("$"), display=display)
        except BrokenFormulaError:
            found = Element("code")
            found.text = AtomicString(m[0])
            return found, start, end
        for element in found.iter():
            element.text = AtomicString(element.text or "")
        return found, start, end


def block_converter() -> Markdown:
    """Return a converter for whole blocks: paragraphs, lists, tables, code, definitions."""
    converter = Markdown(
        extensions=list(EXTENSIONS),
        extension_configs=EXTENSION_CONFIGS,
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    # Between code (190), in which there are no formulas, and escapes (180), which TeX is full of.
    converter.inlinePatterns.register(Formulas(FORMULA.pattern, converter), "formulas", 185)
    converter.ESCAPED_CHARS = [*converter.ESCAPED_CHARS, "$"]
    # "math" counts as a block there; around it white space would appear.
    converter.block_level_elements = [e for e in converter.block_level_elements if e != "math"]
    return converter


def convert_with(converter: Markdown) -> Callable[[str, Mapping[str, str] | None], str]:
    """Return the function that converts Markdown, given where its pictures are served from."""
    own = OwnMarkup(converter)
    # Priority 15 lies between "inline" (20), which makes the elements, and "prettify" (10).
    converter.treeprocessors.register(own, "own_markup", 15)

    def convert(text: str, pictures: Mapping[str, str] | None) -> str:
        own.pictures = pictures
        return converter.reset().convert(text)

    return convert


def inline_converter() -> Markdown:
    """Return a converter for one line of text, such as a list entry or a table cell.

    ``1. May`` or ``# of customers`` in a cell is text, so every block construct but the
    paragraph is gone.
    """
    converter = block_converter()
    converter.preprocessors.deregister("fenced_code_block")
    processors = converter.parser.blockprocessors
    for name in (
        "indent", "defindent", "code", "table", "hashheader", "setextheader", "hr",
        "olist", "ulist", "deflist", "quote", "reference",
    ):  # fmt: skip
        processors.deregister(name)
    return converter
