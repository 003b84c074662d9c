"""Every page is valid HTML: html-validate reads them all, with the rules beside this file.

The pages are those of the demo, as `scripts/pages.py` lists them, and forms sent with errors.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.clock import utc_now
from app.db import Database
from scripts import pages, samples
from scripts.pages import Who
from tests import demo
from tests.web.browser import Browser

HERE = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")
CHECKER = HERE / "node_modules/html-validate/bin/html-validate.mjs"
# Who sends what where; every one of these is refused with its page.
REFUSED_FORMS: tuple[tuple[Who, str, dict[str, str]], ...] = (
    (Who.VISITOR, "/signup", {"email": "nobody"}),
    (Who.VISITOR, "/login", {"email": "nobody@example.org", "password": "wrong"}),
    (Who.NEWCOMER, "/join", {"code": "WRONG"}),
    (Who.STUDENT, "/settings", {}),
    (Who.STUDENT, "/settings/password", {}),
    (Who.STUDENT, "/settings/delete", {}),
    (Who.INSTRUCTOR, "/classes", {}),
    (Who.INSTRUCTOR, "/classes/crm/exams/new", {}),
    (Who.INSTRUCTOR, "/classes/crm/copy", {}),
    (Who.INSTRUCTOR, "/classes/crm/people", {}),
)


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo, not yet served."""
    app = create_app(demo.copied(tmp_path_factory))
    yield app
    app.extensions["database"].engine.dispose()


def browsers(app: Flask) -> dict[Who, Browser]:
    """Return a browser for everybody, logged in."""
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        tokens = samples.log_in_all(session, utc_now())
    found = {who: Browser(app.test_client()) for who in Who}
    for who, token in tokens.items():
        found[who].client.set_cookie("retain", token)
    return found


@pytest.fixture(scope="module")
def rendered(application: Flask) -> dict[str, str]:
    """The HTML of every page by the name of its file."""
    everybody = browsers(application)
    database: Database = application.extensions["database"]
    with database.transaction() as session:
        listed = pages.find(application.url_map, samples.arguments(session))
    found: dict[str, str] = {}
    for page in listed:
        reply = everybody[page.who].get(page.path)
        expected = int(page.name[-3:]) if page in pages.REFUSALS else 200
        assert reply.status_code == expected, page
        found[f"{page.name}.html"] = reply.text
    for who, path, fields in REFUSED_FORMS:
        reply = everybody[who].post(path, fields)
        assert 400 <= reply.status_code < 500, (path, reply.status_code)
        found[f"refused{path.replace('/', '-')}.html"] = reply.text
    return found


def findings(folder: Path, texts: dict[str, str]) -> list[str]:
    """Return what html-validate says about these pages, one line each."""
    if not CHECKER.exists():
        pytest.fail("html-validate is not installed; sh scripts/setup.sh test does it.")
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    config = str(HERE / ".htmlvalidate.json")
    command = [str(NODE), str(CHECKER), "--config", config, "--formatter", "json"]
    said = folder / "said.json"  # node ends before a full pipe is read
    with said.open("wb") as out:
        done = subprocess.run(
            [*command, *sorted(texts)], cwd=folder, stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert said.stat().st_size, done.stderr.decode()
    results: list[dict[str, Any]] = json.loads(said.read_text(encoding="utf-8"))
    return [
        f"{Path(result['filePath']).name}:{one['line']}:{one['column']} "
        f"{one['ruleId']}: {one['message']}"
        for result in results
        for one in result["messages"]
    ]


def test_every_page_is_valid_html(rendered: dict[str, str], tmp_path: Path) -> None:
    assert len(rendered) > 25
    found = findings(tmp_path, rendered)
    assert not found, "\n".join(found)


def test_a_page_that_is_not_valid_is_found(tmp_path: Path) -> None:
    head = '<!DOCTYPE html>\n<html lang="en"><head><title>x</title></head>\n'
    page = head + "<body><p><div></div></p></body></html>\n"
    found = findings(tmp_path, {"wrong.html": page})
    assert any("wrong.html:3:" in one for one in found)


def test_the_one_exception_is_still_needed(rendered: dict[str, str]) -> None:
    # A question may hold paragraphs, tables and lists, which <h2> may not: so it is a <div>
    # in the role of a heading, the only one of its kind.
    questions = [name for name, text in rendered.items() if 'role="heading"' in text]
    assert questions == ["study.html"]
    assert rendered["study.html"].count('role="heading"') == 1
