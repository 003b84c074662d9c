"""The daily job ``purge``: throw away what has served its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models import Job, LoginSession, Throttle
from app.services.decks import renew
from app.services.media import store as pictures

KEPT_AFTER_END = timedelta(days=30)  # ended log-ins and finished jobs, for whoever looks into them
BUCKET_FULL_AFTER = timedelta(days=1)  # every token bucket has refilled long before


def run(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """Delete log-ins that ended long ago, full buckets, old jobs, unused pictures and HTML."""
    del payload
    session.execute(delete(LoginSession).where(LoginSession.expires_at < now - KEPT_AFTER_END))
    session.execute(delete(LoginSession).where(LoginSession.revoked_at < now - KEPT_AFTER_END))
    session.execute(delete(Throttle).where(Throttle.updated_at < now - BUCKET_FULL_AFTER))
    session.execute(delete(Job).where(Job.finished_at < now - KEPT_AFTER_END))
    pictures.purge(session, now)
    renew.forget_replaced(session)
