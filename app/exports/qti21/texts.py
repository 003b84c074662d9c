"""The texts of a sheet as they stand in items of QTI 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from app.exports.packages import add
from app.exports.qti21.xhtml import fill
from app.exports.sheet import Sheet

PICTURES = "images"  # beside the items that show them


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of *sheet*; *files* has the name of each picture's file."""

    sheet: Sheet
    files: Mapping[str, str]

    def into(self, parent: ET.Element, html: str) -> None:
        """Put *html* into the empty *parent*."""
        fill(parent, html, {name: f"{PICTURES}/{file}" for name, file in self.files.items()})

    def block(self, parent: ET.Element, html: str, **attributes: str) -> ET.Element:
        """Add *html* as a division."""
        division = add(parent, "div", **attributes)
        self.into(division, html)
        return division
