from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.classes import local_time
from app.services.classes.local_time import LocalTimeError, Moment, moment, parsed

VIENNA = "Europe/Vienna"
ZONES = st.sampled_from(
    [VIENNA, "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo", "UTC"]
)
DAYS = st.dates(date(2000, 1, 2), date(2100, 12, 30))


@given(DAYS, st.times(), ZONES)
def test_a_time_comes_back_as_it_was_unless_clocks_skip_it(
    day: date, clock: time, zone: str
) -> None:
    found = moment(day, clock, zone)
    local = found.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert (local == datetime.combine(day, clock)) is not found.moved
    assert local >= datetime.combine(day, clock)


def test_a_skipped_time_is_moved_on_by_what_is_skipped() -> None:
    found = moment(date(2036, 3, 30), time(2, 30), VIENNA)
    assert found == Moment(datetime(2036, 3, 30, 1, 30, tzinfo=UTC), moved=True)


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    found = moment(date(2036, 10, 26), time(2, 30), VIENNA)
    assert found == Moment(datetime(2036, 10, 26, 0, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2036-06-20", datetime(2036, 6, 20, 7, tzinfo=UTC)),
        ("2036-06-20T14:30", datetime(2036, 6, 20, 12, 30, tzinfo=UTC)),
        ("2036-06-20 00:00", datetime(2036, 6, 19, 22, tzinfo=UTC)),
        ("2036-06-20T14:30+00:00", datetime(2036, 6, 20, 14, 30, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, expected: datetime) -> None:
    assert parsed(text, VIENNA) == Moment(expected)


@pytest.mark.parametrize(
    "text", ["", "soon", "20.6.2036", "2036-02-30", "1999-12-31", "9999-12-31"]
)
def test_what_is_no_date_of_a_class_is_refused(text: str) -> None:
    with pytest.raises(LocalTimeError):
        parsed(text, VIENNA)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/Vienna", "Europe/Vienna"),
        (" europe/vienna ", "Europe/Vienna"),
        ("America/New York", "America/New_York"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_found_in_any_spelling(text: str, name: str) -> None:
    assert local_time.checked_zone(text) == name


def test_an_unknown_zone_is_refused_with_the_nearest() -> None:
    with pytest.raises(LocalTimeError, match="Did you mean Europe/Vienna"):
        local_time.checked_zone("Europe/Vienne")
    with pytest.raises(LocalTimeError, match="Write it as Europe/Vienna"):
        local_time.checked_zone("?")


@given(DAYS.filter(lambda day: day.year < 2090), st.integers(1, 520), ZONES)
def test_weeks_later_is_the_same_weekday_and_clock(day: date, weeks: int, zone: str) -> None:
    before = moment(day, time(12), zone)
    after = local_time.moved_by(before.at, weeks, zone, zone).astimezone(ZoneInfo(zone))
    assert after.weekday() == day.weekday()
    assert after.time() == before.at.astimezone(ZoneInfo(zone)).time()


def test_days_are_counted_by_midnights_of_the_zone() -> None:
    exam = datetime(2036, 6, 20, 7, tzinfo=UTC)
    assert local_time.days_until(exam, datetime(2036, 6, 19, 21, 59, tzinfo=UTC), VIENNA) == 1
    assert local_time.days_until(exam, datetime(2036, 6, 19, 22, 1, tzinfo=UTC), VIENNA) == 0
    assert local_time.days_until(exam, datetime(2036, 6, 21, 7, tzinfo=UTC), VIENNA) == -1


def test_what_was_earlier_today_is_past() -> None:
    exam = datetime(2036, 6, 20, 7, tzinfo=UTC)
    assert local_time.days_until(exam, exam, VIENNA) == -1
    assert local_time.days_until(exam, datetime(2036, 6, 20, 12, tzinfo=UTC), VIENNA) == -1
