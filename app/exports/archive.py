"""Zip archives that are the same for the same files: no clock, no order of their own."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format can say
READABLE = 0o644 << 16


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of *files*, by their path in it, in their order."""
    held = BytesIO()
    with ZipFile(held, "w") as made:
        for path, data in files.items():
            entry = ZipInfo(path, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = READABLE
            made.writestr(entry, data)
    return held.getvalue()
