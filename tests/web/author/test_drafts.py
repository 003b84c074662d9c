"""One store: drafts, files and other authors; each case is merged or shown, and nothing lost."""

from __future__ import annotations

import html

import pytest
from sqlalchemy import select

from app.db import Access
from app.models import DeckRevision, Offering, Role
from tests.services.decks.course import question
from tests.web.author.conftest import Folder, published
from tests.web.author.desk import HIDDEN, NUMBERS, Desk, begin, text
from tests.web.author.test_cards import send_picture
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.conftest import LogIn


@pytest.fixture
def theirs(folder: Folder, crm: Offering, desk: Desk, logged_in: LogIn) -> Desk:
    """The same deck in the editor of another instructor."""
    add_person(folder.database, crm, "paul", Role.INSTRUCTOR)
    other = Desk(logged_in("paul"), desk.url)
    other.open()
    return other


def texts(folder: Folder) -> set[str]:
    with folder.database.transaction(Access.READ) as session:
        return set(session.scalars(select(DeckRevision.markdown)))


def settle(desk: Desk, own: str | None = None) -> None:
    """Go on from the merged text, or from *own*."""
    shown = desk.plan().text
    hidden = dict(HIDDEN.findall(shown))
    area = shown.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0]
    merged = html.unescape(area) if own is None else own
    reply = desk.browser.post(
        f"{desk.url}/merge",
        {"text": merged, "sequence": hidden["sequence"], "head": hidden["head"]},
    )
    assert reply.location.endswith("said=rebased"), reply.text


def test_the_file_says_nothing_new_and_the_browser_moves_on(folder: Folder, desk: Desk) -> None:
    desk.save(text((1, "From the browser.")))
    desk.publish()
    assert published(folder) == text((1, "From the browser."))
    assert folder.apply().status.value == "nothing to do"
    assert published(folder) == text((1, "From the browser."))


def test_the_file_moves_on_under_a_draft_and_both_are_merged(folder: Folder, desk: Desk) -> None:
    desk.save(text((1, "From the browser.")))
    folder.write("a.md", text((6, "From the file.")))
    folder.apply()
    assert "Somebody has published another text" in desk.open()
    assert "nothing of either is lost" in desk.plan().text
    settle(desk)
    assert desk.publish().location.endswith("said=deck-published")
    assert published(folder) == text((1, "From the browser."), (6, "From the file."))


def test_the_file_changes_the_same_lines_as_a_draft_and_both_are_shown(
    folder: Folder, desk: Desk
) -> None:
    desk.save(text((1, "From the browser.")))
    folder.write("a.md", text((1, "From the file.")))
    folder.apply()
    shown = desk.plan().text
    assert "A: From the file.</pre>" in shown
    assert "A: From the browser.</pre>" in shown
    assert desk.publish().status_code == 409
    assert published(folder) == text((1, "From the file."))
    settle(desk, text((1, "From both.")))
    desk.publish()
    assert published(folder) == text((1, "From both."))
    assert text((1, "From the file.")) in texts(folder)


def test_a_published_edit_and_a_changed_file_are_merged_when_the_file_is_taken_in(
    folder: Folder, desk: Desk
) -> None:
    desk.save(text((1, "From the browser.")))
    desk.publish()
    folder.write("a.md", text((6, "From the file.")))
    assert folder.apply().merged == ("a.md",)
    assert published(folder) == text((1, "From the browser."), (6, "From the file."))
    assert "From the file." in desk.open()


def test_a_published_edit_and_a_file_that_changed_the_same_lines_are_a_conflict(
    folder: Folder, desk: Desk
) -> None:
    desk.save(text((1, "From the browser.")))
    desk.publish()
    folder.write("a.md", text((1, "From the file.")))
    assert folder.apply().status.value == "conflict"
    assert published(folder) == text((1, "From the browser."))
    conflict = desk.url.replace("/decks/", "/conflicts/")
    shown = desk.browser.get(conflict).text
    assert "From the file." in shown
    assert "From the browser." in shown


def test_another_author_publishes_first_and_both_are_merged(
    folder: Folder, desk: Desk, theirs: Desk
) -> None:
    desk.save(text((1, "From Ines.")))
    theirs.save(text((6, "From Paul.")))
    assert "From Ines." not in theirs.open()
    theirs.publish()
    assert desk.publish().status_code == 409
    settle(desk)
    desk.publish()
    assert published(folder) == text((1, "From Ines."), (6, "From Paul."))


def test_another_author_changes_the_same_lines_first_and_both_are_shown(
    folder: Folder, desk: Desk, theirs: Desk
) -> None:
    desk.save(text((1, "From Ines.")))
    theirs.save(text((1, "From Paul.")))
    theirs.publish()
    shown = desk.plan().text
    assert "A: From Paul.</pre>" in shown
    assert "A: From Ines.</pre>" in shown
    settle(desk, text((1, "From Ines and Paul.")))
    desk.publish()
    assert published(folder) == text((1, "From Ines and Paul."))


def test_publishing_while_another_publishes_loses_neither(
    folder: Folder, desk: Desk, theirs: Desk
) -> None:
    desk.save(text((1, "From Ines.")))
    looked_at = dict(HIDDEN.findall(desk.plan().text))
    theirs.save(text((6, "From Paul.")))
    theirs.publish()
    reply = desk.browser.post(f"{desk.url}/plan", looked_at)
    assert reply.status_code == 409
    assert published(folder) == text((6, "From Paul."))
    assert "From Ines." in desk.open()


def test_a_draft_saved_after_its_plan_was_looked_at_is_looked_at_again(
    folder: Folder, desk: Desk
) -> None:
    desk.save(text((1, "First.")))
    looked_at = dict(HIDDEN.findall(desk.plan().text))
    desk.save(text((1, "Second.")))
    assert desk.browser.post(f"{desk.url}/plan", looked_at).status_code == 409
    assert published(folder) == text()


def test_a_new_deck_is_no_file_that_vanished(folder: Folder, desk: Desk) -> None:
    new = begin(desk.browser, "Only in the browser")
    new.save(question("Is there a file?", "No."))
    new.publish()
    report = folder.apply()
    assert (report.status.value, report.summary["retired"]) == ("nothing to do", 0)
    folder.write("b.md", question("Is this a file?", "Yes."))
    assert folder.apply().summary["retired"] == 0
    assert "Is there a file?" in folder.notes()


def test_a_file_that_comes_to_lie_where_a_browsers_deck_is_is_a_conflict_to_be_settled(
    folder: Folder, ines: Browser
) -> None:
    folder.write("b.md", question("Is this a file?", "Yes."))
    folder.apply()
    new = begin(ines, "Shared")
    new.save(question("Is there a file?", "No."))
    new.publish()
    folder.write("shared.md", question("Is there a file?", "Yes, there is."))
    assert folder.apply().status.value == "conflict"
    conflict = new.url.replace("/decks/", "/conflicts/")
    shown = ines.get(conflict).text
    assert "Yes, there is." in shown
    fields = dict(HIDDEN.findall(shown)) | {"which": "file", "text": ""}
    assert ines.post(conflict, fields).location.endswith("said=settled")
    assert published(folder, "shared.md") == question("Is there a file?", "Yes, there is.")
    assert folder.apply().status.value == "nothing to do"


def test_a_picture_of_the_browser_outlives_what_the_file_does(folder: Folder, desk: Desk) -> None:
    send_picture(desk.browser, f"{desk.url}/pictures", {"alt": "a funnel"})
    desk.open()
    shown = "It is this. ![a funnel](img/funnel.png)"
    desk.save(text((1, shown)))
    desk.publish()
    folder.write("a.md", text((6, "From the file.")))
    assert folder.apply().merged == ("a.md",)
    assert published(folder) == text((1, shown), (6, "From the file."))
    assert 'src="/media/' in desk.browser.get(desk.url.replace("author", "courses")).text
    assert folder.apply().status.value == "nothing to do"


@pytest.fixture
def vanished(folder: Folder, desk: Desk) -> str:
    """The page about a deck that the browser edited and whose file is gone."""
    folder.write("b.md", question("Is this a file?", "Yes."))
    folder.apply()
    desk.save(text((1, "From the browser.")))
    desk.publish()
    (folder.content / "a.md").unlink()
    assert folder.apply().status.value == "conflict"
    return desk.url.replace("/decks/", "/conflicts/")


def test_a_deck_whose_file_is_gone_can_stay_with_the_browser(
    folder: Folder, desk: Desk, vanished: str
) -> None:
    assert f'<a href="{vanished}">' in desk.browser.get("/author/crm/plan").text
    assert "Its file is gone" in desk.browser.get(vanished).text
    reply = desk.browser.post(f"{vanished}/gone", {"do": "keep"})
    assert reply.location.endswith("said=deck-kept")
    assert folder.apply().status.value == "nothing to do"
    assert published(folder) == text((1, "From the browser."))
    assert desk.browser.post(f"{vanished}/gone", {"do": "keep"}).location.endswith("no-conflict")


def test_a_deck_whose_file_is_gone_can_be_retired_with_its_history(
    folder: Folder, desk: Desk, vanished: str
) -> None:
    reply = desk.browser.post(f"{vanished}/gone", {"do": "retire"})
    assert reply.location.endswith("said=deck-retired")
    assert set(folder.notes()) == {"Is this a file?"}
    assert len(folder.notes(retired=True)) == len(NUMBERS)
    assert folder.apply().status.value == "nothing to do"
    folder.write("a.md", text())
    assert folder.apply().summary["revived"] == len(NUMBERS)


def test_a_deck_whose_file_is_gone_is_left_as_it_is_without_a_choice(
    desk: Desk, vanished: str
) -> None:
    assert desk.browser.post(f"{vanished}/gone", {"do": "something"}).status_code == 400
