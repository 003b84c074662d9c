"""The examiner's sheet: its verdicts are those that it explains, and its count is right."""

from __future__ import annotations

import re
from collections import Counter

from tests.content.reviews import SHEETS, Row, rows

SHEET = SHEETS / "examiner.md"
VERDICTS = {"ok", "wrong", "not in the source", "incomplete", "remark missing", "unfair key"}


def _read() -> list[Row]:
    found = rows(SHEET.read_text(encoding="utf-8"))
    return [row for listed in found.values() for row in listed]


def test_an_examiners_verdict_is_one_of_the_list_and_gives_its_reason_unless_it_is_ok() -> None:
    assert [
        (key, verdict)
        for key, verdict, reason in _read()
        if verdict not in VERDICTS or (verdict != "ok" and not reason)
    ] == []


def test_the_verdicts_are_counted_as_the_sheet_says() -> None:
    text = SHEET.read_text(encoding="utf-8")
    said = {verdict: int(count) for verdict, count in re.findall(r"\| ([a-z ]+) \| (\d+) \|", text)}
    counted = Counter(verdict for _, verdict, _ in _read())
    assert said == {**counted, "all": counted.total()}
