"""The end of an account: everything that is about the person goes, what a class needs stays."""

from __future__ import annotations

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, aliased

from app.models import Enrolment, Offering, Role, User
from app.services.private.erasing import erase_private


class LastInstructorError(ValueError):
    """Courses would be left without an instructor; *offerings* names them."""

    def __init__(self, offerings: list[Offering]) -> None:
        super().__init__("You are the only instructor of a course that runs.")
        self.offerings = offerings


def alone_in(session: Session, user: User) -> list[Offering]:
    """Return the running offerings that have no other instructor than *user*."""
    other = aliased(Enrolment)
    others = (
        select(other.user_id)
        .join(User, User.id == other.user_id)
        .where(
            other.offering_id == Offering.id,
            other.user_id != user.id,
            other.role == Role.INSTRUCTOR,
            other.left_at.is_(None),
            User.disabled_at.is_(None),
        )
    )
    return list(session.scalars(_taught(user).where(~others.exists())))


def erase(session: Session, user: User) -> None:
    """Delete the account with its answers, card states, private cards, enrolments and log-ins.

    Decks that *user* wrote stay with their course, and the class's list of actions stays,
    both without a name. Raises LastInstructorError.
    """
    # The offerings are locked, so that two instructors cannot both be the last to go.
    session.scalars(_taught(user).with_for_update(of=Offering)).all()
    left = alone_in(session, user)
    if left:
        raise LastInstructorError(left)
    erase_private(session, user.id)
    session.execute(delete(User).where(User.id == user.id))  # the rest follows by its keys


def _taught(user: User) -> Select[Offering]:
    """Return the query for the running offerings that *user* teaches, in one order for locks."""
    return (
        select(Offering)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(
            Enrolment.user_id == user.id,
            Enrolment.role == Role.INSTRUCTOR,
            Enrolment.left_at.is_(None),
            Offering.archived_at.is_(None),
        )
        .order_by(Offering.id)
    )
