"""``flask quiz export`` for paper: the folder of versions, its keys, and the options."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from app.cli.quiz_export import export

DECK = """---
title: Loyalty
deck: loyalty
---

Q: Which is right? {#which}
- [x] this
    - It says so.
- [ ] that
- [ ] neither

Q: Why? {#why points=2}
A: essay

Because.
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "loyalty.md"
    path.write_text(DECK, encoding="utf-8")
    return path


def exported(deck: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(export, [str(deck), "--out", str(out), *options])


def test_versions_on_paper_come_with_both_keys(deck: Path, tmp_path: Path) -> None:
    out = tmp_path / "exam"
    done = exported(deck, out, "--format", "pdf", "--versions", "3", "--minutes", "45")
    assert done.exit_code == 0, done.output
    assert {path.name for path in out.iterdir()} == {
        *("A.pdf", "B.pdf", "C.pdf", "key.csv", "key.pdf"),
    }
    key = "".join(page.extract_text() for page in PdfReader(out / "key.pdf").pages)
    with (out / "key.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["item"] == "which"]
    for row in rows:
        text = PdfReader(out / f"{row['version']}.pdf").pages[1].extract_text()
        assert f"{row['key']} this" in text
        assert f"{row['position']} 1 {row['key']}\n{row['key']} It says so." in key
    assert [row["version"] for row in rows] == ["A", "B", "C"]


def test_the_same_seed_gives_the_same_files(deck: Path, tmp_path: Path) -> None:
    for format_name in ("pdf", "docx"):
        made = []
        for folder in ("one", "two"):
            out = tmp_path / format_name / folder
            assert exported(deck, out, "--format", format_name, "--versions", "2").exit_code == 0
            made.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
        assert made[0] == made[1]


def test_the_options_of_paper_reach_the_pages(deck: Path, tmp_path: Path) -> None:
    out = tmp_path / "exam.pdf"
    options = (
        *("--format", "pdf", "--paper", "letter", "--large-print", "--title", "Final exam"),
        *("--instructions", "Write in ink.", "--date", "2026-07-14", "--minutes", "45"),
    )
    assert exported(deck, out, *options).exit_code == 0
    reader = PdfReader(io.BytesIO(out.read_bytes()))
    cover = reader.pages[0].extract_text()
    for told in ("Final exam", "Write in ink.", "14 July 2026", "45 minutes"):
        assert told in cover
    assert float(reader.pages[0].mediabox.width) == 612


def test_options_of_paper_are_refused_for_other_formats(deck: Path, tmp_path: Path) -> None:
    done = exported(deck, tmp_path / "x.xml", "--format", "moodle-xml", "--minutes", "45")
    assert done.exit_code == 2
    assert "pdf or docx" in done.output
    assert not (tmp_path / "x.xml").exists()
