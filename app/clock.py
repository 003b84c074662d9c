"""The one place that reads the clock. Edges call it and pass ``now`` down as an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the exception that the rule exists for
