"""Both sides changed the same lines: both are shown, and what is chosen is published."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access
from app.models import Card, CardRevision, Deck, User
from app.services.decks.apply import apply
from app.services.decks.drafts import render_draft
from app.services.decks.publishing import publication
from app.services.decks.store import read_store
from tests.services.decks.course import question
from tests.web.author.conftest import Folder
from tests.web.browser import Browser

DIGEST = re.compile(r'name="digest"[^>]*value="([0-9a-f]+)"')


def text(answer: str, other: str = "More of the same.") -> str:
    return question("What is loyalty?", answer) + question("And what is up selling?", other)


def publish(folder: Folder, markdown: str) -> UUID:
    """Publish as the editor of the browser does; return the deck."""
    with folder.database.transaction(Access.READ) as session:
        deck = session.scalars(select(Deck)).one()
        author = session.scalars(select(User.id)).first()
        store = read_store(session, deck.course_id)
    assert author
    prepared = publication(store, deck.id, markdown, author)
    html = [render_draft(draft, folder.sandbox) for draft in prepared.drafts]
    with folder.database.transaction() as session:
        apply(session, prepared, html, utc_now())
    return deck.id


@pytest.fixture
def url(folder: Folder) -> str:
    folder.write("a.md", text("Coming back."))
    folder.apply()
    deck = publish(folder, text("Coming back, says the browser."))
    folder.write("a.md", text("Coming back, says the file.", "Selling more, says the file."))
    return f"/author/crm/conflicts/{deck}"


def backs(folder: Folder) -> list[str]:
    with folder.database.transaction(Access.READ) as session:
        found = session.scalars(
            select(CardRevision.back)
            .join(Card, (Card.id == CardRevision.card_id) & (Card.head == CardRevision.number))
            .where(Card.retired_at.is_(None))
            .order_by(CardRevision.line)
        )
        return list(found)


def digest(browser: Browser, url: str) -> str:
    found = DIGEST.search(browser.get(url).text)
    assert found
    return found[1]


def test_both_texts_are_shown_at_their_line(url: str, ines: Browser) -> None:
    plan = ines.get("/author/crm/plan").text
    assert f'<a href="{url}">a.md</a>, line 2' in plan
    shown = ines.get(url).text
    assert "a.md:2" in shown
    assert "A: Coming back, says the file.</pre>" in shown
    assert "A: Coming back, says the browser.</pre>" in shown


@pytest.mark.parametrize("which", ["file", "browser", "merged"])
def test_what_is_chosen_is_published(folder: Folder, url: str, ines: Browser, which: str) -> None:
    own = text("Coming back, say both.", "Selling more, says the file.").replace("\n", "\r\n")
    reply = ines.post(url, {"digest": digest(ines, url), "which": which, "text": own})
    assert reply.location == "/author/crm/plan?said=settled", reply.text
    expected = {
        "file": ["Coming back, says the file.", "Selling more, says the file."],
        "browser": ["Coming back, says the browser.", "More of the same."],
        "merged": ["Coming back, say both.", "Selling more, says the file."],
    }
    assert backs(folder) == expected[which]
    assert "Nothing to take in" in ines.get("/author/crm/plan").text
    assert "No conflict" in ines.get(url).text


def test_a_choice_between_texts_that_changed_is_asked_again(
    folder: Folder, url: str, ines: Browser
) -> None:
    looked_at = digest(ines, url)
    folder.write("a.md", text("Coming back, says a newer file."))
    reply = ines.post(url, {"digest": looked_at, "which": "merged", "text": "my own words"})
    assert reply.status_code == 409
    assert "my own words" in reply.text
    assert "says a newer file" in reply.text
    assert backs(folder)[0] == "Coming back, says the browser."


def test_a_text_with_faults_is_not_published(folder: Folder, url: str, ines: Browser) -> None:
    broken = text("Coming back.") + "Q: And then?\n"
    reply = ines.post(url, {"digest": digest(ines, url), "which": "merged", "text": broken})
    assert reply.status_code == 422
    assert "line 7" in reply.text
    assert backs(folder)[0] == "Coming back, says the browser."


def test_nothing_chosen_is_an_error_at_its_field(url: str, ines: Browser) -> None:
    reply = ines.post(url, {"digest": digest(ines, url), "text": ""})
    assert reply.status_code == 422
    assert "Choose which text holds." in reply.text
