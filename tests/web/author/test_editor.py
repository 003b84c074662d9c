"""A deck is written, looked at and published without a script."""

from __future__ import annotations

from app.db import Access
from app.models import Deck, DeckDraft
from tests.services.decks.course import question
from tests.web.author.conftest import Folder
from tests.web.author.desk import Desk, begin
from tests.web.browser import Browser

HEAD = '---\ntitle: "Keeping customers"\n---\n'
TEXT = HEAD + question("What is loyalty?", "Coming back.")


def test_a_new_deck_is_written_and_published(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    assert HEAD in desk.open().replace("&#34;", '"')
    desk.save(TEXT)
    assert "never published" in ines.get("/author/crm/decks").text
    assert "What is loyalty?" in desk.plan().text
    assert desk.publish().location.endswith("?said=deck-published")
    assert set(folder.notes()) == {"What is loyalty?"}
    with folder.database.transaction(Access.READ) as session:
        deck = session.query(Deck).one()
        assert (deck.key, deck.title, deck.base_hash) == (
            "keeping-customers.md",
            "Keeping customers",
            "",
        )
        assert desk.url.endswith(str(deck.id))
        assert session.query(DeckDraft).count() == 0
    assert "Nothing to publish" in desk.plan().text


def test_the_preview_shows_the_cards_the_faults_at_their_line_and_suggestions(
    folder: Folder, ines: Browser
) -> None:
    desk = begin(ines)
    text = TEXT + "Q: And then?\n\n## Three things\n\n- one\n- two\n- three\n"
    shown = desk.send(text, "preview").text
    assert '<div class="live-front"><p>What is loyalty?</p></div>' in shown
    assert "1 error keeps this from being published" in shown
    assert 'data-line="7"' in shown
    assert "Make this edit" in shown
    desk.open()
    assert desk.save(text, "suggestion-0").location.endswith("said=changed")
    assert "&lt;!-- cards: list --&gt;\n\n- one" in desk.open()


def test_a_suggestion_that_is_gone_is_refused(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    assert desk.send(TEXT, "suggestion-0").status_code == 409


def test_the_layout_is_tidied(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    assert desk.save(HEAD + "##   Loyalty\n", "format").location.endswith("said=tidied")
    assert "\n## Loyalty\n" in desk.open()
    assert desk.save(HEAD + "## Loyalty\n", "format").location.endswith("said=as-was")


def test_a_text_with_errors_is_not_published(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    desk.save(TEXT + "Q: And then?\n")
    assert "These faults keep it from being published" in desk.plan().text
    assert desk.publish().status_code == 409
    assert folder.notes() == {}


def test_two_tabs_never_overwrite_each_other(folder: Folder, ines: Browser) -> None:
    one = begin(ines)
    two = Desk(ines, one.url, one.sequence)
    one.save(TEXT + "From the first tab.\n")
    reply = two.send(TEXT + "From the second tab.\n")
    assert reply.status_code == 409
    assert "From the second tab." in reply.text
    assert "first" in reply.text
    assert "From the first tab." in one.open()
    two.sequence = one.sequence  # as the page that came back has it
    two.save(TEXT + "From both tabs.\n")
    assert "From both tabs." in one.open()


def test_a_draft_thrown_away_leaves_what_is_published(folder: Folder, ines: Browser) -> None:
    folder.write("a.md", question("What is loyalty?", "Coming back."))
    folder.apply()
    with folder.database.transaction(Access.READ) as session:
        desk = Desk(ines, f"/author/crm/decks/{session.query(Deck).one().id}")
    desk.open()
    desk.save(question("What is loyalty?", "Staying."))
    assert "Staying." in desk.open()
    ines.post(f"{desk.url}/discard")
    assert "Coming back." in desk.open()
    assert desk.sequence == "0"


def test_a_deck_that_was_never_published_goes_with_its_draft(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    assert ines.post(f"{desk.url}/discard").location == "/author/crm/decks?said=discarded"
    assert ines.get(desk.url).status_code == 404


def test_titles_and_texts_that_will_not_do_are_refused(folder: Folder, ines: Browser) -> None:
    assert ines.post("/author/crm/decks", {"title": " "}).status_code == 422
    desk = begin(ines)
    reply = desk.send("x" * (513 * 1024))
    assert reply.status_code == 422
    assert "at most 512 kB" in reply.text
    assert ines.post(desk.url, {"text": "a", "sequence": "-1"}).status_code == 400


def test_the_draft_of_a_new_deck_is_its_authors_alone(
    folder: Folder, ines: Browser, otto: Browser
) -> None:
    desk = begin(ines)
    assert otto.get(desk.url).status_code == 403
    assert otto.get(desk.url.replace("crm", "art")).status_code == 404
