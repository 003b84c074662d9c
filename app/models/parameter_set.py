"""What was learnt from a class: numbered, immutable sets, and what is known of each student."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class SetKind(StrEnum):
    """What a set holds: FSRS weights, or the class model."""

    FSRS = "fsrs"
    CLASS = "class"


class ParameterSet(Base):
    """One fit that won on held-out students; never changed. The newest of a kind is in force.

    *number* counts the sets of a kind over all offerings from 1; 0 stands for the published
    defaults, which have no row. *values*: ``{weights}`` or those of `app.services.class_sets`;
    nothing in them is about one student. *trained_through*: the last answer's receipt;
    *held_out*: losses of the set and of the one before it, and how many answers and students.
    """

    __tablename__ = "parameter_set"
    __table_args__ = (Index("ix_parameter_set_offering_id_kind", "offering_id", "kind"),)

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"))
    values: Mapped[dict[str, Any]]
    trained_through: Mapped[datetime | None]
    held_out: Mapped[dict[str, Any]]
    active_from: Mapped[datetime]


class StudentEffect(Base):
    """What the class model knows of one student in one offering: a cache, updated with answers.

    *parameter_set* is the number of the class set that the effect belongs to; *through* the
    receipt of the last answer taken in (the watermark).
    """

    __tablename__ = "student_effect"

    student_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"), primary_key=True)
    parameter_set: Mapped[int]
    mean: Mapped[float]
    precision: Mapped[float]
    answers: Mapped[int]
    through: Mapped[datetime]
