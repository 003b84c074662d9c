"""``flask deck import``: question files become decks that check, with their losses said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.deck import deck
from app.exports import FORMATS, registry
from tests.exports.material.notes import WEB_PAGE
from tests.exports.material.packages import archive, package
from tests.exports.material.test_hypertext import PIXEL
from tests.exports.torture import PICTURES, torture

GIFT = """$CATEGORY: Drinks

// [id:tea]
What is tea? {=a leaf ~a bean}

What is coffee? {=a bean#Right! ~a leaf}

Boiling point? {=warm =hot* =%50%hotter}

Only words.
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(deck, [*map(str, arguments)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "drinks.txt"
    path.write_text(GIFT, encoding="utf-8")
    return path


def test_questions_become_a_deck_and_losses_are_said(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "made" / "drinks.md"
    result = run("import", file, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "drinks.txt loses: Boiling point?: answers that are worth a part of the points, or none",
        "drinks.txt loses: Boiling point?: answers with an asterisk that stands for anything",
        "drinks.txt leaves out: Only words.: it has no answers in braces, or braces that are not"
        " escaped",
        f"{out}: 3 questions from gift",
    ]
    assert out.read_text(encoding="utf-8") == (
        '---\ntitle: "Drinks"\n---\n\nQ: What is tea? {#tea}\n\n* [x] a leaf\n* [ ] a bean\n\n'
        "Q: What is coffee?\n\n* [x] a bean\n\n    Right!\n\n* [ ] a leaf\n\n"
        "Q: Boiling point?\n\nA~ warm\n"
    )
    assert run("check", out).exit_code == 0


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "aiken", "qti12", "qti21", "qti22"])
@pytest.mark.parametrize("named", [True, False])
def test_what_was_exported_comes_back_and_checks(name: str, named: bool, tmp_path: Path) -> None:
    kind = "qti" if name.startswith("qti") else name
    file, out = tmp_path / "exported", tmp_path / "again.md"
    file.write_bytes(registry.write(FORMATS[name], torture()).data)
    result = run("import", file, "--out", out, *(["--kind", kind] if named else []))
    assert result.exit_code == 0, result.stderr
    assert f"questions from {kind}\n" in result.stderr
    assert run("check", out).exit_code == 0
    pictures = {path.read_bytes() for path in tmp_path.glob("again-pictures/*")}
    assert pictures == (set() if kind == "aiken" else {*PICTURES.values()})


def test_a_file_that_is_none_of_them_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xml"
    file.write_text('<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "x">]><quiz>&a;</quiz>')
    result = run("import", file, "--out", tmp_path / "out.md")
    assert result.exit_code == 1
    assert f"{file}: The file has a DOCTYPE" in result.stderr
    assert not (tmp_path / "out.md").exists()


def test_a_deck_that_comes_out_with_errors_says_where(tmp_path: Path) -> None:
    file, out = tmp_path / "same.gift", tmp_path / "same.md"
    file.write_text("What? {=one ~one}\n")
    result = run("import", file, "--out", out)
    assert result.exit_code == 1
    assert f"{out}:8:" in result.stderr
    assert "repeated-option" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("gone.gift", "--out", "x.md"),
        (__file__, "--out", "x.txt"),
        (__file__, "--out", "x.md", "--kind", "word-perfect"),
        (__file__,),
    ],
)
def test_wrong_usage_is_told_apart(arguments: tuple[str, ...]) -> None:
    assert run("import", *arguments).exit_code == 2


def test_help_has_an_example() -> None:
    assert "flask deck import moodle.xml --out quiz.md\n" in run("import", "--help").stdout


def test_notes_become_a_deck_and_what_makes_no_card_is_said(tmp_path: Path) -> None:
    notes, out = tmp_path / "notes.txt", tmp_path / "notes.md"
    notes.write_text(WEB_PAGE + "\npot\na vessel in which tea is brewed\n", encoding="utf-8")
    result = run("import", notes, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == f"{out}: 2 entries from text"
    assert "notes.txt keeps as text: line 2: running text" in result.stderr
    assert "notes.txt drops: lines 10\N{EN DASH}15: repeats lines 1\N{EN DASH}6" in result.stderr
    assert "pot\n:   a vessel in which tea is brewed\n" in out.read_text(encoding="utf-8")
    assert run("check", out).exit_code == 0


@pytest.mark.parametrize("is_new", [False, True])
def test_a_package_becomes_a_deck_with_its_pictures(is_new: bool, tmp_path: Path) -> None:
    file, out = tmp_path / "tea.apkg", tmp_path / "tea.md"
    file.write_bytes(package(is_new=is_new, files={"pot.png": PIXEL}))
    result = run("import", file, "--out", out)
    assert result.exit_code == 0, result.stderr
    assert "tea.apkg leaves out: note 4 (No answer): one side of it has no text" in result.stderr
    assert (tmp_path / "tea-pictures" / "pot.png").read_bytes() == PIXEL
    shown = json.loads(run("show", out, "--format", "json").stdout)
    assert {card["note"] for card in shown if card["note"].startswith("anki:")}


def test_a_bomb_is_refused_by_name_and_leaves_nothing(tmp_path: Path) -> None:
    file, out = tmp_path / "bomb.apkg", tmp_path / "bomb.md"
    file.write_bytes(archive({"0": bytes(2**26), "collection.anki2": b""}))
    result = run("import", file, "--out", out)
    assert result.exit_code == 1
    assert "unpacks to 200 times its size" in result.stderr
    assert list(tmp_path.iterdir()) == [file]
