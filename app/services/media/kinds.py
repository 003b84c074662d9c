"""What a picture's file really is, whatever its name says; SVG comes out cleaned."""

from __future__ import annotations

from collections.abc import Callable

from app.services.media.svg import SvgRefusedError, clean

MAX_PICTURE = 2 * 2**20  # bytes


class PictureRefusedError(ValueError):
    """The file cannot be shown; the message says why, as the end of a sentence about it."""


def _is_webp(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


# The signatures of the WHATWG's MIME sniffing standard, section 6.1, for what decks may show.
SIGNATURES: dict[str, Callable[[bytes], bool]] = {
    "image/png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "image/gif": lambda data: data.startswith((b"GIF87a", b"GIF89a")),
    "image/webp": _is_webp,
}
SVG = "image/svg+xml"


def examine(data: bytes) -> tuple[str, bytes]:
    """Return the type of a picture and the bytes to store; raises PictureRefusedError."""
    if not data:
        raise PictureRefusedError("is empty")
    if len(data) > MAX_PICTURE:
        raise PictureRefusedError(f"is larger than {MAX_PICTURE // 2**20} MB")
    for kind, matches in SIGNATURES.items():
        if matches(data):
            return kind, data
    if b"<svg" not in data and b"<\x00s\x00v\x00g" not in data and b":svg" not in data:
        raise PictureRefusedError("is no PNG, JPEG, GIF, WebP or SVG")
    try:
        return SVG, clean(data)
    except SvgRefusedError as error:
        raise PictureRefusedError(str(error)) from error
