"""Foreign files, read where they can be killed, for the command and the pages alike.

Knows no database: ``flask deck import`` needs none.
"""

from __future__ import annotations

from base64 import b64encode

from app.exports.material import Material
from app.exports.material.worker import material
from app.exports.readers import ReadError
from app.exports.readers.reading import MAX_BYTES
from app.sandbox import Killed, Reason, Sandbox

TARGET = "app.exports.material.worker:read"
SECONDS = 10.0  # an honest package with many pictures; evil ones are refused long before
MEMORY = 512 * 2**20
_SAID = {
    Reason.TIMEOUT: "Reading it takes too long. Import it in parts.",
    Reason.MEMORY: "It needs too much memory. Import it in parts, or without its pictures.",
    Reason.CRASH: "It is damaged: reading it failed.",
}


def reader() -> Sandbox:
    """Return a worker process for ``read``; it starts on first use, and is to be closed."""
    return Sandbox(TARGET, SECONDS, MEMORY)


def read(sandbox: Sandbox, data: bytes, name: str, kind: str, folder: str) -> tuple[str, Material]:
    """Return the kind and what a file holds; raises ReadError, which says why not."""
    if len(data) > MAX_BYTES:
        raise ReadError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
    argument = {
        "data": b64encode(data).decode("ascii"), "name": name, "kind": kind, "folder": folder,
    }  # fmt: skip
    try:
        found = sandbox.run(argument)
    except Killed as killed:
        raise ReadError(_SAID[killed.reason]) from killed
    if "refused" in found:
        raise ReadError(found["refused"])
    return found["kind"], material(found)
