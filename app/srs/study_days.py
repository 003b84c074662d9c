"""Study days: a student's day runs from the rollover hour to the next, by the wall clock.

Somebody who studies at one o'clock at night is still on the evening's day. The wall clock
decides, also where it is changed: a day on which clocks change is 23 or 25 hours long.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ROLLOVER_HOUR = 4

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def study_day(at: datetime, zone: ZoneInfo, rollover_hour: int) -> date:
    """Return the study day of the instant *at*: its local date, or the day before that
    while the local time is before *rollover_hour* (0 … 23).

    Raises ValueError for a time without a zone, which names no instant.
    """
    if at.tzinfo is None:
        raise ValueError(f"The time {at.isoformat()} has no zone; give an instant, as in UTC.")
    local = at.astimezone(zone)
    return local.date() - _DAY if local.hour < rollover_hour else local.date()


def day_start(day: date, zone: ZoneInfo, rollover_hour: int) -> datetime:
    """Return, in UTC, the first instant that lies on the study day *day*.

    That is when the wall clock first shows the rollover hour. Where clocks go back over it,
    the first of the two times counts; where they skip it, the moment of the change. Where a
    zone left a whole date out (Apia, 30 December 2011), it is the first instant after it.
    """
    wall = datetime.combine(day, time(rollover_hour), zone)
    earlier = wall.replace(fold=0).astimezone(UTC)
    later = wall.replace(fold=1).astimezone(UTC)
    # PEP 495: both agree at ordinary times and fold=0 is first at repeated ones; only for a
    # time that the clocks skipped does fold=1 give the earlier instant, before the change.
    if later < earlier:
        return _first_instant_of(day, later, earlier, zone, rollover_hour)
    return earlier


def _first_instant_of(
    day: date, before: datetime, after: datetime, zone: ZoneInfo, rollover_hour: int
) -> datetime:
    """Bisect for the clock change between *before* and *after*, to the second."""
    while after - before > _SECOND:
        middle = before + ((after - before) // 2 // _SECOND) * _SECOND
        if study_day(middle, zone, rollover_hour) < day:
            before = middle
        else:
            after = middle
    return after
