"""Which part of the server's files belongs to a course: what a command took into it.

Anybody may make a course in the browser, but the files are those of whoever runs the server.
So the browser offers to take in only what ``deck apply`` has been given before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Course
from app.services.decks.sources import Sources, joined, read_sources


def record_path(session: Session, course_id: UUID, path: Path, content_dir: Path) -> None:
    """Remember that *path* belongs to the course; writes only what is new."""
    course = session.get_one(Course, course_id)
    paths = with_path(course.content_paths, stored_path(path, content_dir))
    if paths != course.content_paths:
        course.content_paths = paths


def knows_path(course: Course, path: Path, content_dir: Path) -> bool:
    """Tell whether ``record_path`` would change nothing."""
    found = with_path(course.content_paths, stored_path(path, content_dir))
    return found == course.content_paths


def stored_path(path: Path, content_dir: Path) -> str:
    """Return *path* as it is kept: under the content folder if it lies there, else whole."""
    path, content_dir = path.resolve(), content_dir.resolve()
    if path.is_relative_to(content_dir):
        return path.relative_to(content_dir).as_posix()
    return path.as_posix()


def with_path(paths: Sequence[str], new: str) -> list[str]:
    """Return *paths* with *new*, sorted, none of them within another."""
    if any(_within(new, path) for path in paths):
        return list(paths)
    return sorted([*(path for path in paths if not _within(path, new)), new])


def course_sources(paths: Sequence[str], content_dir: Path) -> Sources:
    """Read the deck files of all *paths* of a course."""
    return joined(read_sources(content_dir / path, content_dir) for path in paths)


def _within(path: str, above: str) -> bool:
    return PurePosixPath(path).is_relative_to(above)
