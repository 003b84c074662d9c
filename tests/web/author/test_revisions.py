"""An earlier revision of a deck: compared with the one of now, and brought back."""

from __future__ import annotations

import re

from tests.web.author.conftest import Folder, published
from tests.web.author.desk import Desk, text


def test_an_earlier_revision_is_compared_and_brought_back(folder: Folder, desk: Desk) -> None:
    ids = {front: note.id for front, note in folder.notes().items()}
    desk.save(text((1, "Something else altogether.")))
    desk.publish()
    shown = desk.browser.get(f"{desk.url}/revisions?number=1").text
    assert "<del>A: The answer number 1.\n</del>" in shown
    assert "<ins>A: Something else altogether.\n</ins>" in shown
    reply = desk.browser.post(f"{desk.url}/revisions", {"number": "1"})
    assert reply.location.endswith("said=restored")
    desk.publish()
    assert published(folder) == text()
    assert {front: note.id for front, note in folder.notes().items()} == ids
    found = re.findall(r'<li value="(\d+)">', desk.browser.get(f"{desk.url}/revisions").text)
    assert found == ["3", "2", "1"]


def test_bringing_a_revision_back_over_a_draft_asks_first(desk: Desk) -> None:
    desk.save(text((1, "Published.")))
    desk.publish()
    desk.open()
    desk.save(text((2, "In a draft.")))
    reply = desk.browser.post(f"{desk.url}/revisions", {"number": "1"})
    assert "said=draft-in-the-way" in reply.location
    assert "In a draft." in desk.open()
    desk.browser.post(f"{desk.url}/revisions", {"number": "1", "confirmed": "y"})
    assert "In a draft." not in desk.open()


def test_a_revision_that_is_not_there_is_not_found(desk: Desk) -> None:
    assert desk.browser.get(f"{desk.url}/revisions?number=99").status_code == 404
    assert desk.browser.post(f"{desk.url}/revisions", {"number": "99"}).status_code == 404
    assert "not-chosen" in desk.browser.post(f"{desk.url}/revisions", {"number": "x"}).location
