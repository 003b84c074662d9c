"""Files, folders, pages and decisions that the documents name are there."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app import create_app
from app.config import from_environment
from tests.architecture.source import tracked_files
from tests.docs.documents import ROOT, code, links

PLACE = re.compile(
    r"(?:app|bench|content|docs|migrations|requirements|scripts|tests)/[\w./-]*[\w/]$"
)
DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    instance = str(tmp_path_factory.mktemp("instance"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FLASK_DEBUG", "1")  # with the pages for those who work on it
        return create_app(from_environment({"INSTANCE_DIR": instance}))


def test_every_file_that_is_named_exists() -> None:
    named = [said for said in code() if PLACE.fullmatch(said.text)]
    assert len(named) > 20
    assert [said for said in named if not (ROOT / said.text).exists()] == []


def test_every_link_leads_somewhere() -> None:
    assert [
        (document.name, target)
        for document, target in links()
        if not (document.parent / target).exists()
    ] == []


def test_every_page_that_is_named_exists(application: Flask) -> None:
    pages = {re.sub(r"<[\w:]+>", "<>", rule.rule) for rule in application.url_map.iter_rules()}
    named = {
        re.sub(r"<\w+>", "<>", match[1])
        for said in code()
        if (match := re.fullmatch(r"(?:GET |POST )?(/(?:[a-z][\w./<>-]*)?)", said.text))
    }
    assert named
    assert named <= pages


def test_every_package_of_the_application_is_described() -> None:
    text = (ROOT / "docs/architecture.md").read_text()
    top = {path for path in (ROOT / "app").iterdir() if not path.name.startswith("__")}
    assert [
        path.name
        for path in top
        if f"app/{path.name}/" not in text and f"app/{path.name}`" not in text
    ] == []


def test_decisions_are_numbered_once_and_named_so() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    for path in DECISIONS:
        assert path.read_text().startswith(f"# {int(path.name[:4])}. "), path.name
        assert "\nStatus: " in path.read_text(), path.name


def test_every_decision_that_is_cited_exists() -> None:
    numbers = {path.name[:4] for path in DECISIONS}
    for path in tracked_files():
        if path.suffix in {".py", ".toml", ".md", ".js", ".css", ".html", ".sh"}:
            cited = set(re.findall(r"docs/adr/(\d{4})", path.read_text()))
            assert cited <= numbers, path
