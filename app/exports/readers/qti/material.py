"""Material of QTI 1.2 (section 3.6): texts in several forms, as HTML."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree as ET

from app.exports.readers.qti.texts import html_inside

_HOLDERS = frozenset({"flow", "flow_mat", "flow_label", "material", "presentation"})


def html_of(element: ET.Element | None) -> str:
    """Return all material in *element*, not that of responses in it."""
    if element is None:
        return ""
    if element.tag in {"mattext", "matemtext"}:
        return _text(element)
    if element.tag == "matbreak":
        return "<br>"
    if element.tag == "matimage":
        return _picture(element)
    inside = "".join(html_of(child) for child in element if not _is_response(child.tag))
    return f"<div>{inside}</div>" if inside and element.tag in _HOLDERS else inside


def _is_response(tag: str) -> bool:
    return tag.startswith(("response_", "render_"))


def _text(element: ET.Element) -> str:
    kind = (element.get("texttype") or "text/plain").lower()
    if len(element):
        return html_inside(element)
    text = element.text or ""
    if "html" in kind:
        return text
    return escape(text.strip(), quote=False).replace("\n", "<br>")


def _picture(element: ET.Element) -> str:
    address = element.get("uri") or ""
    embedded = "".join((element.text or "").split())
    if embedded and (element.get("embedded") or "").lower() == "base64":
        address = f"data:{element.get('imagtype') or 'image/png'};base64,{embedded}"
    alt = element.get("label") or ""
    return f'<img src="{escape(address)}" alt="{escape(alt)}">'
