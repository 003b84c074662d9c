"""The questions that every format is tried with: every type, every nasty character."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path

from app.exports.sheet import Sheet
from tests.exports.sheets import sheet_of

FILE = Path(__file__).with_name("torture.md")


def png(red: int, green: int, blue: int) -> bytes:
    """Return a picture of 8 by 8 pixels in one colour."""
    row = b"\0" + bytes((red, green, blue)) * 8
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(row * 8)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


# Beside these the file names pictures/missing.png, which is not there.
PICTURES = {"pictures/green.png": png(0, 160, 0), "pictures/red.png": png(200, 0, 0)}


@cache
def torture() -> Sheet:
    """Return the torture set as exporters get it."""
    return sheet_of(FILE.read_text(encoding="utf-8"), PICTURES)
