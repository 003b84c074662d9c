from __future__ import annotations

import json
from typing import Any

import pytest

from app.db import Database
from app.services import my_data
from tests.web.browser import Browser
from tests.web.preferences.conftest import user
from tests.web.preferences.test_deletion import study


def downloaded(browser: Browser) -> Any:
    return json.loads(browser.get("/settings/my-data.json").text)


def test_it_is_a_file_to_keep(ann: Browser) -> None:
    reply = ann.get("/settings/my-data.json")
    assert reply.content_type == "application/json"
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="retain-my-data-')


@pytest.mark.parametrize("page", [1, 2, 1000])
def test_everything_about_the_person_is_in_it_and_nothing_of_others(
    ann: Browser, eve: Browser, stored: Database, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(my_data, "PAGE", page)
    study(stored, "ann")
    study(stored, "ann")
    study(stored, "eve")
    data = downloaded(ann)
    owner = user(stored)
    assert owner is not None
    assert data["account"]["id"] == str(owner.id)
    assert data["account"]["email"] == "ann@example.org"
    assert len(data["enrolments"]) == 3
    assert len(data["log_ins"]) == 1
    assert len({event["id"] for event in data["events"]}) == len(data["events"]) == 4
    assert sorted(state["question"] for state in data["card_states"]) == [
        "Question 0?",
        "Question 0?",
        "Question 1?",
        "Question 1?",
    ]
    assert "eve@example.org" not in json.dumps(data)


def test_somebody_new_gets_empty_lists(ann: Browser) -> None:
    data = downloaded(ann)
    assert (data["events"], data["card_states"]) == ([], [])


def test_no_secret_is_in_it(ann: Browser, stored: Database) -> None:
    text = ann.get("/settings/my-data.json").text
    assert "argon2" not in text
    assert "_hash" not in text


def test_strangers_get_none(visitor: Browser) -> None:
    assert visitor.get("/settings/my-data.json").status_code == 303
