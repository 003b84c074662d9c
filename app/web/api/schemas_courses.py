"""The reply of GET /api/v1/courses, which a client that keeps cards asks for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel


class CourseOut(BaseModel):
    """A course that one takes part in. *modes*: what its study page offers beside single decks;
    *usual* is the one that it opens with.
    """

    slug: str
    title: str
    role: str
    modes: list[str]
    usual: str


class StudySettingsOut(BaseModel):
    """What the study page needs to know of its reader. *keys*: what each key does (the name of a
    deed, or a rating), by what browsers call the key, in lower case; *figures*: whether 1 to 9
    choose an option before the answer.
    """

    zone: str
    four_grades: bool
    single_keys: bool
    typing: bool
    keys: dict[str, str | int]
    figures: bool


class CoursesOut(BaseModel):
    """Whoever is logged in, with the running courses that a client may keep cards of."""

    user: UUID
    settings: StudySettingsOut
    courses: list[CourseOut]
    server_time: datetime
