"""The libraries that a process keeps, so that only the first search after an edit reads one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.services.search.library import Library
from app.services.search.passages import Version

Versions = tuple[Version, ...]


class Kept:
    """Libraries by the decks that they were read from; several threads may ask at once.

    What is kept is replaced as a whole, and never changed, so that no lock is needed.
    """

    def __init__(self, most_bytes: int) -> None:
        self._libraries: dict[Versions, Library] = {}
        self._most_bytes = most_bytes

    def __len__(self) -> int:
        return len(self._libraries)

    def get(self, versions: Versions) -> Library | None:
        """Return the library of exactly these decks, if it is there."""
        return self._libraries.get(versions)

    def keep(self, versions: Versions, library: Library) -> None:
        """Keep a library; those that hold an older version of one of its decks are dropped, and
        the oldest ones where all would take more memory than they may.
        """
        now = {version.deck: version for version in versions}
        kept = {versions: library}
        left = self._most_bytes - library.size
        for its, each in reversed(self._libraries.items()):
            if its == versions or _is_outdated(its, now):
                continue
            left -= each.size
            if left < 0:
                break
            kept[its] = each
        self._libraries = dict(reversed(kept.items()))


def _is_outdated(versions: Versions, now: Mapping[UUID, Version]) -> bool:
    return any(now.get(version.deck, version) != version for version in versions)
