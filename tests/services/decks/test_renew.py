"""A new renderer: old HTML serves until it is renewed, and then the new one does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.cli.deck_store import renew_renderings
from app.db import Access
from app.models import DeckRendering, Rendering
from app.services.decks import apply as applying
from app.services.decks import renew, write_decks, write_notes
from app.services.decks.apply import Status
from tests.services.decks.course import Classroom, question

NEXT = 99


@pytest.fixture
def upgraded(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    classroom.write("a.md", question("What is loyalty?", "Coming back."))
    classroom.apply()
    for module in (renew, write_decks, write_notes, applying):
        monkeypatch.setattr(module, "RENDERER_VERSION", NEXT)
    return classroom


def versions(classroom: Classroom) -> tuple[set[int], set[int]]:
    with classroom.database.transaction(Access.READ) as session:
        cards = set(session.scalars(select(Rendering.renderer)))
        return cards, set(session.scalars(select(DeckRendering.renderer)))


def test_what_an_older_renderer_made_is_made_again_beside_it(upgraded: Classroom) -> None:
    before = upgraded.everything()
    old = versions(upgraded)
    [report] = renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox)
    assert report.status is Status.APPLIED
    assert versions(upgraded) == (old[0] | {NEXT}, old[1] | {NEXT})
    after = upgraded.everything()
    rendered = {"rendering", "deck_rendering"}
    assert {t: after[t] for t in after if t not in rendered} == {
        t: before[t] for t in before if t not in rendered
    }


def test_a_second_time_there_is_nothing_to_renew(upgraded: Classroom) -> None:
    renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox)
    before = upgraded.everything()
    assert renew_renderings(upgraded.database, upgraded.now, upgraded.sandbox) == []
    assert upgraded.everything() == before
