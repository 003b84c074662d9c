from __future__ import annotations

import pytest

from app.db import Database
from app.models import Deck, Offering, Role
from tests.web.browser import Browser
from tests.web.classes.course import add_deck, add_person
from tests.web.conftest import LogIn


@pytest.fixture
def deck(stored: Database, crm: Offering) -> Deck:
    return add_deck(stored, crm, "Goodwill")


@pytest.fixture
def tom(stored: Database, crm: Offering, logged_in: LogIn) -> Browser:
    """An assistant of crm."""
    add_person(stored, crm, "tom", Role.ASSISTANT)
    return logged_in("tom")
