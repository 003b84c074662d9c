"""Word documents (.docx) by way of mammoth's HTML: its styles say what is a list or a heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from app.exports.material.hypertext import read_html
from app.exports.material.values import Material
from app.exports.readers.archives import open_archive
from app.exports.readers.reading import ReadError
from app.exports.registry import Loss

MAIN = "word/document.xml"
MOST_XML = 24 * 2**20  # bytes
_FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")


def read_docx(data: bytes, folder: str) -> Material:
    """Return what a document holds; raises ReadError. To be run where it can be killed."""
    archive = open_archive(data)
    if MAIN not in archive.entries:
        raise ReadError("It is no Word document. Save it as .docx (not .doc or .odt).")
    for name in archive.entries:
        if name.lower().endswith((".xml", ".rels")):
            _refuse_entities(archive.read(name, MOST_XML), name)
    import mammoth  # only here: it is needed for nothing else

    try:
        convert = mammoth.convert_to_html
        made = convert(BytesIO(data), external_file_access=False)  # type: ignore[no-untyped-call] # - published without types
    except MemoryError:
        raise
    except Exception as error:
        raise ReadError("The document is damaged. Open it in Word and save it anew.") from error
    found = read_html(made.value, folder)
    return replace(found, losses=(*found.losses, *_messages(made.messages)))


def _refuse_entities(data: bytes, name: str) -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if any(word.encode(encoding) in data for word in _FORBIDDEN):
            raise ReadError(f"“{name[:60]}” in the document declares entities. It is not read.")


def _messages(messages: Iterable[object]) -> Iterable[Loss]:
    for text in dict.fromkeys(str(getattr(one, "message", one)) for one in messages):
        yield Loss("", text[:200])
