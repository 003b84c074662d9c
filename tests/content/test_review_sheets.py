"""Every card has been read: each reader's sheet has a row for it, with a verdict."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.content.reviews import SHEETS, card_keys, rows

STUDENT = SHEETS / "student.md"
# The second reader's sheet stands beside the first one's; whichever is there is checked.
FOUND = sorted(SHEETS.glob("*.md"))
VERDICTS = {
    "ok",
    "unclear",
    "two answers",
    "gives itself away",
    "too big",
    "wrong English",
    "cannot be answered from the note",
}


def test_the_keys_of_a_files_cards_are_all_different() -> None:
    twice = {
        (path, key): count
        for path, keys in card_keys().items()
        for key, count in Counter(keys).items()
        if count > 1
    }
    assert twice == {}


def test_the_students_sheet_is_there() -> None:
    assert STUDENT in FOUND


@pytest.mark.parametrize("sheet", FOUND, ids=lambda path: path.stem)
def test_every_card_has_one_row_and_every_row_a_card(sheet: Path) -> None:
    read = rows(sheet.read_text(encoding="utf-8"))
    there = {(path, key) for path, keys in card_keys().items() for key in keys}
    listed = Counter((path, row[0]) for path, found in read.items() for row in found)
    assert sorted(there - set(listed)) == [], "cards without a row: read them, and add it"
    assert sorted(set(listed) - there) == [], "rows without a card: it was removed or renamed"
    assert [key for key, count in listed.items() if count > 1] == []


def test_a_students_verdict_is_one_of_the_list_and_gives_its_reason_unless_it_is_ok() -> None:
    read = rows(STUDENT.read_text(encoding="utf-8"))
    odd = [
        (path, key, verdict)
        for path, found in read.items()
        for key, verdict, reason in found
        if verdict not in VERDICTS or (verdict != "ok" and not reason)
    ]
    assert odd == []
