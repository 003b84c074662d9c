"""What a view may ask for: its transaction, its instant, its settings and who is acting."""

from __future__ import annotations

from app.web.login import account, actor, current_account, present_actor, seen
from app.web.settings import config, now
from app.web.unit_of_work import db, keep, pause, reading, reads_first, write

__all__ = [
    "account",
    "actor",
    "config",
    "current_account",
    "db",
    "keep",
    "now",
    "pause",
    "present_actor",
    "reading",
    "reads_first",
    "seen",
    "write",
]
