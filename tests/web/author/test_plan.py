"""The plan in the browser: looked at, asked about, confirmed, and published as it was shown."""

from __future__ import annotations

import re

from sqlalchemy import select

from app.db import Access, Database
from app.models import Deck, DeckMedia, IdentityAnswer, Offering
from tests.services.decks.course import question
from tests.web.author.conftest import Folder
from tests.web.browser import Browser
from tests.web.classes.course import actions

URL = "/author/crm/plan"
CHURN = question("Why do satisfied customers leave?", "Because someone else offers more.")
REWORDED = CHURN.replace("more", "less")  # the opposite: nothing but the author can tell
FILLER = "".join(
    question(f"What is the filler number {n}?", f"The answer number {n}.") for n in range(9)
)
PAIR = re.compile(r'name="(pair_[0-9a-f]+)"')
DIGEST = re.compile(r'name="digest"[^>]*value="([0-9a-f]+)"')


def digest(browser: Browser) -> str:
    found = DIGEST.search(browser.get(URL).text)
    assert found
    return found[1]


def pairs(browser: Browser) -> list[str]:
    return list(dict.fromkeys(PAIR.findall(browser.get(URL).text)))


def taken_in(folder: Folder, text: str = CHURN + FILLER) -> None:
    folder.write("a.md", text)
    folder.apply()


def test_a_course_that_no_command_gave_files_to_is_offered_none(
    folder: Folder, ines: Browser
) -> None:
    folder.write("a.md", CHURN)
    shown = ines.get(URL).text
    assert "No files belong to this course yet" in shown
    assert "flask deck apply crm" in shown
    assert "satisfied" not in shown
    assert ines.post(URL).status_code == 409
    assert folder.notes() == {}


def test_without_changes_there_is_nothing_to_take_in(folder: Folder, ines: Browser) -> None:
    taken_in(folder)
    assert "Nothing to take in" in ines.get(URL).text


def test_an_edit_is_shown_before_and_after_and_published(
    folder: Folder, ines: Browser, stored: Database, crm: Offering
) -> None:
    taken_in(folder)
    before = folder.notes()["Why do satisfied customers leave?"]
    folder.write("a.md", CHURN.replace("someone", "everybody") + FILLER)
    shown = ines.get(URL).text
    assert "<del>someone</del>" in shown
    assert "<ins>everybody</ins>" in shown
    reply = ines.post(URL, {"digest": digest(ines)})
    assert (reply.status_code, reply.location) == (303, f"{URL}?said=published")
    after = folder.notes()["Why do satisfied customers leave?"]
    assert (after.id, after.head) == (before.id, 2)
    assert "decks published" in actions(stored, crm)
    assert "Nothing to take in" in ines.get(URL).text


def test_a_plan_that_went_stale_is_shown_again_and_not_published(
    folder: Folder, ines: Browser
) -> None:
    taken_in(folder)
    folder.write("a.md", CHURN.replace("someone", "everybody") + FILLER)
    looked_at = digest(ines)
    folder.write("a.md", CHURN.replace("someone", "nobody") + FILLER)
    reply = ines.post(URL, {"digest": looked_at})
    assert reply.status_code == 409
    assert "changed since you looked" in reply.text
    assert "<ins>nobody</ins>" in reply.text
    assert folder.notes()["Why do satisfied customers leave?"].head == 1
    assert ines.post(URL).status_code == 409


def test_an_answer_is_remembered_and_the_command_asks_no_more(
    folder: Folder, ines: Browser
) -> None:
    taken_in(folder)
    before = folder.notes()["Why do satisfied customers leave?"]
    folder.write("a.md", FILLER + REWORDED)
    shown = ines.get(URL).text
    assert "Is it the same card?" in shown
    (pair,) = pairs(ines)
    reply = ines.post(f"{URL}/answers", {pair: "same"})
    assert reply.location == f"{URL}?said=answered"
    assert "Is it the same card?" not in ines.get(URL).text
    report = folder.apply()
    assert (report.summary["edited"], report.summary["ask"], report.resets) == (1, [], 0)
    assert folder.notes()["Why do satisfied customers leave?"].id == before.id


def test_an_answer_can_be_taken_back_until_it_is_published(folder: Folder, ines: Browser) -> None:
    taken_in(folder)
    folder.write("a.md", FILLER + REWORDED)
    ines.post(f"{URL}/answers", {pairs(ines)[0]: "different"})
    assert pairs(ines) == []
    assert ines.post(f"{URL}/forget").status_code == 303
    assert len(pairs(ines)) == 1


def test_an_answer_to_a_text_that_changed_meanwhile_is_not_kept(
    folder: Folder, ines: Browser, stored: Database
) -> None:
    taken_in(folder)
    folder.write("a.md", FILLER + REWORDED)
    (pair,) = pairs(ines)
    folder.write("a.md", FILLER + REWORDED.replace("leave?", "go?"))
    reply = ines.post(f"{URL}/answers", {pair: "same"})
    assert reply.status_code == 409
    assert ines.post(f"{URL}/answers", {pairs(ines)[0]: "perhaps"}).status_code == 409
    with stored.transaction(Access.READ) as session:
        assert session.query(IdentityAnswer).count() == 0


def test_the_guard_says_what_it_means_and_waits_for_a_yes(folder: Folder, ines: Browser) -> None:
    taken_in(folder)
    folder.write("a.md", question("What is loyalty?", "Coming back again and again."))
    shown = ines.get(URL).text
    assert "This would retire 10 of the 10 notes of a.md, 10 cards in all." in shown
    assert "Students no longer meet these cards" in shown
    looked_at = digest(ines)
    assert ines.post(URL, {"digest": looked_at}).status_code == 422
    assert len(folder.notes()) == 10
    assert ines.post(URL, {"digest": looked_at, "confirmed": "y"}).status_code == 303
    assert set(folder.notes()) == {"What is loyalty?"}


def test_a_fault_is_shown_at_its_line_and_nothing_can_be_published(
    folder: Folder, ines: Browser
) -> None:
    taken_in(folder)
    folder.write("a.md", CHURN + FILLER + "Q: And then?\n")
    shown = ines.get(URL).text
    assert "a.md:31:4" in shown
    assert str(folder.content) not in shown
    assert 'name="digest"' not in shown
    assert ines.post(URL, {"digest": "0"}).status_code == 409


def test_an_assistant_looks_and_cannot_publish(folder: Folder, tom: Browser) -> None:
    taken_in(folder)
    folder.write("a.md", FILLER + REWORDED)
    shown = tom.get(URL).text
    assert "someone else offers less" in re.sub("</?(ins|del)>", "", shown)
    assert "An instructor can publish this." in shown
    assert not PAIR.search(shown)
    assert not DIGEST.search(shown)
    assert tom.post(URL).status_code == 403


def test_text_of_a_deck_is_text_on_the_page(folder: Folder, ines: Browser) -> None:
    taken_in(folder)
    folder.write("a.md", CHURN + FILLER + question("<script>alert(1)</script> what?", "Nothing."))
    shown = ines.get(URL).text
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown


def test_how_many_have_learned_a_card_is_told_from_ten_people_on(
    folder: Folder, ines: Browser
) -> None:
    taken_in(folder)
    folder.write("a.md", CHURN.replace("someone", "everybody") + FILLER)
    assert "fewer than ten people have learned it" in ines.get(URL).text


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'


def test_what_the_browser_publishes_shows_its_pictures(
    folder: Folder, ines: Browser, stored: Database, crm: Offering
) -> None:
    taken_in(folder)
    folder.write("gap.svg", PICTURE)
    folder.write("a.md", CHURN + FILLER + "\nA picture: ![the gap](gap.svg)\n")
    reply = ines.post(URL, {"digest": digest(ines)})
    assert reply.status_code == 303
    with stored.transaction(Access.READ) as session:
        (deck,) = session.scalars(select(Deck).where(Deck.course_id == crm.course_id)).all()
        (shown,) = session.scalars(select(DeckMedia).where(DeckMedia.deck_id == deck.id)).all()
    page = ines.get(f"/courses/crm/decks/{deck.id}").text
    assert f'src="/media/{shown.digest}"' in page
    assert ines.get(f"/media/{shown.digest}").data.startswith(b"<svg")
