"""Study days against the C library's clock, an implementation independent of zoneinfo."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.resources import as_file, files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs.study_days import DEFAULT_ROLLOVER_HOUR, day_start, study_day
from tests.srs.strategies import unhurried

CHANGING_NAMES = """
Africa/Cairo Africa/Casablanca America/Asuncion America/Chicago America/Halifax America/Havana
America/Los_Angeles America/Miquelon America/New_York America/Nuuk America/Port-au-Prince
America/Santiago America/Scoresbysund America/St_Johns America/Tijuana Antarctica/Troll
Asia/Beirut Asia/Gaza Asia/Jerusalem Asia/Nicosia Atlantic/Azores Atlantic/Bermuda
Australia/Adelaide Australia/Lord_Howe Australia/Sydney Europe/Athens Europe/Berlin
Europe/Chisinau Europe/Dublin Europe/Kyiv Europe/Lisbon Europe/London Pacific/Auckland
Pacific/Chatham Pacific/Easter Pacific/Norfolk
"""
CHANGING = CHANGING_NAMES.split()
STEADY = ["Asia/Kathmandu", "Asia/Kolkata", "Pacific/Apia", "Pacific/Kiritimati", "UTC"]
ROLLOVERS = (0, 1, 2, 3, DEFAULT_ROLLOVER_HOUR)
QUARTER = 15 * 60  # every offset, change and rollover of these years falls on one
HOUR = 60 * 60
NIGHT = 36 * HOUR


@contextmanager
def zone_and_libc(name: str) -> Iterator[ZoneInfo]:
    """Yield the zone, read from the file to which the C library is set meanwhile."""
    with as_file(files("tzdata").joinpath("zoneinfo", *name.split("/"))) as path:
        before = os.environ.get("TZ")
        os.environ["TZ"] = f":{path}"
        time.tzset()
        try:
            with path.open("rb") as file:
                yield ZoneInfo.from_file(file, key=name)
        finally:
            os.environ.pop("TZ")
            if before is not None:
                os.environ["TZ"] = before
            time.tzset()


def libc_study_day(second: int, rollover_hour: int) -> date:
    local = time.localtime(second)
    day = date(local.tm_year, local.tm_mon, local.tm_mday)
    return day - timedelta(days=1) if local.tm_hour < rollover_hour else day


def clock_changes(first: datetime, last: datetime, step: int = 6 * HOUR) -> list[int]:
    """Return a time within *step* seconds before each change of the C library's offset."""
    seconds = range(int(first.timestamp()), int(last.timestamp()), step)
    offsets = [time.localtime(second).tm_gmtoff for second in seconds]
    return [seconds[i] for i in range(len(seconds) - 1) if offsets[i] != offsets[i + 1]]


def assert_agree_around(moment: int, zone: ZoneInfo, rollover_hour: int, step: int) -> None:
    """Compare every *step* seconds, and the start of each day that begins meanwhile."""
    seconds = range(moment - NIGHT, moment + NIGHT, step)
    theirs = [libc_study_day(second, rollover_hour) for second in seconds]
    ours = [study_day(datetime.fromtimestamp(s, UTC), zone, rollover_hour) for s in seconds]
    assert ours == theirs
    for day in sorted(set(theirs) - {theirs[0]}):
        first = seconds[theirs.index(day)]
        assert day_start(day, zone, rollover_hour) == datetime.fromtimestamp(first, UTC)


@pytest.mark.parametrize("name", [*CHANGING, *STEADY])
def test_every_clock_change_of_three_years_agrees_with_the_c_library(name: str) -> None:
    with zone_and_libc(name) as zone:
        changes = clock_changes(datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
        for moment in changes or [int(datetime(2026, 5, 5, tzinfo=UTC).timestamp())]:
            for rollover_hour in ROLLOVERS:
                assert_agree_around(moment, zone, rollover_hour, QUARTER)


def test_the_zones_do_change_their_clocks_in_these_years() -> None:
    changed = 0
    for name in CHANGING:
        with zone_and_libc(name):
            changed += bool(
                clock_changes(datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
            )
    # A zone may give the practice up (Asuncion did); most of them must still be a test.
    assert changed >= 30


@pytest.mark.parametrize(
    ("name", "year", "month", "day"),
    [
        ("America/Sao_Paulo", 2018, 11, 4),  # midnight is skipped
        ("America/Sao_Paulo", 2018, 2, 18),  # from midnight back to 23:00
        ("America/St_Johns", 2006, 10, 29),  # from 00:01 back to 23:01
        ("Pacific/Apia", 2011, 12, 30),  # the whole date is skipped
        ("Asia/Pyongyang", 2018, 5, 4),  # 23:30 becomes midnight
        ("America/Caracas", 2016, 5, 1),  # half an hour at 02:30
    ],
)
def test_the_oddest_nights_of_the_past_agree_to_the_minute(
    name: str, year: int, month: int, day: int
) -> None:
    moment = int(datetime(year, month, day, 12, tzinfo=UTC).timestamp())
    with zone_and_libc(name) as zone:
        for rollover_hour in ROLLOVERS:
            assert_agree_around(moment, zone, rollover_hour, 60)


def test_a_date_left_out_begins_when_the_next_one_does() -> None:
    apia = ZoneInfo("Pacific/Apia")
    changed = datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert day_start(date(2011, 12, 30), apia, 0) == changed
    assert day_start(date(2011, 12, 31), apia, 0) == changed


def test_one_oclock_at_night_belongs_to_the_evening_before() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 6, 10, 23, tzinfo=UTC)  # 01:00 on the 11th
    assert study_day(night, berlin, 4) == date(2026, 6, 10)
    assert study_day(night, berlin, 1) == date(2026, 6, 11)
    assert study_day(night + timedelta(hours=3), berlin, 4) == date(2026, 6, 11)


def test_a_day_starts_at_the_rollover_hour_of_the_wall_clock() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert day_start(date(2026, 1, 10), berlin, 4) == datetime(2026, 1, 10, 3, tzinfo=UTC)
    assert day_start(date(2026, 6, 10), berlin, 4) == datetime(2026, 6, 10, 2, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    without_zone = datetime(2026, 6, 10, 12)  # noqa: DTZ001 - the fault under test
    with pytest.raises(ValueError, match="2026-06-10T12:00:00 has no zone"):
        study_day(without_zone, ZoneInfo("UTC"), 4)


@unhurried
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants its bounds naive
    st.sampled_from([*CHANGING, *STEADY]),
    st.integers(0, 23),
)
def test_every_instant_lies_between_its_days_start_and_the_next(
    at: datetime, name: str, rollover_hour: int
) -> None:
    zone = ZoneInfo(name)
    day = study_day(at, zone, rollover_hour)
    start = day_start(day, zone, rollover_hour)
    assert start <= at
    assert study_day(start, zone, rollover_hour) == day
    assert study_day(start - timedelta(seconds=1), zone, rollover_hour) == day - timedelta(days=1)
    # Clocks that go back over the rollover hour begin a day twice; the first time counts.
    following = day_start(day + timedelta(days=1), zone, rollover_hour)
    assert at < following + timedelta(hours=2)
