"""From sanitised HTML to the XHTML that QTI 2 allows in items (QTI 2.1, section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

MATHML = "http://www.w3.org/1998/Math/MathML"
# All other attributes of sanitised HTML have no place in QTI: what says so is ``loses``.
_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "alt"),
    "span": ("class",),
    "td": ("class",),
    "th": ("class",),
}
_BLOCKS = frozenset(
    ("blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul")
)
_VOID = re.compile(r'<((?:br|hr|img)\b(?:[^>"]|"[^"]*")*)>')
_START = re.compile(r'<ol start="(?!1")')
_TITLE = re.compile(r'<(?:a|img)\b[^>]* title="')


def fill(parent: ET.Element, html: str, pictures: Mapping[str, str]) -> None:
    """Put *html* into the empty *parent*; *pictures*: each picture's address by its name."""
    if "<" not in html and "&" not in html:
        parent.text = html
        return
    xml = _VOID.sub(r"<\1/>", html.replace("&nbsp;", "\N{NO-BREAK SPACE}"))
    root = ET.XML(f"<div>{xml}</div>")
    _adapt(root, pictures)
    parent.text = root.text
    parent.extend(root)


def loses(htmls: Iterable[str]) -> Iterable[str]:
    """Yield what QTI has no attribute for."""
    whole = "".join(htmls)
    if _START.search(whole):
        yield "a numbered list begins with 1"
    if _TITLE.search(whole):
        yield "the titles of links and pictures"


def _adapt(element: ET.Element, pictures: Mapping[str, str]) -> None:
    """Make the elements in *element* those of QTI."""
    for child in element:
        if child.tag == "math":
            _adapt_formula(child)
            continue
        kept = _ATTRIBUTES.get(child.tag, ())
        attributes = {name: child.get(name, "") for name in kept if name in child.attrib}
        child.attrib.clear()
        child.attrib.update(attributes)
        if child.tag == "img":
            child.set("src", pictures[child.get("src", "")])
            child.set("alt", child.get("alt", ""))
        _adapt(child, pictures)
        if child.tag == "blockquote" and not _has_only_blocks(child):
            _into_paragraphs(child)
        elif child.tag == "table":
            _with_body(child)


def _adapt_formula(math: ET.Element) -> None:
    """Put a formula into its namespace, without what MathML 2 and 3 do not know."""
    math.set("xmlns", MATHML)
    for element in math.iter("mpadded"):
        element.attrib.pop("voffset", None)


def _has_only_blocks(quotation: ET.Element) -> bool:
    between = [quotation.text, *(child.tail for child in quotation)]
    blank = not any((text or "").strip() for text in between)
    return blank and all(child.tag in _BLOCKS for child in quotation)


def _into_paragraphs(quotation: ET.Element) -> None:
    """Put what stands directly in a quotation into paragraphs: it may hold blocks only."""
    children, paragraph = list(quotation), ET.Element("p")
    paragraph.text, quotation.text = quotation.text, None
    for child in children:
        quotation.remove(child)
    for child in children:
        if child.tag not in _BLOCKS:
            paragraph.append(child)
            continue
        _close(quotation, paragraph)
        paragraph = ET.Element("p")
        paragraph.text, child.tail = child.tail, None
        quotation.append(child)
    _close(quotation, paragraph)


def _close(quotation: ET.Element, paragraph: ET.Element) -> None:
    if len(paragraph) or (paragraph.text or "").strip():
        quotation.append(paragraph)


def _with_body(table: ET.Element) -> None:
    """Let the rows of a table that has a head only be its body: a body has to be there."""
    head, body = table.find("thead"), table.find("tbody")
    if body is not None and len(body) == 0:
        table.remove(body)
        body = None
    if head is not None and body is None:
        head.tag = "tbody"
