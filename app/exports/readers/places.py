"""Paths of Moodle's question bank: ``$course$/top/Keeping customers/chapter11``."""

from __future__ import annotations

import re

_ROOTS = re.compile(r"(?:\$[a-z]+\$/?)?(?:top/)?")
_SLASH = re.compile(r"(?<!/)/(?!/)")


def place_of(path: str) -> tuple[str, str]:
    """Return the first category of *path* and those below it; a double slash is one in a name."""
    names = [
        name.replace("//", "/") for name in _SLASH.split(_ROOTS.sub("", path.strip(), count=1))
    ]
    return names[0].strip(), " / ".join(name.strip() for name in names[1:])
