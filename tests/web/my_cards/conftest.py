from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.models import Offering, Role
from app.sandbox import Sandbox
from app.services.rendering import TARGET
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.conftest import LogIn


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET, seconds=10) as sandbox:
        yield sandbox


@pytest.fixture(autouse=True)
def renderer(app: Flask, sandbox: Sandbox) -> None:
    app.extensions["previewer"] = sandbox


@pytest.fixture
def others(app: Flask, crm: Offering, logged_in: LogIn) -> dict[str, Browser]:
    """Everybody who might want to look at ann's cards."""
    stored = app.extensions["database"]
    add_person(stored, crm, "ben", Role.STUDENT)
    add_person(stored, crm, "tom", Role.ASSISTANT)
    return {name: logged_in(name) for name in ("ben", "tom", "ines")}
