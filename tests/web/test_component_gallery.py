"""The page of components: there for whoever develops, complete, and nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import app.web
from app.config import Config
from tests.web.browser import Browser
from tests.web.conftest import MakeApp

TEMPLATES = Path(app.web.__file__).parent / "templates"
STYLES = Path(app.web.__file__).parent / "static" / "css"
MACRO = re.compile(r"{%-? macro (\w+)")
GALLERY = TEMPLATES / "gallery" / "components.html"


@pytest.fixture
def gallery(make_app: MakeApp, config: Config, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page as it is where Flask runs in debug mode."""
    monkeypatch.setenv("FLASK_DEBUG", "1")
    reply = Browser(make_app(config).test_client()).get("/dev/components")
    assert reply.status_code == 200
    return reply.text


def test_a_site_that_people_use_has_no_such_page(visitor: Browser) -> None:
    assert visitor.get("/dev/components").status_code == 404


def test_every_component_is_called_in_it() -> None:
    macros = [
        name
        for path in sorted((TEMPLATES / "components").glob("*.html"))
        for name in MACRO.findall(path.read_text())
    ]
    assert len(macros) > 10
    source = GALLERY.read_text()
    assert [m for m in macros if not re.search(rf"{{[{{%][^}}]*\b{m}\(", source)] == []


def test_every_class_of_the_design_system_is_worn_in_it(gallery: str) -> None:
    worn = {name for names in re.findall(r'class="([^"]*)"', gallery) for name in names.split()}
    styled = {
        name
        for sheet in ("components", "forms")
        for name in re.findall(
            r"\.([a-z][a-z-]*)",
            re.sub(r"/\*.*?\*/", "", (STYLES / f"{sheet}.css").read_text(), flags=re.S),
        )
    }
    # The frame of a form's page, not parts of their own.
    assert styled - worn - {"narrow"} == set()


def test_every_colour_is_shown(gallery: str) -> None:
    tokens = (STYLES / "tokens.css").read_text()
    colours = set(re.findall(r"--([\w-]+): #", tokens))
    assert colours == set(re.findall(r"swatch-([\w-]+)", gallery))


def test_no_id_comes_twice(gallery: str) -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', gallery))
    assert [name for name, times in ids.items() if times > 1] == []


def test_what_fields_point_to_is_there(gallery: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', gallery))
    named = re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]+)"', gallery)
    assert {name for names in named for name in names.split()} <= ids
