"""After a new renderer, `flask db upgrade` renders the decks again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.db import Access, Database
from app.models import Rendering
from app.services.decks import apply, renew, write_decks, write_notes
from tests.cli.course import CLEAN, Site
from tests.cli.terminal import Terminal


def test_an_upgrade_renders_what_an_older_version_rendered(
    site: Site, terminal: Terminal, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("a.md", CLEAN)
    site.run("deck", "apply", "crm", site.content)
    assert "Rendered again" not in terminal.run("db", "upgrade").stderr
    for module in (renew, write_decks, write_notes, apply):
        monkeypatch.setattr(module, "RENDERER_VERSION", 99)
    assert "Rendered again. Applied: 2 kept" in terminal.run("db", "upgrade").stderr
    with sqlite.transaction(Access.READ) as session:
        assert 99 in set(session.scalars(select(Rendering.renderer)))
    assert "Rendered again" not in terminal.run("db", "upgrade").stderr
