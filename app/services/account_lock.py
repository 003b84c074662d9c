"""The lock of one account, for whoever reads what is set there and writes it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import User


def lock(session: Session, user: User) -> None:
    """Read *user* anew and keep others from writing it until the transaction ends.

    What is changed in this transaction already is written first; a refresh would undo it.
    """
    session.flush()
    session.refresh(user, with_for_update=True)
