"""Python-Markdown as Retain uses it: raw HTML is text, tables align by class, pictures are local.

Formulas become MathML here, while the text is still Markdown.

Its output is *not* safe by itself; ``rendering.html.sanitise`` has the last word.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from app.decks.marks.masks import FORMULA, MATHS, mask
from app.decks.rendering.formulas import BrokenFormulaError, mathml
from app.decks.rendering.html import is_local_picture

EXTENSIONS = ("tables", "fenced_code", "def_list", "sane_lists")
EXTENSION_CONFIGS = {"tables": {"use_align_attribute": True}}
PICTURE_NOTE = "(picture from another site, not shown)"


class OwnMarkup(Treeprocessor):
    """Turn what our pages cannot carry, styles and remote pictures, into what they can."""

    def run(self, root: Element) -> None:
        """Change the finished tree in place; runs after the inline patterns."""
        for cell in root.iter():
            if cell.tag in {"td", "th"} and "align" in cell.attrib:
                cell.set("class", f"align-{cell.attrib.pop('align')}")
        for link in root.iter("a"):
            _replace_remote_pictures(link, linked=True)
        _replace_remote_pictures(root, linked=False)


def _replace_remote_pictures(parent: Element, *, linked: bool) -> None:
    """Replace pictures that are not the deck's own by a link (within one: text) and a note."""
    for picture in list(parent.iter("img")):
        address = unescape(picture.get("src", ""))
        if is_local_picture(address):
            continue
        tail, name = picture.tail, picture.get("alt") or address
        picture.clear()
        picture.tag, picture.tail = "span", tail
        if linked:
            picture.text = f"{name} {PICTURE_NOTE}"
        else:
            link = SubElement(picture, "a", {"href": address})
            link.text, link.tail = name, f" {PICTURE_NOTE}"
        picture.set("class", "remote-picture")


class Formulas(InlineProcessor):
    """Set ``$…$`` and ``$$…$$``; what cannot be set shows as its TeX."""

    def handleMatch(  # type: ignore[override] # - this kind of processor returns the ends as well
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
    # Priority 15 lies between "inline" (20), which makes the elements, and "prettify" (10).
    converter.treeprocessors.register(OwnMarkup(converter), "own_markup", 15)
    return converter


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
