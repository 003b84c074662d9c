"""``flask deck export``: from files and from a course, into tools that others read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.cli.course import Site
from tests.exports.decks.collections import PNG, with_anki

DECK = """\
---
title: Words
deck: words
---
Churn
:   Losing a customer for good.

Quality is shaped by ==reliability== and by ==tangibles==.

Q: Which one is lost? ![A map](map.png)
A: The one on the left.

Q: Kept for the exam: secret question? {use=exam}
A: secret answer
"""
MANY = "".join(f"Q: What does number {n} of the terms mean?\nA: The {n}th.\n\n" for n in range(12))


def hidden(answer: str) -> str:
    """Return what Anki's card of a cloze deletion asked for."""
    found = re.search(r'<span class="cloze" data-ordinal="\d+">([^<]*)</span>', answer)
    return found[1] if found else ""


def taken_in(site: Site, text: str) -> Path:
    (site.content / "map.png").write_bytes(PNG)
    file = site.write("words.md", text)
    applied = site.run("deck", "apply", "crm", file, "--yes")
    assert applied.exit_code == 0, applied.output
    return file


def test_a_course_updates_its_notes_in_anki_however_they_are_worded_now(
    site: Site, tmp_path: Path
) -> None:
    taken_in(site, DECK + MANY)
    first = site.run("deck", "export", "crm", "--format", "apkg", "--out", tmp_path / "a.apkg")
    edited = (DECK + MANY).replace("Losing a customer for good.", "Losing customers for good.")
    for n in range(9):
        edited = edited.replace(f"The {n}th.", f"It is the {n}th.")
    taken_in(site, edited)
    second = site.run("deck", "export", "crm", "--format", "apkg", "--out", tmp_path / "b.apkg")
    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    newer = tmp_path / "b.apkg"
    log, _, again, check, cards = with_anki(
        tmp_path,
        ["import", str(tmp_path / "a.apkg")],
        ["study", 30],
        ["import", str(newer)],
        ["check"],
        ["render"],
    )
    assert log["new"] == 15  # a term, a cloze note and 13 questions
    assert {name: again[name] for name in ("new", "updated", "duplicate")} == {
        "new": 0,
        "updated": 10,
        "duplicate": 5,
    }
    assert [card["interval"] for card in cards] == [30] * 17
    assert sum("It is the" in card["answer"] for card in cards) == 9
    assert (check["missing"], len(check["files"])) == ([], 1)
    assert "secret" not in str(cards)
    assert {card["deck"] for card in cards} == {"Customer relationships::Words"}


def test_a_new_cloze_deletion_leaves_the_numbers_of_the_others(site: Site, tmp_path: Path) -> None:
    taken_in(site, DECK)
    site.run("deck", "export", "crm", "--format", "apkg", "--out", tmp_path / "a.apkg")
    taken_in(site, DECK.replace("Quality is", "==Quality== is"))
    site.run("deck", "export", "crm", "--format", "apkg", "--out", tmp_path / "b.apkg")
    steps: list[list[object]] = [["import", str(tmp_path / "a.apkg")], ["study", 7], ["render"]]
    _, _, before, _, after = with_anki(
        tmp_path, *steps, ["import", str(tmp_path / "b.apkg")], ["render"]
    )
    clozes = [card for card in after if card["is_cloze"]]
    old = {card["ord"]: hidden(card["answer"]) for card in before if card["is_cloze"]}
    assert sorted(card["ord"] for card in clozes) == [0, 1, 2]
    assert [card["interval"] for card in sorted(clozes, key=lambda c: c["ord"])] == [7, 7, 0]
    assert {card["ord"]: hidden(card["answer"]) for card in clozes} == old | {2: "Quality"}
    assert sorted(old.values()) == ["reliability", "tangibles"]


def test_files_are_exported_with_their_time_and_their_losses_are_said(
    site: Site, tmp_path: Path
) -> None:
    file = site.write("words.md", DECK.replace("Churn\n", "Churn {#churn}\n"))
    (site.content / "map.png").write_bytes(PNG)
    for path in (file, site.content / "map.png"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    result = site.run("deck", "export", file, "--format", "apkg", "--out", tmp_path / "w.apkg")
    assert result.exit_code == 0, result.output
    assert "Anki package, 5 cards in 1 deck" in result.output
    assert "give it {#an-id}" in result.output
    _, notes = with_anki(tmp_path, ["import", str(tmp_path / "w.apkg")], ["notes"])
    assert {note["mod"] for note in notes} == {1_700_000_000}


def test_csv_begins_with_a_mark_only_if_asked_to(site: Site, tmp_path: Path) -> None:
    file = site.write("words.md", "Churn {#churn}\n:   Losing a customer for good.\n")
    out = tmp_path / "deep" / "w.csv"
    assert site.run("deck", "export", file, "--format", "csv", "--out", out).exit_code == 0
    assert out.read_bytes().startswith(b"deck,chapter,kind")
    assert site.run("deck", "export", file, "--format", "csv", "--out", out, "--bom").exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfdeck,chapter,kind")
    refused = site.run("deck", "export", file, "--format", "tsv", "--out", out, "--bom")
    assert "--bom is for --format csv" in refused.output


def test_a_faulty_file_is_not_exported(site: Site, tmp_path: Path) -> None:
    file = site.write("bad.md", "---\nunknown: 1\n---\nQ: What?\nA: That.\n")
    out = tmp_path / "w.csv"
    result = site.run("deck", "export", file, "--format", "csv", "--out", out)
    assert result.exit_code == 1
    assert "bad.md:2" in result.output
    assert not out.exists()


def test_neither_a_course_nor_a_file_is_said_so(site: Site, tmp_path: Path) -> None:
    out = tmp_path / "w.csv"
    unknown = site.run("deck", "export", "nowhere", "--format", "csv", "--out", out)
    assert unknown.exit_code == 1
    assert "There is no offering 'nowhere'" in unknown.output
    mixed = site.run("deck", "export", "crm", "nowhere.md", "--format", "csv", "--out", out)
    assert "There is no file or folder" in mixed.output


def test_a_course_without_cards_says_that_there_is_none(site: Site, tmp_path: Path) -> None:
    result = site.run("deck", "export", "crm", "--format", "tsv", "--out", tmp_path / "w.tsv")
    assert result.exit_code == 1
    assert "There is no card to export" in result.output
