"""``flask quiz export``: one file or versions with their key, losses said, errors named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from app.cli.quiz import quiz
from app.exports import FORMATS
from tests.exports.torture import FILE, PICTURES

QUESTIONS = """---
title: Keeping customers
---
Q: Which sells more? {#more points=2}
- [x] up selling
- [ ] down sizing
- [ ] out sourcing
- [ ] in sourcing

Q: What is losing customers called? {#churn}
A~ churn

Q: Which is for the exam? {#secret use=exam}
- [ ] not this
- [x] this ![a dot](dot.png)
"""


def export(*arguments: str | Path | int) -> Result:
    return CliRunner().invoke(quiz, ["export", *map(str, arguments)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "quiz.md"
    path.write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "dot.png").write_bytes(PICTURES["pictures/red.png"])
    return path


def test_a_file_is_written_with_the_questions_of_the_exam(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "made" / "quiz.xml"
    result = export(file, "--format", "moodle-xml", "--out", out)
    assert result.exit_code == 0
    assert result.stdout == ""
    root = etree.parse(out).getroot()
    assert [one.text for one in root.iter("idnumber")] == ["more", "churn", "secret"]
    assert [one.get("name") for one in root.iter("file")] == ["dot.png"]


def test_what_is_lost_is_said_on_standard_error(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "quiz.txt"
    result = export(file, "--format", "aiken", "--out", out)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"{out}: Aiken",
        "Aiken loses: ids, tags, points, hints and feedback: Aiken has no place for them",
        "Aiken leaves out: churn: only choices fit, this is of the type “Short answer”",
        "Aiken loses: secret: pictures: their descriptions stand instead",
    ]
    assert out.read_text(encoding="utf-8").count("ANSWER: ") == 2


def test_versions_come_with_their_key(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "versions"
    result = export(file, "--format", "aiken", "--out", out, "--versions", 3, "--seed", "may")
    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["A.txt", "B.txt", "C.txt", "key.csv"]
    with (out / "key.csv").open(encoding="utf-8", newline="") as held:
        rows = list(csv.DictReader(held))
    assert {row["item"] for row in rows} == {"more", "secret"}  # churn is in no version
    assert [row["version"] for row in rows] == ["A", "A", "B", "B", "C", "C"]
    for row in rows:
        items = (out / f"{row['version']}.txt").read_text(encoding="utf-8").split("\n\n")
        item = items[int(row["position"]) - 1]
        assert f"ANSWER: {row['key'].upper()}" in item
        assert ("Which sells more?" in item) is (row["item"] == "more")
        assert row["points"] == ("2" if row["item"] == "more" else "1")


def test_one_seed_gives_one_set_of_files(file: Path, tmp_path: Path) -> None:
    for name, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        export(file, "--format", "json", "--out", tmp_path / name, "--versions", 4, "--seed", seed)
    made = {
        name: [path.read_bytes() for path in sorted((tmp_path / name).iterdir())]
        for name in ("one", "two", "three")
    }
    assert len(made["one"]) == 5
    assert made["one"] == made["two"] != made["three"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_the_torture_set(name: str, tmp_path: Path) -> None:
    file, out = tmp_path / "torture.md", tmp_path / "out"
    file.write_bytes(FILE.read_bytes())
    (tmp_path / "pictures").mkdir()
    for picture in ("green", "red", "missing"):
        data = PICTURES.get(f"pictures/{picture}.png", PICTURES["pictures/red.png"])
        (tmp_path / f"pictures/{picture}.png").write_bytes(data)
    result = export(file, "--format", name, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.stat().st_size > 1000
    assert ("loses" in result.stderr) is (name != "json")


def test_a_picture_outside_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PICTURES["pictures/red.png"])
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "quiz.md").write_text("Q: Which ![x](link.png)?\n- [x] a\n- [ ] b\n")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    result = export(folder / "quiz.md", "--format", "json", "--out", tmp_path / "out.json")
    assert result.exit_code == 1
    assert "the picture “link.png”" in result.stderr
    assert not (tmp_path / "out.json").exists()


def test_a_file_without_questions_is_told_how_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("Only prose.\n")
    result = export(path, "--format", "gift", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "holds no question: write “Q:”" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_with_errors_is_not_exported(tmp_path: Path) -> None:
    path = tmp_path / "quiz.md"
    path.write_text("Q: Which?\n- [ ] a\n- [ ] b\n")
    result = export(path, "--format", "gift", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{path}:2:" in result.stderr
    assert "choice-without-right" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_format_that_can_carry_nothing_says_so(tmp_path: Path) -> None:
    path = tmp_path / "quiz.md"
    path.write_text("Q: Who?\nA~ she\n")
    result = export(path, "--format", "aiken", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "Aiken can carry none of the 1 questions." in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("gone.md", "--format", "gift", "--out", "x"),
        (FILE, "--format", "word-perfect", "--out", "x"),
        (FILE, "--format", "gift"),
        (FILE, "--format", "gift", "--out", "x", "--versions", "0"),
        (FILE, "--format", "gift", "--out", "x", "--versions", "27"),
    ],
)
def test_wrong_usage_is_told_apart(arguments: tuple[str | Path, ...]) -> None:
    result = export(*arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def test_help_has_an_example() -> None:
    assert "--format moodle-xml --out quiz.xml\n" in export("--help").stdout
