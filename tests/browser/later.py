"""The app by a clock that is DAYS_LATER days ahead, for what happens when students come back."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, tzinfo

from app import clock
from wsgi import app

__all__ = ["app"]

AHEAD = timedelta(days=int(os.environ["DAYS_LATER"]))


class Later(datetime):
    """Tells the time of some days ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Later:
        return super().now(tz) + AHEAD


clock.datetime = Later  # type: ignore[attr-defined] # - the only place that reads the clock
