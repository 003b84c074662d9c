"""Packages as an importer opens them: by the manifest, with nothing missing and nothing more."""

from __future__ import annotations

import io
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

MANIFEST = "imsmanifest.xml"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


@dataclass(frozen=True)
class Resource:
    identifier: str
    type: str
    href: str
    files: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Package:
    files: dict[str, bytes]
    resources: tuple[Resource, ...]

    def of_type(self, kind: str) -> list[Resource]:
        return [one for one in self.resources if one.type == kind]

    def xml(self, path: str) -> etree._Element:
        return etree.fromstring(self.files[path])


def opened(data: bytes) -> Package:
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        files = {name: archive.read(name) for name in names}
    manifest = etree.fromstring(files[MANIFEST])
    resources = tuple(_resource(one) for one in manifest.iter(f"{CP}resource"))
    return Package(files, resources)


def _resource(element: etree._Element) -> Resource:
    return Resource(
        element.attrib["identifier"],
        element.attrib["type"],
        element.attrib["href"],
        tuple(one.attrib["href"] for one in element.findall(f"{CP}file")),
        tuple(one.attrib["identifierref"] for one in element.findall(f"{CP}dependency")),
    )


def check_manifest(package: Package) -> None:
    """Assert that manifest and archive agree, and that ids are unique and refer to something."""
    listed = {path for resource in package.resources for path in resource.files}
    assert listed == set(package.files) - {MANIFEST}
    assert all(resource.href in resource.files for resource in package.resources)
    identifiers = [resource.identifier for resource in package.resources]
    assert len(set(identifiers)) == len(identifiers)
    assert {need for one in package.resources for need in one.needs} <= set(identifiers)
