"""What Anki itself makes of our packages: it imports, renders, updates and keeps progress."""

from __future__ import annotations

import json
import re
import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from app.decks.rendering import plain_text
from app.exports.decks import FORMATS, registry
from tests.exports.decks.collections import PNG, collection_of, with_anki

DECK = """\
---
title: "Keeping:: customers"
deck: keeping
context: 1
tags: [crm, two words]
---
# Keeping customers

## Words

Churn {#churn}
:   Losing a *customer* & their money, 100% {of it}.

> **Remark:** about losing.

Loyalty {#loyalty}
:   Coming back, as the formula $\\frac{a_{1}}{b}$ says.

## Gaps

Quality is shaped by ==reliability: the first^what comes first^== and ==tangibles==. {#gaps}

## The three steps
<!-- cards: steps #steps -->

1. Listen
2. Solve
3. Thank

## Kinds of loss
<!-- cards: list #kinds -->

- voluntary
- forced

## Two sides
<!-- cards: contrast #sides -->

| Goods | Services |
|---|---|
| stored | perishable |
| seen | intangible |

## Questions

Q: Which one is lost? ![A map](map.png) {#choice hint="It leaves."}
- [x] the customer who leaves
- [ ] the customer who stays

Q: Is churn good? {#truth}
A: false

Q: Kept for the exam: secret question? {#secret use=exam}
A: secret answer
"""

GENERAL = ("new", "updated", "duplicate", "conflicting", "missing_notetype")


def written(text: str = DECK, changed: int = 1_700_000_000) -> bytes:
    return registry.write(FORMATS["apkg"], collection_of(text, changed)).data


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Anki has after importing the deck once."""
    folder = tmp_path_factory.mktemp("anki")
    (folder / "a.apkg").write_bytes(written())
    steps = [["import", str(folder / "a.apkg")], ["check"], ["render"], ["notes"]]
    log, check, cards, notes = with_anki(folder, *steps)
    return {"log": log, "check": check, "cards": cards, "notes": notes}


def of_type(anki: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [card for card in anki["cards"] if card["type"] == name]


def shown(html: str) -> str:
    return plain_text(re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL))


def test_every_card_of_the_deck_is_there_once(anki: dict[str, Any]) -> None:
    expected = sum(len(note.cards) for _, note in collection_of(DECK).notes())
    assert len(anki["cards"]) == expected
    assert anki["log"]["new"] == len(anki["notes"])
    assert {name: anki["log"][name] for name in GENERAL[1:]} == dict.fromkeys(GENERAL[1:], 0)


def test_ankis_own_check_finds_nothing_wrong_or_missing(anki: dict[str, Any]) -> None:
    assert anki["check"]["sound"]
    assert anki["check"]["missing"] == []
    assert anki["check"]["unused"] == []


def test_the_deck_lies_under_the_course_and_its_colon_makes_no_level(anki: dict[str, Any]) -> None:
    assert {card["deck"] for card in anki["cards"]} == {"Course::Keeping: customers"}


def test_a_term_is_one_note_with_a_card_in_each_direction(anki: dict[str, Any]) -> None:
    guid = next(n["guid"] for n in anki["notes"] if n["fields"].get("Front", "").find("Churn") >= 0)
    forward, reverse = (card for card in anki["cards"] if card["guid"] == guid)
    assert (forward["ord"], reverse["ord"]) == (0, 1)
    assert "Churn" in shown(forward["question"])
    assert "Losing a customer & their money, 100% {of it}." in shown(forward["answer"])
    assert "Losing a customer" in shown(reverse["question"])
    assert "Churn" not in shown(reverse["question"])
    assert "Churn" in shown(reverse["answer"])
    assert "about losing." in shown(forward["answer"])
    assert "about losing" not in shown(forward["question"])


def test_clozes_are_of_ankis_cloze_type_with_their_hints(anki: dict[str, Any]) -> None:
    cards = of_type(anki, "Retain cloze")
    assert [card["ord"] for card in cards] == [0, 1]
    assert all(card["is_cloze"] for card in cards)
    assert shown(cards[0]["question"]).endswith("by [what comes first] and tangibles.")
    assert shown(cards[0]["answer"]).endswith("by reliability: the first and tangibles.")
    assert shown(cards[1]["question"]).endswith("by reliability: the first and [...].")


def test_lists_have_a_type_of_their_own_that_shows_their_entries_one_by_one(
    anki: dict[str, Any],
) -> None:
    cards = of_type(anki, "Retain list")
    steps = next(card for card in cards if "Listen" in card["answer"])
    assert "<ol><li>Listen</li><li>Solve</li><li>Thank</li></ol>" in steps["answer"]
    assert "<button" in steps["question"]
    assert "<button" not in steps["answer"]
    kinds = next(card for card in cards if "forced" in card["answer"])
    assert "<ul><li>voluntary</li><li>forced</li></ul>" in kinds["answer"]


def test_what_follows_a_step_is_a_card_of_its_own(anki: dict[str, Any]) -> None:
    card = next(c for c in anki["cards"] if "What follows “Listen”" in c["question"])
    assert shown(card["answer"]).endswith("Solve")


def test_entries_to_sort_stand_on_the_front_in_no_order_of_their_sides(
    anki: dict[str, Any],
) -> None:
    card = next(c for c in anki["cards"] if "Where does each entry belong" in c["question"])
    assert shown(card["question"]).splitlines()[-4:] == [
        "intangible", "perishable", "seen", "stored",
    ]  # fmt: skip


def test_a_question_has_its_options_on_the_front_and_its_hint_to_open(anki: dict[str, Any]) -> None:
    card = next(c for c in anki["cards"] if "Which one is lost?" in c["question"])
    assert "the customer who stays" in shown(card["question"])
    assert "the customer who stays" not in shown(card["answer"].split('<hr id="answer">')[1])
    assert "It leaves." in card["question"]


def test_pictures_lie_in_the_media_folder_under_the_name_that_the_card_has(
    anki: dict[str, Any],
) -> None:
    card = next(c for c in anki["cards"] if "Which one is lost?" in c["question"])
    (name,) = re.findall(r'<img alt="A map" src="([^"]+)"', card["question"])
    assert anki["check"]["files"] == {name: len(PNG)}


def test_formulas_are_for_ankis_mathjax(anki: dict[str, Any]) -> None:
    card = next(c for c in anki["cards"] if "as the formula" in c["answer"])
    assert r"\(\frac{a_{1}}{b}\)" in card["answer"]
    assert "<math" not in card["answer"]


def test_tags_and_the_headings_above_go_along(anki: dict[str, Any]) -> None:
    note = next(n for n in anki["notes"] if "Churn" in n["fields"].get("Front", ""))
    assert sorted(note["tags"]) == ["crm", "two_words"]
    assert note["fields"]["Context"] == "Words"


def test_what_is_kept_for_an_exam_is_nowhere_in_the_file(anki: dict[str, Any]) -> None:
    assert "secret" not in json.dumps(anki["cards"]) + json.dumps(anki["notes"])
    with ZipFile(BytesIO(written())) as archive:
        assert all(b"secret" not in archive.read(name) for name in archive.namelist())


TEN = "".join(
    f"Term {n} {{#term-{n}}}\n:   The meaning of number {n} is this.\n\n" for n in range(12)
)


def test_an_edit_of_ten_cards_updates_ten_notes_and_keeps_their_progress(tmp_path: Path) -> None:
    text = DECK.replace("## Gaps", f"{TEN}## Gaps")
    edited = re.sub(r"number (\d) is this", r"number \1 is now that", text)
    (tmp_path / "a.apkg").write_bytes(written(text))
    (tmp_path / "b.apkg").write_bytes(written(edited, 1_700_086_400))
    first, studied, before, second, after, again = with_anki(
        tmp_path,
        ["import", str(tmp_path / "a.apkg")],
        ["study", 30],
        ["render"],
        ["import", str(tmp_path / "b.apkg")],
        ["render"],
        ["import", str(tmp_path / "b.apkg")],
    )
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert first["new"] > 20
    assert studied == len(before) == len(after)
    assert (second["new"], second["conflicting"]) == (0, 0)
    assert len({card["guid"] for card in changed}) == 10
    assert all("now that" in f"{c['question']}{c['answer']}" for c in after if c["guid"] in
               {card["guid"] for card in changed})  # fmt: skip
    assert [card["interval"] for card in after] == [30] * len(after)
    assert not any(card["is_new"] for card in after)
    assert (again["new"], again["updated"]) == (0, 0)


def test_a_term_that_is_asked_the_other_way_round_too_stays_the_note_that_it_was(
    tmp_path: Path,
) -> None:
    one = "---\ndeck: d\n---\nQ: What is churn? {#churn}\nA: Losing customers.\n"
    both = "---\ndeck: d\n---\nChurn {#churn}\n:   Losing customers.\n"
    (tmp_path / "a.apkg").write_bytes(written(one))
    (tmp_path / "b.apkg").write_bytes(written(both, 1_700_086_400))
    steps: list[list[object]] = [
        ["import", str(tmp_path / "a.apkg")],
        ["study", 9],
        ["import", str(tmp_path / "b.apkg")],
    ]
    _, _, second, cards = with_anki(tmp_path, *steps, ["render"])
    assert (second["new"], second["updated"]) == (0, 1)
    assert [(card["ord"], card["interval"]) for card in cards] == [(0, 9), (1, 0)]


def test_the_same_collection_gives_the_same_bytes() -> None:
    assert written() == written()


def test_the_collection_is_in_the_schema_that_every_version_reads(tmp_path: Path) -> None:
    with ZipFile(BytesIO(written())) as archive:
        assert archive.namelist() == ["collection.anki2", "media", "0"]
        (tmp_path / "c.anki2").write_bytes(archive.read("collection.anki2"))
        assert archive.read("0") == PNG
    made = sqlite3.connect(tmp_path / "c.anki2")
    assert made.execute("select ver from col").fetchall() == [(11,)]
    assert made.execute("pragma integrity_check").fetchall() == [("ok",)]
    made.close()


def test_a_note_without_an_id_is_said_to_come_anew_when_edited() -> None:
    lost = registry.losses(FORMATS["apkg"], collection_of("Q: What?\nA: That.\n"))
    assert any("give it {#an-id}" in loss.what for loss in lost)
    lost = registry.losses(FORMATS["apkg"], collection_of("Q: What? {#what}\nA: That.\n"))
    assert not any("give it {#an-id}" in loss.what for loss in lost)


def test_a_deck_with_nothing_but_exam_questions_makes_no_file() -> None:
    text = "Q: Secret? {#s use=exam}\nA: Yes, it is.\n"
    with pytest.raises(ValueError, match="There is no card to export"):
        registry.write(FORMATS["apkg"], collection_of(text))
