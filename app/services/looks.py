"""How pages look to one person: the size of the type, and how much moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from app.models import User
from app.services.account_lock import lock

TYPE_SIZE, MOTION = "type_size", "motion"  # in `User.preferences`


class TypeSize(StrEnum):
    """How large the type is, beside what the browser is set to."""

    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class Motion(StrEnum):
    """Whether things move as the device says, or less on every device."""

    SYSTEM = "system"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Looks:
    """What one person has chosen."""

    type_size: TypeSize = TypeSize.NORMAL
    motion: Motion = Motion.SYSTEM


def looks_of(preferences: Mapping[str, Any]) -> Looks:
    """Return what was chosen, the defaults where nothing was."""
    return Looks(
        TypeSize(preferences.get(TYPE_SIZE, TypeSize.NORMAL)),
        Motion(preferences.get(MOTION, Motion.SYSTEM)),
    )


def set_looks(session: Session, user: User, looks: Looks) -> None:
    """Store how pages look to *user* from now on."""
    lock(session, user)
    chosen = {TYPE_SIZE: looks.type_size.value, MOTION: looks.motion.value}
    user.preferences = {**user.preferences, **chosen}
    session.flush()
