"""The item bank of a course, and the exams that are made of it.

An item's text is only ever added to; an exam names the revision of each item that it asks, so
that what was printed stays what it was, whatever becomes of the item.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class ItemStatus(StrEnum):
    """Only approved items are drawn; retired ones keep their history."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


class Item(Base):
    """A question of the bank. *item* is its stable id, the same in every version and export.

    *use* is "practice" or "exam": what is kept for exams reaches no student before its exam is
    released. Type, points, chapter, tags and title are those of the revision *head*; *source*
    names the card that it was generated from, "" if somebody wrote it.
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("course_id", "item"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id"), index=True)
    item: Mapped[str] = mapped_column(String(200))
    head: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    use: Mapped[str] = mapped_column(String(20))
    type: Mapped[str] = mapped_column(String(20))
    points: Mapped[float]
    chapter: Mapped[str] = mapped_column(String(60))
    tags: Mapped[list[Any]]
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class ItemRevision(Base):
    """The text of an item at one time, and what was rendered of it when it was saved.

    *context*: the headings that the stem needs above it. *html* is a list of
    ``[markdown, inline, html]``, one for each fragment that a format may ask for.
    """

    __tablename__ = "question_revision"

    question_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    markdown: Mapped[str] = mapped_column(Text)
    context: Mapped[list[Any]]
    chapter: Mapped[str] = mapped_column(String(60))
    html: Mapped[list[Any]]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    message: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class Exam(Base):
    """An exam of an offering. *day* is its date of record, printed and in the files.

    *specification*: ``{cells: [{chapter, type, count, points}], pinned: [id], excluded: [id]}``.
    *drawn* is what the draw was made from, None before the first: it tells whether the
    specification has changed since. *shown*: whether students may read the items once
    *released_at* is set.
    """

    __tablename__ = "exam"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    day: Mapped[date]
    minutes: Mapped[int | None]
    instructions: Mapped[str] = mapped_column(Text)
    seed: Mapped[str] = mapped_column(String(40))
    versions: Mapped[int]
    specification: Mapped[dict[str, Any]]
    drawn: Mapped[Any] = mapped_column(Json, nullable=True)
    drawn_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    shown: Mapped[bool]
    copied_from: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("exam.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime]


class ExamItem(Base):
    """An item that was drawn, in the order of the exam. *cell*: its row of the specification.

    The figures are those of the results that were uploaded, None before; per cent. *chosen*
    counts the options of a choice by their ids.
    """

    __tablename__ = "exam_item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["question_id", "revision"],
            ["question_revision.question_id", "question_revision.number"],
        ),
    )

    exam_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("exam.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
    revision: Mapped[int]
    position: Mapped[int]
    points: Mapped[float]
    cell: Mapped[int | None]
    n: Mapped[int | None]
    facility: Mapped[float | None]
    discrimination: Mapped[float | None]
    efficiency: Mapped[float | None]
    chosen: Mapped[Any] = mapped_column(Json, nullable=True)


class ExamVersion(Base):
    """A version. *order* is a list of ``{item, options}``: ids of items and of their options."""

    __tablename__ = "exam_version"

    exam_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("exam.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(1), primary_key=True)
    order: Mapped[list[Any]]


class Sitting(Base):
    """One row of uploaded results. *student* is what the file says, no account of ours.

    *answers* are the cells by item, *credits* what they are worth (0 to 1, None: not marked).
    """

    __tablename__ = "exam_sitting"

    exam_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("exam.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    student: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(1))
    answers: Mapped[dict[str, Any]]
    credits: Mapped[dict[str, Any]]
