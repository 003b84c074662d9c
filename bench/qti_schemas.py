"""Whether the packages of QTI are valid by their schemas, for the torture set of the tests.

    python -m bench.qti_schemas [OUT.json] [SCHEMAS]      (or BENCH_DATA=SCHEMAS)

SCHEMAS is a folder with the schemas of 1EdTech and W3C, which may be used but not passed on:
qtiv2p1/imsqti_v2p1.xsd, qtiv2p2p4/imsqti_v2p2p4.xsd, manifest_qti2.xsd (content packaging with
its metadata) and qti12/ims_qtiasiv1p2p1.dtd, with what they import beside them.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from app.exports import FORMATS, registry
from tests.exports.torture import torture

PACKAGES = ("qti12", "qti21", "qti22")
NAMESPACE = "http://www.imsglobal.org/xsd/"
SCHEMAS = {
    f"{NAMESPACE}imsqti_v2p1": "qtiv2p1/imsqti_v2p1.xsd",
    f"{NAMESPACE}imsqti_v2p2": "qtiv2p2p4/imsqti_v2p2p4.xsd",
    f"{NAMESPACE}imscp_v1p1": "manifest_qti2.xsd",
}
QTI_1 = f"{NAMESPACE}ims_qtiasiv1p2"
QTI_1_DTD = "qti12/ims_qtiasiv1p2p1.dtd"


@cache
def schema(path: Path) -> etree.XMLSchema:
    """Return a schema, read once: some take seconds."""
    return etree.XMLSchema(etree.parse(path))


def errors(data: bytes, schemas: Path) -> list[str] | None:
    """Return what a document has against its schema; None if there is no schema for it."""
    root = etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False))
    namespace = etree.QName(root).namespace or ""
    if namespace == QTI_1:
        return _errors_by_dtd(root, schemas)
    if namespace not in SCHEMAS:
        return None
    rules = schema(schemas / SCHEMAS[namespace])
    return [] if rules.validate(root) else _said(rules.error_log)


def _errors_by_dtd(root: etree._Element, schemas: Path) -> list[str]:
    """Return what is wrong by the DTD, which knows no namespaces."""
    for element in root.iter("{*}*"):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(root)
    rules = etree.DTD(str(schemas / QTI_1_DTD))
    return [] if rules.validate(root) else _said(rules.error_log)


def _said(log: etree._ListErrorLog) -> list[str]:
    return [f"line {entry.line}: {entry.message}" for entry in log]


def documents(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield every XML document of the torture set as a package."""
    made = FORMATS[name]
    with ZipFile(io.BytesIO(registry.write(made, torture()).data)) as archive:
        for path in archive.namelist():
            if path.endswith(".xml"):
                yield path, archive.read(path)


def check(name: str, schemas: Path) -> dict[str, int]:
    """Print and return how many documents of a format are valid; print what the others have."""
    valid = invalid = unknown = 0
    for path, data in documents(name):
        found = errors(data, schemas)
        valid, unknown = valid + (found == []), unknown + (found is None)
        invalid += bool(found)
        for error in found or []:
            print(f"{name} {path} {error}")
    print(f"{name}: {valid} valid, {invalid} invalid, {unknown} without a schema")
    return {"valid": valid, "invalid": invalid, "without a schema": unknown}


def main() -> int:
    """Check every format that is a package of QTI."""
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    given = next((a for a in sys.argv[1:] if not a.endswith(".json")), os.environ.get("BENCH_DATA"))
    if given is None or not (Path(given) / QTI_1_DTD).is_file():
        print("No schemas: name their folder or set BENCH_DATA. Nothing was checked.")
        return 0
    found = {name: check(name, Path(given)) for name in PACKAGES}
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(found, indent=1) + "\n")
    return int(any(each["invalid"] for each in found.values()))


if __name__ == "__main__":
    sys.exit(main())
