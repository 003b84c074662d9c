"""The decks as a folder: what goes out comes in as drafts, and nothing is overwritten."""

from __future__ import annotations

import io
import zipfile

from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from app.services.editing.archive import pack
from tests.services.decks.course import question
from tests.web.author.conftest import Folder
from tests.web.author.desk import begin
from tests.web.author.test_cards import PNG, send_picture
from tests.web.browser import Browser

URL = "/author/crm/folder"


def send(browser: Browser, *files: tuple[str, bytes]) -> TestResponse:
    return send_data(browser, pack(files))


def send_data(browser: Browser, data: bytes) -> TestResponse:
    return browser.post(URL, {"file": FileStorage(io.BytesIO(data), filename="decks.zip")})


def test_the_folder_holds_what_is_published_with_its_pictures(
    folder: Folder, ines: Browser
) -> None:
    desk = begin(ines)
    send_picture(ines, f"{desk.url}/pictures", {"alt": "a funnel"})
    text = question("What is this?", "A funnel. ![a funnel](img/funnel.png)")
    desk.open()
    desk.save(text)
    desk.publish()
    begin(ines, "Only a draft")
    reply = ines.get(f"{URL}.zip")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="crm-decks.zip"'
    with zipfile.ZipFile(io.BytesIO(reply.data)) as found:
        assert {name: found.read(name) for name in found.namelist()} == {
            "keeping-customers.md": text.encode(),
            "img/funnel.png": PNG,
        }
    again = send_data(ines, reply.data).text
    assert "1 deck is as it was" in again
    assert "1 picture is here" in again


def test_a_folder_becomes_drafts_that_are_published_one_by_one(
    folder: Folder, ines: Browser
) -> None:
    folder.write("a.md", question("What is loyalty?", "Coming back."))
    folder.apply()
    new = question("What is this?", "![a funnel](pics/f.png)").encode()
    reply = send(
        ines,
        ("a.md", question("What is loyalty?", "Staying.").encode()),
        ("notes/new.md", new),
        ("notes/pics/f.png", PNG),
        ("readme.txt", b"Words."),
    )
    assert "2 decks are drafts now" in reply.text
    assert "<code>readme.txt</code>: no deck and no picture" in reply.text
    assert set(folder.notes()) == {"What is loyalty?"}
    listed = ines.get("/author/crm/decks").text
    assert listed.count(">draft<") == 2
    assert "1 error" not in listed


def test_a_draft_that_is_there_is_not_overwritten(folder: Folder, ines: Browser) -> None:
    desk = begin(ines)
    desk.save(question("Mine?", "Yes."))
    reply = send(ines, ("keeping-customers.md", question("Theirs?", "Yes.").encode()))
    assert "is being written already" in reply.text
    assert "Mine?" in desk.open()


def test_files_that_will_not_do_are_told(folder: Folder, ines: Browser) -> None:
    reply = send(ines, ("a.md", b"\xff\xfe"), ("b.png", b"no picture"), ("../c.md", b"Words."))
    assert "a.md" in reply.text
    assert "is no PNG, JPEG, GIF, WebP or SVG" in reply.text
    assert "../c.md" in reply.text
    assert send_data(ines, b"no archive").status_code == 422
    assert ines.post(URL).status_code == 422
