from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, blocks

README = ROOT / "README.md"
FLASK = Path(sys.executable).with_name("flask")


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (block,) = blocks(README, "markdown")
    path = tmp_path / "deck.md"
    path.write_text(block)
    return path


def flask(*arguments: str | Path) -> str:
    done = subprocess.run(
        [FLASK, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_deck_of_the_readme_is_about_ten_lines(deck: Path) -> None:
    assert len(deck.read_text().splitlines()) <= 11


def test_the_deck_of_the_readme_has_no_mistake(deck: Path) -> None:
    assert json.loads(flask("deck", "check", deck, "--format", "json")) == []


def test_the_deck_of_the_readme_makes_the_five_cards_it_promises(deck: Path) -> None:
    cards = json.loads(flask("deck", "show", deck, "--format", "json"))
    assert [card["kind"] for card in cards] == ["term", "term", "cloze", "cloze", "question"]
    assert "These are five cards" in README.read_text()


def test_the_first_block_of_the_readme_is_two_commands() -> None:
    clone, run = blocks(README, "sh")[0].splitlines()
    assert clone.startswith("git clone ")
    assert run == "make run"
