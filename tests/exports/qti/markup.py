"""What XHTML in an item says, and what sanitised HTML does, in one form to compare."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree, html

KEPT = {"href", "src", "alt", "class"}
Said = list[tuple[str, object]]


def of_element(element: etree._Element, name_of: Callable[[str], str] = str) -> Said:
    """Return tags, kept attributes and texts in their order; *name_of* renames pictures."""
    found: Said = []
    _read(element, name_of, found)
    return found


def of_html(text: str) -> Said:
    """Return the same of HTML, by lxml's own parser for it."""
    root = html.fragment_fromstring(text, create_parent="div")
    found: Said = []
    _read(root, str, found)
    return found


def _read(element: etree._Element, name_of: Callable[[str], str], found: Said) -> None:
    _say(found, element.text)
    for child in element:
        tag = etree.QName(child).localname
        kept = {key: value for key, value in child.attrib.items() if key in KEPT}
        if tag == "img":
            kept = {"alt": "", **kept, "src": name_of(str(kept["src"]))}
        found.append((tag, sorted(kept.items())))
        _read(child, name_of, found)
        found.append((f"/{tag}", None))
        _say(found, child.tail)


def _say(found: Said, text: str | None) -> None:
    if text:
        if found and found[-1][0] == "text":
            text = f"{found.pop()[1]}{text}"
        found.append(("text", text))
