"""Who of an offering is the class, and whose answers say something about its cards."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select

from app.models import Enrolment, Offering, Role, User
from app.services.study_preferences import lets_learn


def studying(offering: Offering) -> ColumnElement[bool]:
    """Return the condition of an enrolment that is one of the class's students now."""
    return and_(
        Enrolment.offering_id == offering.id,
        Enrolment.role == Role.STUDENT,
        Enrolment.left_at.is_(None),
    )


def counted(offering: Offering) -> Select[UUID]:
    """Return the students whose answers count in figures of the class: those of now who let it
    learn from them.
    """
    return (
        select(Enrolment.user_id)
        .join(User, User.id == Enrolment.user_id)
        .where(studying(offering), lets_learn())
    )
