"""Reads a tagged PDF as a screen reader does: along its structure, by the text that it declares."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

_CHAR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass
class Read:
    """Its text in reading order without white space, and the page of every character of it."""

    text: str = ""
    pages: list[int] = field(default_factory=list)

    def add(self, text: str, page: int) -> None:
        said = unicodedata.normalize("NFC", bare(text))
        self.text += said
        self.pages += [page] * len(said)


def bare(text: str) -> str:
    """Return *text* without white space and format characters, which a page does not show."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def read(data: bytes) -> Read:
    reader, made = PdfReader(io.BytesIO(data)), Read()
    texts = {}
    pages = {}
    for number, page in enumerate(reader.pages):
        pages[page.indirect_reference.idnum] = number  # type: ignore[union-attr] # - pages that were read have one
        texts[number] = dict(_marked(reader, page))
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index] # - pypdf types no objects of files
    for number, marks in groupby(_order(root, pages, 0), key=lambda found: found[0]):
        made.add("".join(texts[number].get(mark, "") for _, mark in marks), number)
    return made


def alternatives(data: bytes) -> list[str]:
    """Return what the structure says instead of pictures."""
    root: Any = PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index] # - pypdf types no objects of files
    return list(_alternatives(root))


def _alternatives(element: Any) -> Iterator[str]:
    if "/Alt" in element:
        yield str(element["/Alt"])
    children = element.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if not isinstance(found, int):
            yield from _alternatives(found)


def _order(element: Any, pages: dict[int, int], page: int) -> Iterator[tuple[int, int]]:
    """Yield (page, mark) of all marked content below *element* (ISO 32000-1, 14.7.4)."""
    if "/Pg" in element:
        page = pages[element.raw_get("/Pg").idnum]
    children = element.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(found, int):
            yield page, int(found)
        elif "/MCID" in found:
            where = pages[found.raw_get("/Pg").idnum] if "/Pg" in found else page
            yield where, int(found["/MCID"])
        elif found.get("/Type") != "/OBJR":
            yield from _order(found, pages, page)


def _marked(reader: PdfReader, page: Any) -> Iterator[tuple[int, str]]:
    """Yield (mark, text): declared text where there is some, else what the glyphs stand for."""
    fonts = {name: _to_unicode(font.get_object()) for name, font in _fonts(page).items()}
    font: dict[str, str] = {}
    found: dict[int, str] = {}
    open_marks: list[tuple[str, Any]] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if operator == b"BDC" else {}
            open_marks.append((operands[0], properties))
            if "/ActualText" in properties:
                _append(found, open_marks, str(properties["/ActualText"]))
        elif operator == b"EMC":
            open_marks.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"} and not any("/ActualText" in p for _, p in open_marks):
            said = "".join(_decoded(font, part) for part in _strings(operands[0]))
            reverse = any(name == "/ReversedChars" for name, _ in open_marks)
            _append(found, open_marks, said[::-1] if reverse else said)
    yield from found.items()


def strokes(reader: PdfReader, page: Any) -> int:
    """Return how many lines are drawn."""
    drawn = ContentStream(page.get_contents(), reader).operations
    return sum(operator in {b"S", b"f"} for _, operator in drawn)


def _append(found: dict[int, str], open_marks: list[tuple[str, Any]], text: str) -> None:
    for _, properties in reversed(open_marks):
        if "/MCID" in properties:
            mark = int(properties["/MCID"])
            found[mark] = found.get(mark, "") + text
            return


def _fonts(page: Any) -> Any:
    return page["/Resources"].get_object().get("/Font", {})


def _strings(operand: Any) -> Iterator[bytes]:
    for part in operand if isinstance(operand, list) else [operand]:
        if not isinstance(part, int | float):
            raw: Any = getattr(part, "original_bytes", part)
            yield raw


def _decoded(font: dict[str, str], raw: bytes) -> str:
    return "".join(font.get(raw[at : at + 2].hex(), "") for at in range(0, len(raw), 2))


def _to_unicode(font: Any) -> dict[str, str]:
    """Return what the font's glyphs stand for (ISO 32000-1, 9.10.3)."""
    text = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    made: dict[str, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, meaning in _CHAR.findall(part):
            made[code.lower()] = bytes.fromhex(meaning).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, meaning in _RANGE.findall(part):
            start = bytes.fromhex(meaning).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = f"{int(first, 16) + step:0{len(first)}x}"
                made[code.lower()] = start[:-1] + chr(ord(start[-1]) + step)
    return made


def all_fonts(data: bytes) -> list[Any]:
    """Return the fonts of a PDF: their descriptors, or Type 3 fonts, whose glyphs are inside."""
    made = []
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in _fonts(page).values():
            own = font.get_object()
            below = own["/DescendantFonts"][0].get_object() if "/DescendantFonts" in own else own
            made.append(below if own["/Subtype"] == "/Type3" else below["/FontDescriptor"])
    return made
