"""A course (the content), its offerings (one run of it each) and who takes part."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Role(StrEnum):
    """What somebody is in an offering; being an administrator is a property of the user."""

    STUDENT = "student"
    ASSISTANT = "assistant"
    INSTRUCTOR = "instructor"


class Course(Base):
    """The content, shared by all its offerings.

    *content_paths* are the keys of the parts of the content folder that a command took into
    it: only these does the browser offer, for the folder belongs to whoever runs the server.
    """

    __tablename__ = "course"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(35), default="en")
    content_paths: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]


class Offering(Base):
    """One run of a course. Its slug is what URLs and commands name."""

    __tablename__ = "offering"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    term: Mapped[str] = mapped_column(String(60), default="")
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    join_code: Mapped[str] = mapped_column(String(16), unique=True)
    minutes_cap: Mapped[int] = mapped_column(default=20)  # what a new enrolment starts with
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    course: Mapped[Course] = relationship(lazy="joined")


class Enrolment(Base):
    """Who takes part in an offering, as what, and from when to when."""

    __tablename__ = "enrolment"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    offering_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("offering.id"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(
        Enum(Role, native_enum=False, length=20, values_callable=lambda e: [r.value for r in e])
    )
    minutes_cap: Mapped[int] = mapped_column(default=20)  # a study day
    exam_at: Mapped[datetime | None]  # own date, in place of the offering's last exam
    extra_time_percent: Mapped[int] = mapped_column(default=0)  # in timed quizzes
    enrolled_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    offering: Mapped[Offering] = relationship(lazy="joined")
