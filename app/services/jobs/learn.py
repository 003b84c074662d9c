"""The daily job ``learn``: wants the fits of every offering that runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Offering
from app.services.jobs.wanted import want


def run(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """Want the fit of the weights, then the one of the class model that builds on them."""
    del payload
    running = session.scalars(select(Offering.id).where(Offering.archived_at.is_(None)))
    for offering in sorted(running):
        for kind in ("fit_weights", "fit_class"):
            key = f"{kind}:{offering}:{now.date().isoformat()}"
            want(session, kind, key, now, {"offering": str(offering)})
