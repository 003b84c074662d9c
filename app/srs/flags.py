"""Suspend, bury and flag: what a student set on a card, folded from the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


class FlagKind(StrEnum):
    """The event types that set or clear a flag; values as in the event log."""

    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    BURY = "bury"
    UNBURY = "unbury"
    FLAG = "flag"
    UNFLAG = "unflag"


@dataclass(frozen=True, slots=True)
class FlagEvent:
    """One such event of the log, answered at a UTC instant on a study day."""

    id: UUID
    kind: FlagKind
    answered_at: datetime
    study_day: date
    device: UUID
    seq: int

    @property
    def order(self) -> tuple[datetime, UUID, int, UUID]:
        """The fold's sort key, the same as that of a review."""
        return (self.answered_at, self.device, self.seq, self.id)


@dataclass(frozen=True, slots=True)
class Flags:
    """What is set on a card. *buried_until* is the first study day it may be shown again."""

    suspended: bool = False
    buried_until: date | None = None
    flagged: bool = False


def after(flags: Flags, event: FlagEvent) -> Flags:
    """Return *flags* after one *event*. Burying lasts until the next study day."""
    if event.kind in {FlagKind.SUSPEND, FlagKind.UNSUSPEND}:
        return replace(flags, suspended=event.kind is FlagKind.SUSPEND)
    if event.kind in {FlagKind.FLAG, FlagKind.UNFLAG}:
        return replace(flags, flagged=event.kind is FlagKind.FLAG)
    next_day = event.study_day + timedelta(days=1)
    return replace(flags, buried_until=next_day if event.kind is FlagKind.BURY else None)


def fold_flags(events: Iterable[FlagEvent]) -> Flags:
    """Return what is set after *events*, given in any order, retracted ones left out."""
    flags = Flags()
    for event in sorted(events, key=lambda event: event.order):
        flags = after(flags, event)
    return flags
