from __future__ import annotations

import pytest

from app.clock import utc_now
from app.db import Access, Database
from app.models import Enrolment, Offering
from app.services import enrolments
from tests.web.browser import Browser
from tests.web.preferences.conftest import FieldsOf, user


def test_the_page_shows_what_is_set(ann: Browser, crm: Offering) -> None:
    page = ann.get("/settings").text
    assert '<option selected value="Europe/Berlin">Berlin</option>' in page
    assert '<optgroup label="Europe">' in page
    assert '<option selected value="4">4:00</option>' in page
    assert "Customer relations" in page
    assert "ann@example.org" in page


def test_everything_can_be_set(
    ann: Browser, crm: Offering, stored: Database, fields: FieldsOf
) -> None:
    changed = fields(
        name=" Ann  Other ", zone="America/Argentina/Buenos_Aires", rollover_hour="0", grades="four"
    )
    changed |= {f"minutes_{crm.id.hex}": "45"}
    del changed["single_keys"]
    reply = ann.post("/settings", changed)
    assert (reply.status_code, reply.location) == (303, "/settings?said=saved")
    assert "The settings are saved." in ann.get(reply.location).text
    ann_now = user(stored)
    assert ann_now is not None
    assert ann_now.name == "Ann Other"
    assert ann_now.zone == "America/Argentina/Buenos_Aires"
    assert ann_now.rollover_hour == 0
    assert ann_now.four_grades
    assert not ann_now.single_keys
    with stored.transaction(Access.READ) as session:
        assert session.get_one(Enrolment, (ann_now.id, crm.id)).minutes_cap == 45


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("name", ""),
        ("name", "\u202e\x01"),
        ("zone", "Europe/Atlantis"),
        ("rollover_hour", "7"),
        ("rollover_hour", "x"),
        ("grades", "three"),
        ("minutes", "4"),
        ("minutes", "181"),
        ("minutes", "many"),
        ("minutes", ""),
    ],
)
def test_a_fault_stands_at_its_field_and_the_other_values_are_kept(
    ann: Browser, crm: Offering, stored: Database, fields: FieldsOf, name: str, wrong: str
) -> None:
    key = f"minutes_{crm.id.hex}" if name == "minutes" else name
    other = "Kept Name" if name != "name" else "Ann"
    reply = ann.post("/settings", fields(name=other) | {key: wrong})
    assert reply.status_code == 422
    assert f'id="{key}-error"' in reply.text
    assert f'href="#{key}"' in reply.text
    assert name == "name" or 'value="Kept Name"' in reply.text
    unchanged = user(stored)
    assert unchanged is not None
    assert (unchanged.name, unchanged.zone, unchanged.rollover_hour) == ("Ann", "Europe/Berlin", 4)


def test_minutes_of_a_course_of_others_are_not_read(
    ann: Browser, art: Offering, stored: Database, fields: FieldsOf
) -> None:
    assert ann.post("/settings", fields() | {f"minutes_{art.id.hex}": "99"}).status_code == 303
    with stored.transaction(Access.READ) as session:
        eve = user(stored, "eve")
        assert eve is not None
        assert [e.minutes_cap for e in enrolments.of_user(session, eve.id)] == [20]


def test_a_course_that_is_over_has_no_minutes(
    ann: Browser, crm: Offering, stored: Database
) -> None:
    with stored.transaction() as session:
        session.get_one(Offering, crm.id).archived_at = utc_now()
    assert f"minutes_{crm.id.hex}" not in ann.get("/settings").text


def test_a_zone_that_is_no_longer_offered_stays_chosen(
    ann: Browser, crm: Offering, stored: Database, fields: FieldsOf
) -> None:
    ann_now = user(stored)
    assert ann_now is not None
    with stored.transaction() as session:
        session.merge(ann_now).zone = "US/Eastern"
    assert '<option selected value="US/Eastern">' in ann.get("/settings").text
    assert ann.post("/settings", fields(zone="US/Eastern")).status_code == 303


@pytest.mark.parametrize("path", ["/settings", "/settings/password", "/settings/delete"])
def test_strangers_are_asked_to_log_in(visitor: Browser, path: str) -> None:
    for reply in (visitor.get(path), visitor.post(path)):
        assert (reply.status_code, reply.location) == (303, f"/login?next={path}")


def test_the_account_menu_leads_to_the_settings(ann: Browser) -> None:
    assert '<a href="/settings">Settings</a>' in ann.get("/").text
