"""Question files of other systems, read back: to questions, and from there to a deck's text.

Readers tolerate what importers tolerate, say by name what they leave out, and refuse a file that
is none of theirs with ReadError.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from app.exports.packages import MANIFEST
from app.exports.readers import aiken, gift, moodle_xml, qti
from app.exports.readers.qti.package import ZIP
from app.exports.readers.reading import ReadError, Reading

_KEY_LINE = re.compile(rb"^ANSWER:[ \t]*[A-Z][ \t\r]*$", re.MULTILINE)
_OPTION_LINE = re.compile(rb"^A[.)][ \t]", re.MULTILINE)
_QTI = re.compile(
    rb"(?:\s+|<\?[^?]*(?:\?(?!>)[^?]*)*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*>)*"
    rb"<(?:\w+:)?(?:questestinterop|(?:qti-)?assessment-?(?:Item|Test))\b",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = 4_000  # bytes in which the name of the first element is looked for

READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "gift": gift.read,
    "moodle-xml": moodle_xml.read,
    "aiken": aiken.read,
    "qti": qti.read,
}
"""By kind: from a file's bytes, and the folder that its pictures shall be in, to what it holds."""


def is_package(data: bytes) -> bool:
    """Whether a file is an archive with a manifest of IMS Content Packaging."""
    return data.startswith(ZIP) and MANIFEST.encode() in data.lower()


def kind_of(data: bytes) -> str:
    """Return the kind that a file looks like; GIFT, which has no head, if like none other."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if is_package(data) or _QTI.match(start[:_HEAD]):
        return "qti"
    if start.startswith((b"<?xml", b"<quiz", b"<!--")):
        return "moodle-xml"
    is_aiken = _KEY_LINE.search(start) and _OPTION_LINE.search(start)
    return "aiken" if is_aiken else "gift"


__all__ = ["READERS", "ReadError", "Reading", "is_package", "kind_of"]
