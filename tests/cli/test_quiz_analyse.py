"""``flask quiz analyse``: answers are marked, figures printed, mistakes named by their place."""

from __future__ import annotations

import json
from math import sqrt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.quiz import quiz

QUIZ = """\
Q: Which one? {#one}
- [ ] wrong
- [x] right
- [ ] wrong, too

Q: It is so. {#so}
A: true

Q: What is losing customers called? {#churn points=2}
A~ churn | attrition

Q: What belongs to what? {#pairs}

| practice | sold |
|---|---|
| up selling | dearer |
| cross selling | related |

Q: In which order? {#order}

1. plan
2. choose

<!-- order -->

Q: Discuss. {#essay}
A: essay
A good answer.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quiz.md").write_text(QUIZ)
    return tmp_path


def run(folder: Path, table: str, *options: str) -> Result:
    (folder / "answers.csv").write_text(table)
    arguments = [str(folder / "answers.csv"), "--quiz", str(folder / "quiz.md"), *options]
    return CliRunner().invoke(quiz, ["analyse", *arguments])


def test_answers_are_marked_by_the_key_and_figures_follow(folder: Path) -> None:
    table = "student,one,so,churn\nAnn,b,true,Attrition\nBob,b,false,\nCy,a,t,churn\nDi,c,F,x\n"
    result = run(folder, table, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["n"], found["most"], found["few"]) == (4, 4, True)
    one, so, churn = found["items"]
    assert [item["facility"] for item in (one, so, churn)] == [50, 50, 50]
    assert one["chosen"] == {"a": 1, "b": 2, "c": 1}
    # so 1 0 1 0 beside the rest 3 1 2 0: C = 2/3, V = 1/3 and 5/3.
    assert so["discrimination"] == pytest.approx(100 * (2 / 3) / sqrt(5 / 9), abs=1e-9)


def test_letters_stand_for_choices_and_places(folder: Path) -> None:
    result = run(folder, "pairs,order\na b,a b\nb a,b a\na -,\n", "--format", "json")
    assert result.exit_code == 0, result.stderr
    pairs, order = json.loads(result.stdout)["items"]
    assert pairs["facility"] == pytest.approx(50)
    assert order["facility"] == pytest.approx(100 / 3)


def test_text_says_how_many_and_warns_of_few(folder: Path) -> None:
    result = run(folder, "one,essay\nb,something\na,\n")
    assert result.exit_code == 0
    assert "n = 2" in result.stdout
    assert "Fewer than 20 people" in result.stdout
    assert "essay" not in result.stdout


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "answers.csv:1: the table has no answers"),
        ("nothing\nb\n", "answers.csv:1: the quiz has no item nothing"),
        ("one\nb\n7\n", "answers.csv:3: one: '7': write letters"),
        ("one\nz\n", "answers.csv:2: one: 'z'"),
        ("so\nperhaps\n", "answers.csv:2: so: 'perhaps': write true or false"),
    ],
)
def test_a_mistake_is_named_by_line_and_column(folder: Path, table: str, words: str) -> None:
    result = run(folder, table)
    assert result.exit_code == 1
    assert words in result.stderr
