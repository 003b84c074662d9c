"""Bytes of a file to text, with a diagnostic for what is no clean UTF-8."""

from __future__ import annotations

from app.decks.blocks.source import split_lines
from app.decks.diagnostics import CODES
from app.decks.model import Diagnostic

BOM = "\ufeff"
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16


def decode(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of *data*, and what is wrong with its encoding; never raises.

    Bytes that are no UTF-8 become U+FFFD; a byte order mark is dropped.
    """
    if data.startswith(_WIDE):
        message = "the file is saved as UTF-16"
        return "", (_fault(path, 1, 1, "not-utf8", message, "Save it as UTF-8."),)
    found: list[Diagnostic] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        lines = split_lines(data[: error.start].decode("utf-8", "replace") + "?")
        message = f"byte 0x{data[error.start]:02X} is no UTF-8"
        hint = "Save the file as UTF-8; it may be Windows-1252 or Latin-1 now."
        found.append(_fault(path, len(lines), len(lines[-1]), "not-utf8", message, hint))
    if text.startswith(BOM):
        text = text[1:]
        message = "the file starts with a byte order mark"
        hint = "Save it as UTF-8 without BOM; the mark is ignored."
        found.append(_fault(path, 1, 1, "byte-order-mark", message, hint))
    return text, tuple(sorted(found))


def _fault(path: str, line: int, column: int, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path, line, column, code, CODES[code], message, hint)
