"""Two cards are found, looked at and merged; the page says what cannot be undone."""

from __future__ import annotations

import re
from uuid import uuid4

from app.db import Access, Database
from app.models import Note, Offering
from tests.services.decks.course import question
from tests.web.author.conftest import Folder
from tests.web.browser import Browser
from tests.web.classes.course import actions

URL = "/author/crm/merge"
CHURN = question("What is customer churn?", "Losing customers to competitors.")
DEFECTION = question("How is the defection of customers called?", "Customer churn.")
FILLER = "".join(
    question(f"What is the filler number {n}?", f"The answer number {n}.") for n in range(6)
)


def test_two_cards_are_searched_looked_at_and_merged(
    folder: Folder, ines: Browser, stored: Database, crm: Offering
) -> None:
    folder.write("a.md", CHURN + FILLER + DEFECTION)
    folder.apply()
    notes = folder.notes()
    kept, gone = notes["What is customer churn?"].id, notes[DEFECTION[3:44]].id
    found = ines.get(f"{URL}?q=CHURN").text
    assert re.findall(r'name="gone" id="gone-([0-9a-f-]+)"', found) == [str(kept), str(gone)]
    shown = ines.get(f"{URL}?kept={kept}&gone={gone}").text
    assert "This cannot be undone" in shown
    assert "is taken out of the published deck" in shown
    reply = ines.post(URL, {"kept": str(kept), "gone": str(gone)})
    assert reply.location == "/author/crm/plan?said=merged", reply.text
    with stored.transaction(Access.READ) as session:
        assert session.get_one(Note, gone).merged_into == kept
    assert DEFECTION[3:44] not in folder.notes()
    assert "cards merged" in actions(stored, crm)
    assert "Nothing to take in" in ines.get("/author/crm/plan").text
    assert "merged two cards into" in ines.get("/classes/crm").text


def test_what_cannot_be_merged_is_said(folder: Folder, ines: Browser) -> None:
    folder.write("a.md", CHURN + FILLER)
    folder.apply()
    one = folder.notes()["What is customer churn?"].id
    for kept, gone, why in (
        (one, one, "two different cards"),
        (one, uuid4(), "no such card"),
        ("x", one, "Choose one card that goes on"),
    ):
        assert why in ines.get(f"{URL}?kept={kept}&gone={gone}").text
        reply = ines.post(URL, {"kept": str(kept), "gone": str(gone)})
        assert reply.status_code == 422
        assert why in reply.text
    assert len(folder.notes()) == 7


def test_a_search_without_a_find_says_what_to_do(folder: Folder, ines: Browser) -> None:
    assert "No card has these words" in ines.get(f"{URL}?q=%25_nothing").text
