"""``flask quiz generate`` writes a question file from decks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.quiz import quiz
from app.decks import parse
from app.quiz.questions import questions

NOTES = """\
---
title: Networks
confusable:
  - [intranet, extranet, internet]
---

Intranet {#intra}
: A network of one organisation.

Extranet {#extra}
: A network that an organisation has for its customers.

Internet {#inter}
: A network that belongs to nobody.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES)
    return path


def generate(notes: Path, out: Path, *more: str) -> Result:
    arguments = ["generate", str(notes), "--out", str(out), "--count", "6", *more]
    return CliRunner().invoke(quiz, arguments)


def test_it_writes_questions_that_can_be_read_again(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "quiz.md"
    result = generate(notes, out, "--types", "choice,short_answer")
    assert result.exit_code == 0
    assert result.stderr == f"{out}: 6 questions (3 choice, 3 short answer)\n"
    parsed = parse(out.read_text(), "quiz.md")
    assert parsed.diagnostics == ()
    found = questions(parsed.deck)
    assert {question.tags for question in found} == {
        ("from:intra",),
        ("from:extra",),
        ("from:inter",),
    }
    choice = next(question for question in found if question.type == "choice")
    assert {option.text for option in choice.body.options} == {"Intranet", "Extranet", "Internet"}


def test_the_same_seed_writes_the_same_bytes(notes: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.md" for n in range(3)]
    for file, seed in zip(files, ("5", "5", "6"), strict=True):
        generate(notes, file, "--seed", seed)
    assert files[0].read_bytes() == files[1].read_bytes() != files[2].read_bytes()


def test_fewer_than_wanted_are_announced(notes: Path, tmp_path: Path) -> None:
    result = generate(notes, tmp_path / "quiz.md", "--types", "choice")
    assert result.exit_code == 0
    assert result.stderr.endswith("The cards offer 3 such questions, not 6.\n")


def test_no_question_at_all_is_an_error(tmp_path: Path) -> None:
    prose = tmp_path / "prose.md"
    prose.write_text("Nothing to ask.\n")
    result = generate(prose, tmp_path / "quiz.md")
    assert result.exit_code == 1
    assert "no card here makes such a question" in result.stderr
    assert not (tmp_path / "quiz.md").exists()


def test_an_unknown_type_says_which_there_are(notes: Path, tmp_path: Path) -> None:
    result = generate(notes, tmp_path / "quiz.md", "--types", "essay")
    assert result.exit_code == 2
    assert "“essay” is not generated; there are choice, true_false" in result.stderr


def test_a_file_with_errors_makes_no_questions(tmp_path: Path) -> None:
    broken = tmp_path / "broken.md"
    broken.write_text("A: an answer to nothing\n")
    result = generate(broken, tmp_path / "quiz.md")
    assert result.exit_code == 1
    assert "broken.md:1" in result.stderr
