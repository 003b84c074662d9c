"""Two people apply at once: the second works on what the first has left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.cli import deck_store
from app.db import Access
from app.services.decks.apply import Stale, Status, apply
from app.services.decks.drafts import Prepared, render_draft
from app.services.decks.prepare import prepare
from app.services.decks.sources import read_sources
from app.services.decks.store import course_of, read_store
from app.services.rendering import RenderedDeck
from tests.services.decks.course import SLUG, Classroom, question

ONE = question("What is loyalty?", "Coming back.")
TWO = question("What is churn?", "Losing customers.")


def prepared(classroom: Classroom) -> tuple[Prepared, list[RenderedDeck]]:
    with classroom.database.transaction(Access.READ) as session:
        store = read_store(session, course_of(session, SLUG).id)
    found = prepare(store, read_sources(classroom.content, classroom.content))
    return found, [render_draft(draft, classroom.sandbox) for draft in found.drafts]


def test_what_was_prepared_against_an_older_store_is_refused(classroom: Classroom) -> None:
    classroom.write("a.md", ONE)
    late, html = prepared(classroom)
    classroom.apply()
    before = classroom.everything()
    with pytest.raises(Stale), classroom.database.transaction() as session:
        apply(session, late, html, classroom.now)
    assert classroom.everything() == before


def test_the_second_of_two_prepares_again(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.write("a.md", ONE)
    rendered = deck_store._render
    others = iter([True])

    def overtaken(*arguments: Any) -> list[RenderedDeck]:
        html = rendered(*arguments)
        if next(others, False):
            classroom.write("b.md", TWO)
            classroom.apply()
        return html

    monkeypatch.setattr(deck_store, "_render", overtaken)
    report = classroom.try_apply()
    assert (report.status, report.summary["kept"]) == (Status.NOTHING_TO_DO, 2)
    assert set(classroom.notes()) == {"What is loyalty?", "What is churn?"}
    assert len(classroom.everything()["note"]) == 2


def test_who_is_always_overtaken_is_told(
    sqlite_classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", ONE)
    rendered = deck_store._render
    turn = iter(range(100))

    def overtaken(*arguments: Any) -> list[RenderedDeck]:
        html = rendered(*arguments)
        monkeypatch.setattr(deck_store, "_render", rendered)
        classroom.write("b.md", question(f"What is question {next(turn)}?", "This one."))
        classroom.apply(classroom.content / "b.md")
        monkeypatch.setattr(deck_store, "_render", overtaken)
        return html

    monkeypatch.setattr(deck_store, "_render", overtaken)
    with pytest.raises(Stale, match="run it again"):
        classroom.try_apply(classroom.content / "a.md")
    assert "What is loyalty?" not in classroom.notes()


def test_of_many_who_apply_the_same_files_at_once_one_does(classroom: Classroom) -> None:
    classroom.write("a.md", ONE)
    classroom.write("b.md", TWO)
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: classroom.try_apply(), range(4)))
    assert sorted(report.status for report in reports) == [
        Status.APPLIED,
        *[Status.NOTHING_TO_DO] * 3,
    ]
    assert len(classroom.everything()["note"]) == 2
