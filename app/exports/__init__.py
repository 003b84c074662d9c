"""Questions in the formats of other systems, one module each behind one registry.

A new format is one module here and its name in the list below, which is the order in which
formats are offered. Every format declares what it cannot carry; nothing is dropped silently.
"""

from __future__ import annotations

# The order is the one in which formats are offered.
# isort: off
from app.exports import (  # noqa: F401 - importing a module registers its format
    moodle_xml,
    gift,
    aiken,
    qti12,
    qti21,
    blackboard,
    kahoot,
    csv_file,
    xlsx,
    json_file,
)
from app.exports.registry import FORMATS, Export, Format, Loss

# isort: on
__all__ = ["FORMATS", "Export", "Format", "Loss"]
