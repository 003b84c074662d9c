from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import Enrolment, Job, Offering
from app.services import enrolments
from app.services.study_preferences import week_of
from app.srs.balance import Break, Ease
from tests.web.browser import Browser
from tests.web.preferences.conftest import user

WEEK = {f"weekday_{day}": "NORMAL" for day in range(1, 8)}
MINUTES = "minutes"  # stands for the field of the course


def names(fields: dict[str, str], offering: Offering) -> dict[str, str]:
    own = f"minutes_{offering.id.hex}"
    return {own if name == MINUTES else name: value for name, value in fields.items()}


def jobs(stored: Database) -> list[str]:
    with stored.transaction(Access.READ) as session:
        return list(session.scalars(select(Job.kind)))


def test_the_page_shows_what_is_set(ann: Browser, crm: Offering) -> None:
    page = ann.get("/settings").text
    assert '<option selected value="Europe/Berlin">Berlin</option>' in page
    assert '<optgroup label="Europe">' in page
    assert '<option selected value="4">4:00</option>' in page
    assert "Customer relations" in page
    assert "ann@example.org" in page
    assert 'name="key_show" ' in page
    assert 'value="Space Enter"' in page
    assert re.search(r'<input [^>]*checked[^>]* name="learn"', page)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        ("you", {"name": " Ann  Other ", "language": ""}),
        ("day", {"zone": "America/Argentina/Buenos_Aires", "rollover_hour": "0"}),
        ("week", WEEK | {"weekday_7": "FREE"}),
        ("breaks", {"first": "2027-01-02", "last": "2027-01-05"}),
        ("courses", {MINUTES: "45"}),
        ("studying", {"grades": "four", "type_answers": "y"}),
        ("keys", {"single_keys": "y", "key_undo": "x", "key_show": "Space"}),
        ("looks", {"type_size": "large", "motion": "less"}),
        ("privacy", {"learn": "y"}),
    ],
)
def test_each_part_is_saved_by_itself_and_says_so_in_its_place(
    ann: Browser, crm: Offering, part: str, fields: dict[str, str]
) -> None:
    reply = ann.post(f"/settings/{part}", names(fields, crm))
    assert (reply.status_code, reply.location) == (303, f"/settings?said={part}#part-{part}")
    section = ann.get(f"/settings?said={part}").text.split(f'id="part-{part}"')[1]
    assert section.split("<section")[0].count('role="status"') == 1
    assert "Saved." in section.split("<section")[0]


def test_what_was_saved_is_stored_and_the_rest_stays(
    ann: Browser, crm: Offering, stored: Database
) -> None:
    ann.post("/settings/you", {"name": " Ann  Other ", "language": ""})
    ann.post("/settings/day", {"zone": "America/Argentina/Buenos_Aires", "rollover_hour": "0"})
    ann.post("/settings/courses", names({MINUTES: "45"}, crm))
    ann.post("/settings/studying", {"grades": "four"})
    ann_now = user(stored)
    assert ann_now is not None
    assert (ann_now.name, ann_now.zone) == ("Ann Other", "America/Argentina/Buenos_Aires")
    assert (ann_now.rollover_hour, ann_now.four_grades, ann_now.single_keys) == (0, True, True)
    with stored.transaction(Access.READ) as session:
        assert session.get_one(Enrolment, (ann_now.id, crm.id)).minutes_cap == 45


@pytest.mark.parametrize(
    ("part", "name", "wrong", "kept"),
    [
        ("you", "name", "", {}),
        ("you", "name", "\u202e\x01", {}),
        ("day", "zone", "Europe/Atlantis", {"rollover_hour": "2"}),
        ("day", "rollover_hour", "7", {"zone": "Asia/Tokyo"}),
        ("studying", "grades", "three", {"type_answers": "y"}),
        ("courses", MINUTES, "4", {}),
        ("courses", MINUTES, "181", {}),
        ("courses", MINUTES, "many", {}),
        ("courses", MINUTES, "", {}),
        ("week", "weekday_3", "LAZY", {"weekday_1": "FREE"}),
        ("breaks", "last", "2027-13-01", {"first": "2027-01-02"}),
        ("breaks", "first", "", {"last": "2027-01-02"}),
        ("keys", "key_undo", "Hyper", {"key_bury": "b"}),
        ("looks", "type_size", "huge", {"motion": "less"}),
    ],
)
def test_a_fault_stands_at_its_field_and_the_other_values_are_kept(
    ann: Browser, crm: Offering, part: str, name: str, wrong: str, kept: dict[str, str]
) -> None:
    before = ann.get("/settings").text
    reply = ann.post(f"/settings/{part}", names(kept | {name: wrong}, crm))
    key = f"minutes_{crm.id.hex}" if name == MINUTES else name
    assert reply.status_code == 422
    assert f'id="{key}-error"' in reply.text
    assert f'href="#{key}"' in reply.text
    for value in kept.values():
        assert re.search(rf'(checked|selected)?[^<>]*value="{value}"', reply.text), value
    assert ann.get("/settings").text.count("field-error") == before.count("field-error") == 0
    assert 'value="Ann"' in reply.text or name == "name"  # the other parts are as stored


def test_a_week_without_a_day_to_study_is_refused(ann: Browser) -> None:
    reply = ann.post("/settings/week", dict.fromkeys(WEEK, "FREE"))
    assert reply.status_code == 422
    assert "Leave at least one day of the week" in reply.text


def test_easy_days_and_breaks_are_kept_and_due_dates_planned_by_them(
    ann: Browser, crm: Offering, stored: Database
) -> None:
    ann.post("/settings/week", WEEK | {"weekday_6": "EASY", "weekday_7": "FREE"})
    ann.post("/settings/breaks", {"first": "2027-02-01", "last": "2027-02-07"})
    ann.post("/settings/breaks", {"first": "2027-01-02", "last": "2027-01-02"})
    ann_now = user(stored)
    assert ann_now is not None
    week = week_of(ann_now)
    assert week.weekdays == (*[Ease.NORMAL] * 5, Ease.EASY, Ease.FREE)
    first = Break(date(2027, 1, 2), date(2027, 1, 2))
    assert week.breaks == (first, Break(date(2027, 2, 1), date(2027, 2, 7)))
    assert jobs(stored) == ["replan"] * 3
    page = ann.get("/settings").text
    assert "Mon 1 February 2027" in page, "a slip in the year is seen"
    ann.post("/settings/breaks/remove", {"first": "2027-02-01", "last": "2027-02-07"})
    ann.post("/settings/breaks/remove", {"first": "2027-02-01", "last": "2027-02-07"})
    ann_now = user(stored)
    assert ann_now is not None
    assert week_of(ann_now).breaks == (first,)
    assert jobs(stored) == ["replan"] * 4


def test_what_changes_nothing_plans_nothing(ann: Browser, stored: Database) -> None:
    for _ in range(2):
        ann.post("/settings/week", WEEK)
    assert jobs(stored) == ["replan"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2027-01-05", "2027-01-02", "must end on that day"),
        ("2027-01-01", "2029-01-01", "within a year"),
        ("2027-03-02", "2027-03-03", "within a break already"),
    ],
)
def test_a_break_that_makes_no_sense_is_refused_at_its_end(
    ann: Browser, first: str, last: str, words: str
) -> None:
    ann.post("/settings/breaks", {"first": "2027-03-01", "last": "2027-03-09"})
    reply = ann.post("/settings/breaks", {"first": first, "last": last})
    assert reply.status_code == 422
    error = reply.text.split('id="last-error"')[1].split("</p>")[0]
    assert words in error
    assert f'value="{first}"' in reply.text


def test_the_type_and_motion_chosen_are_on_every_page(ann: Browser, crm: Offering) -> None:
    assert "data-type-size" not in ann.get("/").text
    ann.post("/settings/looks", {"type_size": "largest", "motion": "less"})
    for path in ("/", "/settings", "/study/crm"):
        assert 'data-type-size="largest" data-motion="less">' in ann.get(path).text
    ann.post("/settings/looks", {"type_size": "normal", "motion": "system"})
    assert "data-motion" not in ann.get("/").text


def test_learning_from_ones_answers_can_be_switched_off(ann: Browser, stored: Database) -> None:
    ann.post("/settings/privacy", {})
    ann_now = user(stored)
    assert ann_now is not None
    assert ann_now.preferences["learn_from_answers"] is False
    page = ann.get("/settings").text
    assert not re.search(r'<input [^>]*checked[^>]* name="learn"', page)
    assert "yours are left out: at once of what instructors see of the class" in page


def test_minutes_of_a_course_of_others_are_not_read(
    ann: Browser, crm: Offering, art: Offering, stored: Database
) -> None:
    fields = names({MINUTES: "30"}, crm) | {f"minutes_{art.id.hex}": "99"}
    assert ann.post("/settings/courses", fields).status_code == 303
    with stored.transaction(Access.READ) as session:
        eve = user(stored, "eve")
        assert eve is not None
        assert [e.minutes_cap for e in enrolments.of_user(session, eve.id)] == [20]


def test_a_course_that_is_over_has_no_minutes_and_can_be_kept(
    ann: Browser, crm: Offering, stored: Database
) -> None:
    with stored.transaction() as session:
        session.get_one(Offering, crm.id).archived_at = utc_now()
    page = ann.get("/settings").text
    assert f"minutes_{crm.id.hex}" not in page
    assert f"keep_{crm.id.hex}" in page


def test_a_zone_that_is_no_longer_offered_stays_chosen(ann: Browser, stored: Database) -> None:
    ann_now = user(stored)
    assert ann_now is not None
    with stored.transaction() as session:
        session.merge(ann_now).zone = "US/Eastern"
    assert '<option selected value="US/Eastern">' in ann.get("/settings").text
    reply = ann.post("/settings/day", {"zone": "US/Eastern", "rollover_hour": "4"})
    assert reply.status_code == 303


@pytest.mark.parametrize("path", ["/settings", "/settings/password", "/settings/delete"])
def test_strangers_are_asked_to_log_in(visitor: Browser, path: str) -> None:
    reply = visitor.get(path)
    assert (reply.status_code, reply.location) == (303, f"/login?next={path}")


def test_a_part_that_does_not_exist_is_not_found(ann: Browser) -> None:
    assert ann.post("/settings/purse", {}).status_code == 404


def test_the_account_menu_leads_to_the_settings(ann: Browser) -> None:
    assert '<a href="/settings">Settings</a>' in ann.get("/").text
