"""Texts as Canvas's QTI 1.2 holds them: escaped HTML, or plain where nothing is formatted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree as ET

from app.exports.packages import add
from app.exports.sheet import Sheet

PICTURES = "web_resources"
FILES = "$IMS-CC-FILEBASE$"  # Canvas puts the address of the course's files here
_PICTURE = re.compile(r'(<img[^>]*? src=")([^"]*)(")')


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of *sheet*; *files* has the name of each picture's file, *shown* those in use."""

    sheet: Sheet
    files: Mapping[str, str]
    shown: set[str] = field(default_factory=set)

    def material(self, parent: ET.Element, html: str) -> None:
        """Add *html*, as plain text if it is no more than that."""
        if "<" in html:
            kind, text = "text/html", self._with_files(html)
        else:
            kind, text = "text/plain", unescape(html)
        add(add(parent, "material"), "mattext", text, texttype=kind)

    def block(self, parent: ET.Element, html: str) -> None:
        """Add a block of *html*."""
        text = f"<div>{self._with_files(html)}</div>"
        add(add(parent, "material"), "mattext", text, texttype="text/html")

    def _with_files(self, html: str) -> str:
        """Return *html* with the place of its file for every picture."""
        return _PICTURE.sub(lambda match: f"{match[1]}{self._place(match[2])}{match[3]}", html)

    def _place(self, name: str) -> str:
        self.shown.add(name)
        return f"{FILES}/{PICTURES}/{self.files[name]}"
