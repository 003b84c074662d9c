"""Packages of questions: a manifest that lists documents, and pictures beside them.

Documentation: IMS Content Packaging 1.1.4. Names in an archive are looked up in it, no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from app.exports.packages import MANIFEST
from app.exports.readers.archives import Archive, open_archive, shown
from app.exports.readers.reading import MAX_BYTES, Gathered, ReadError
from app.exports.readers.xml_tree import tree_of

ZIP = b"PK"
_FILES = "$IMS-CC-FILEBASE$"  # what Canvas writes for the folder of the course's files
_FILES_FOLDER = "web_resources"
_DOCUMENTS = (".xml", ".qti")


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its name in the archive, "" for a file that came alone."""

    name: str
    root: ET.Element


@dataclass(frozen=True, slots=True)
class Package:
    """Documents in the order of the manifest, and the archive that they are from."""

    documents: tuple[Document, ...]
    archive: Archive | None = None
    _files: dict[str, bytes] = field(default_factory=dict)

    def file(self, address: str, document: str) -> tuple[str, bytes] | None:
        """Return the name and the bytes of what *document* names with *address*, if it is there."""
        if self.archive is None:
            return None
        path = unquote(address.partition("?")[0])
        folders = (dirname(document), "", _FILES_FOLDER)
        if path.startswith(_FILES):
            path = path.removeprefix(_FILES).lstrip("/")
            folders = ("", _FILES_FOLDER, dirname(document))
        for folder in folders:
            name = joined(folder, path)
            if name in self.archive.entries:
                if name not in self._files:
                    self._files[name] = self.archive.read(name)
                return name, self._files[name]
        return None


def joined(folder: str, address: str) -> str:
    """Return the name in the archive that *address* means in *folder*."""
    return normpath(f"{folder}/{address}").lstrip("/")


def opened(data: bytes, found: Gathered) -> Package:
    """Return what a package, or a document alone, holds; raises ReadError."""
    if not data.startswith(ZIP):
        return Package((Document("", tree_of(data)),))
    archive = open_archive(data)
    documents, left = [], MAX_BYTES
    for name in _listed(archive):
        text = archive.read(name, left)
        left -= len(text)
        try:
            documents.append(Document(name, tree_of(text)))
        except ReadError as error:
            found.lose(shown(name), str(error), left_out=True)
    return Package(tuple(documents), archive)


def _listed(archive: Archive) -> list[str]:
    """Return the names of the documents in the order of the manifest, each once."""
    manifests = [name for name in archive.entries if name.split("/")[-1].lower() == MANIFEST]
    if not manifests:
        raise ReadError(
            f"The archive has no {MANIFEST}, so it is no package of questions. Export the quiz "
            "once more, as QTI."
        )
    manifest = min(manifests, key=lambda name: name.count("/"))
    root = tree_of(archive.read(manifest, MAX_BYTES))
    names = (joined(dirname(manifest), unquote(href)) for href in _addresses(root))
    kept = (name for name in names if name.lower().endswith(_DOCUMENTS))
    return [name for name in dict.fromkeys(kept) if name in archive.entries]


def _addresses(root: ET.Element) -> Iterator[str]:
    for resource in root.iter("resource"):
        yield resource.get("href") or ""
        yield from (file.get("href") or "" for file in resource.iter("file"))
