"""Questions in the formats of other systems, one module each behind one registry.

A new format is one module here and its name in the list below, which is the order in which
formats are offered. Every format declares what it cannot carry; nothing is dropped silently.
"""

from __future__ import annotations

from app.exports import moodle_xml  # noqa: F401 - importing a module registers its format
from app.exports.registry import FORMATS, Export, Format, Loss

__all__ = ["FORMATS", "Export", "Format", "Loss"]
