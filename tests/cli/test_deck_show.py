"""``flask deck show`` prints every card as JSON, without a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from app.cli.deck import deck

NOTES = """---
title: Selling more
deck: selling
tags: [crm]
---
# Selling

Up selling {#up accept="upselling" hint="dearer"}
:   Moving a **buyer** to a dearer version.

> **Remark:** the lecture says *otherwise*.

## The parts
<!-- cards: list -->
- ask {accept="question"}
- listen

## Sides
<!-- cards: contrast -->
| Do | Avoid |
|---|---|
| call | hide |
"""


def show(*arguments: str | Path) -> Result:
    return CliRunner().invoke(deck, ["show", *map(str, arguments)])


def rows_of(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    (tmp_path / "notes.md").write_text(text)
    result = show(tmp_path, "--format", "json")
    assert result.exit_code == 0
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def test_a_card_has_the_promised_keys(tmp_path: Path) -> None:
    first = rows_of(tmp_path, NOTES)[0]
    promised = (
        "deck note kind facet front back front_text back_text items ordered accept note_text "
        "context tags path line id"
    )
    assert set(promised.split()) <= set(first)
    assert first["deck"] == "selling"
    assert first["note"] == first["id"] == "up"
    assert (first["kind"], first["facet"], first["line"]) == ("term", "forward", 8)
    assert first["back"] == "<p>Moving a <strong>buyer</strong> to a dearer version.</p>"
    assert first["back_text"] == "Moving a buyer to a dearer version."
    assert first["note_text"] == "the lecture says otherwise."
    assert (first["context"], first["tags"]) == (["Selling"], ["crm"])
    assert first["path"] == f"{tmp_path}/notes.md"


def test_entries_have_their_wordings_and_sides(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, NOTES)
    assert rows[2]["items"] == [
        {"id": "ask", "text": "ask", "accept": ["question"]},
        {"id": "listen", "text": "listen"},
    ]
    assert rows[3]["items"][0] == {"id": "call", "text": "call", "side": "Do"}


def test_a_note_without_an_id_is_known_by_its_content(tmp_path: Path) -> None:
    text = "Q: Who?\nA: We.\n"
    (row,) = rows_of(tmp_path, text)
    (moved,) = rows_of(tmp_path, f"Prose.\n\n{text}")
    (edited,) = rows_of(tmp_path, "Q: Who?\nA: They.\n")
    assert row["id"] is None
    assert row["note"] == moved["note"] != edited["note"]
    assert row["deck"] == "notes"


def test_errors_go_to_stderr_beside_the_cards(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Q: Who?\nA: We.\n\nQ: What?\n")
    result = show(tmp_path)
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 1
    assert "notes.md:4:4: question-without-answer" in result.stderr
    assert result.stderr.endswith("1 card in 1 file, 1 error, 0 warnings\n")


def test_no_cards_are_an_empty_list(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "Prose.\n") == []


QUESTIONS = """Q: Which? {points=2}
- [x] this
    - Because.
- [ ] that {pin}

Q: How much?
A= 45.5 % ± 1

Q: It is so.
A: false

Q: Match.

| A | B |
|---|---|
| a | x |
| b | y |

Q: Secret? {use=exam}
A: Secret.
"""


def test_questions_have_what_their_types_need(tmp_path: Path) -> None:
    choice, number, truth, matching = rows_of(tmp_path, QUESTIONS)
    assert (choice["kind"], choice["points"], choice["back_text"]) == (
        "choice",
        2.0,
        "this\nBecause.",
    )
    assert choice["items"] == [
        {"id": "this", "text": "this", "right": True, "feedback": "Because."},
        {"id": "that", "text": "that", "right": False, "pinned": True},
    ]
    assert number["number"] == {"value": 45.5, "tolerance": 1.0, "unit": "%"}
    assert (truth["kind"], truth["truth"], truth["back_text"]) == ("true_false", False, "False")
    assert (matching["choices"], matching["items"][1]["side"]) == (["x", "y"], "y")


def test_what_is_kept_for_an_exam_is_only_counted(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(QUESTIONS)
    result = show(tmp_path)
    assert "Secret" not in result.output
    assert "1 kept for exams (use=exam), which make no card\n" in result.stderr
