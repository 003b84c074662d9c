"""Private cards are written by a form or as Markdown, and keep their identity over edits."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import Card, CardRevision, Deck, ExamDate, Note, NoteRevision, Offering
from app.services.private.cards import MOST_CARDS
from tests.web.browser import Browser

CHURN = {"front": "Churn", "back": "The share of customers who leave."}


def written(stored: Database) -> dict[str, Card]:
    """Return the live private cards by their fronts."""
    with stored.transaction(Access.READ) as session:
        found = session.execute(
            select(Card, CardRevision.front)
            .join(CardRevision, CardRevision.card_id == Card.id)
            .join(Note, Note.id == Card.note_id)
            .join(Deck, Deck.id == Note.deck_id)
            .where(
                Deck.owner_id.is_not(None),
                Card.retired_at.is_(None),
                CardRevision.number == Card.head,
            )
        )
        return {front: card for card, front in found}


def head(browser: Browser, path: str) -> str:
    found = re.search(r'name="head"[^>]*value="(\d*)"', browser.get(path).text)
    assert found, "the form names no revision"
    return found[1]


def save(browser: Browser, text: str, **fields: str) -> str:
    """Send the whole text, and return the page that follows."""
    path = "/my-cards/crm/text"
    reply = browser.post(path, {"text": text, "head": head(browser, path)} | fields)
    return browser.get(reply.location).text if reply.status_code == 303 else reply.text


def test_before_the_first_card_the_page_says_what_to_do(ann: Browser) -> None:
    page = ann.get("/my-cards/crm").text
    assert "No cards of your own yet" in page
    assert "/my-cards/crm/new/term" in page


def test_every_form_makes_a_card_of_its_kind(ann: Browser, stored: Database) -> None:
    forms = {
        "term": CHURN,
        "question": {"front": "What is a lead?", "back": "Who may become a customer."},
        "cloze": {"front": "A loyal customer buys again.", "lines": "again"},
        "list": {"front": "Steps of a sale", "lines": "prospecting\nclosing"},
    }
    for kind, fields in forms.items():
        reply = ann.post(f"/my-cards/crm/new/{kind}", fields)
        assert reply.status_code == 303, reply.text
        assert reply.location == f"/my-cards/crm/new/{kind}?said=added"
    with stored.transaction(Access.READ) as session:
        kinds = session.scalars(select(Note.kind).order_by(Note.position))
        assert list(kinds) == ["term", "question", "cloze", "list"]
    page = ann.get("/my-cards/crm").text
    assert "4 notes of yours" in page
    assert "Churn" in page


def test_a_card_that_lacks_its_answer_is_refused_and_kept_in_the_form(ann: Browser) -> None:
    reply = ann.post("/my-cards/crm/new/term", {"front": "Churn", "back": ""})
    assert reply.status_code == 422
    assert "The definition" in reply.text
    assert "Churn</textarea>" in reply.text


def test_markup_in_a_card_is_shown_as_it_was_typed(ann: Browser) -> None:
    ann.post("/my-cards/crm/new/term", {"front": "<script>alert(1)</script>", "back": "Bad."})
    page = ann.get("/my-cards/crm").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_an_edited_card_keeps_its_identity(ann: Browser, stored: Database) -> None:
    ann.post("/my-cards/crm/new/term", CHURN)
    before = written(stored)
    note = before["Churn"].note_id
    path = f"/my-cards/crm/cards/{note}"
    reply = ann.post(
        path,
        {"text": "Churn\n:   The share of customers who leave in a year.", "head": head(ann, path)},
    )
    assert reply.location == "/my-cards/crm?said=saved", reply.text
    after = written(stored)
    assert after["Churn"].id == before["Churn"].id
    assert after["Churn"].head == before["Churn"].head + 1


def test_a_deleted_card_is_gone_and_the_others_stay(ann: Browser, stored: Database) -> None:
    ann.post("/my-cards/crm/new/term", CHURN)
    ann.post("/my-cards/crm/new/question", {"front": "What is a lead?", "back": "A chance."})
    note = written(stored)["Churn"].note_id
    path = f"/my-cards/crm/cards/{note}"
    ann.post(path, {"text": "", "head": head(ann, path), "do": "delete"})
    assert list(written(stored)) == ["What is a lead?"]
    assert ann.get(path).status_code == 404


def test_the_last_card_can_be_deleted_and_another_written(ann: Browser, stored: Database) -> None:
    ann.post("/my-cards/crm/new/term", CHURN)
    path = f"/my-cards/crm/cards/{written(stored)['Churn'].note_id}"
    ann.post(path, {"text": "", "head": head(ann, path), "do": "delete"})
    assert written(stored) == {}
    assert "No cards of your own yet" in ann.get("/my-cards/crm").text
    assert ann.post("/my-cards/crm/new/term", CHURN).status_code == 303
    assert "Churn" in written(stored)


def test_faults_are_named_with_their_lines_and_nothing_is_saved(
    ann: Browser, stored: Database
) -> None:
    page = save(ann, "Q: What is a lead?\nA: ![a chart](chart.png)\n")
    assert "cannot be read as cards" in page
    assert "Line 2" in page
    assert written(stored) == {}


def test_another_tab_is_never_overwritten(ann: Browser, stored: Database) -> None:
    ann.post("/my-cards/crm/new/term", CHURN)
    reply = ann.post("/my-cards/crm/text", {"text": "Other\n: Text.", "head": "0"})
    assert reply.status_code == 409
    assert "Other" in reply.text
    assert "Churn" in written(stored)


def test_too_many_cards_are_refused(ann: Browser, stored: Database) -> None:
    terms = MOST_CARDS // 2 + 1  # each is asked both ways
    text = "\n\n".join(f"Word {n}\n:   It means {n}." for n in range(terms))
    assert "you may have 2000 of your own" in save(ann, text)
    assert written(stored) == {}


def test_taking_many_cards_out_asks_first(ann: Browser, stored: Database) -> None:
    text = "\n\n".join(f"Q: What is word {n}?\nA: The answer {n}." for n in range(30))
    save(ann, text)
    assert "This would delete many" in save(ann, "Q: What is word 1?\nA: The answer 1.\n")
    assert len(written(stored)) == 30
    save(ann, "Q: What is word 1?\nA: The answer 1.\n", confirmed="y")
    assert len(written(stored)) == 1


def test_an_address_of_the_deck_leads_to_the_private_cards(ann: Browser, stored: Database) -> None:
    ann.post("/my-cards/crm/new/term", CHURN)
    with stored.transaction(Access.READ) as session:
        deck: UUID | None = session.scalar(select(Deck.id).where(Deck.owner_id.is_not(None)))
    reply = ann.get(f"/courses/crm/decks/{deck}")
    assert (reply.status_code, reply.location) == (303, "/my-cards/crm")


def test_a_card_that_comes_after_a_list_is_no_part_of_it(ann: Browser, stored: Database) -> None:
    ann.post("/my-cards/crm/new/list", {"front": "Steps of a sale", "lines": "one\ntwo"})
    ann.post("/my-cards/crm/new/term", CHURN)
    with stored.transaction(Access.READ) as session:
        contexts = session.scalars(
            select(NoteRevision.context)
            .join(Note, Note.id == NoteRevision.note_id)
            .join(Deck, Deck.id == Note.deck_id)
            .where(Deck.owner_id.is_not(None), Note.kind == "term")
        ).all()
    assert contexts == [[]]


def test_who_writes_a_card_twice_is_told_in_words_of_the_form(ann: Browser) -> None:
    ann.post("/my-cards/crm/new/term", CHURN)
    page = ann.post("/my-cards/crm/new/term", CHURN | {"back": "Something else."})
    assert page.status_code == 422
    assert "A card of yours asks this already, with another answer." in page.text
    assert "Line " not in page.text
    assert "Something else." in page.text


def test_before_an_exam_a_new_card_is_said_to_rest_unless_own_cards_are_mixed_in(
    ann: Browser, crm: Offering, stored: Database
) -> None:
    def added(number: int) -> str:
        card = {"front": f"Question {number}?", "back": "An answer."}
        return ann.get(ann.post("/my-cards/crm/new/question", card).location).text

    assert "comes up with your next new cards" in added(1)
    with stored.transaction() as session:
        at = utc_now() + timedelta(days=20)
        session.add(ExamDate(id=uuid4(), offering_id=crm.id, title="Final", at=at))
    assert "It rests while you study for the exam" in added(2)
    ann.post("/my-cards/crm/exams", {"wanted": "y"})
    assert "comes up with your next new cards" in added(3)
