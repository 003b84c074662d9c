"""XML that somebody sent, as a tree: it declares nothing, and is no deeper than people write."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from app.exports.readers.reading import ReadError

MAX_DEPTH = 150
_HEAD = 2_000  # bytes in which a DOCTYPE is looked for
# One that only names its DTD, as files of QTI 1.2 have it: the DTD is never looked at.
_ONLY_NAMED = re.compile(
    rb"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC(?:\s+(?:\"[^\"<>\[]*\"|'[^'<>\[]*'))?)"
    rb"\s+(?:\"[^\"<>\[]*\"|'[^'<>\[]*'))?\s*>"
)


class _Builder(ET.TreeBuilder):
    """Builds a tree of a document that declares nothing: no entity, no bomb, no other file.

    Elements have their names without a namespace: readers know each by its place.
    """

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise ReadError("The file has a DOCTYPE, which no question file needs; it is not read.")

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Open an element."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ReadError(f"The file has more than {MAX_DEPTH} elements inside each other.")
        return super().start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str) -> ET.Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag.rpartition("}")[2])


def tree_of(data: bytes) -> ET.Element:
    """Return the root of a document; raises ReadError."""
    head = _ONLY_NAMED.sub(b"", data[:_HEAD], count=1)
    try:
        parser = ET.XMLParser(target=_Builder())  # noqa: S314 - the builder refuses declarations
        parser.feed(head + data[_HEAD:])
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(f"The file is no XML: {error}.") from error
    return root
