"""The few fields of Protocol Buffers that Anki's newer packages need, without their schema.

Wire format: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Iterator

from app.exports.readers.reading import ReadError

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_LONGEST = 10  # bytes of a varint
DAMAGED = "A part of the package is damaged."


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield each field's number and its value: an int, or bytes; raises ReadError."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        length, at = _length(data, at, kind)
        if length > len(data) - at:
            raise ReadError(DAMAGED)
        yield number, data[at : at + length]
        at += length


def text(data: bytes, field: int) -> str:
    """Return the last text in *field*, "" if there is none."""
    found = [value for number, value in fields(data) if number == field]
    last = found[-1] if found else b""
    return last.decode("utf-8", "replace") if isinstance(last, bytes) else ""


def number(data: bytes, field: int) -> int:
    """Return the last whole number in *field*, 0 if there is none."""
    found = [value for key, value in fields(data) if key == field and isinstance(value, int)]
    return found[-1] if found else 0


def _length(data: bytes, at: int, kind: int) -> tuple[int, int]:
    if kind == _LENGTH:
        return _varint(data, at)
    if kind in {_FIXED64, _FIXED32}:
        return (8 if kind == _FIXED64 else 4), at
    raise ReadError(DAMAGED)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    for step in range(_LONGEST):
        if at + step >= len(data):
            break
        byte = data[at + step]
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at + step + 1
    raise ReadError(DAMAGED)
