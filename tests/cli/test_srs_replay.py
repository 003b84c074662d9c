"""``flask srs replay``: what it prints, how it refuses, and that it needs no app."""

from __future__ import annotations

import json
import os
import pty
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsrs as oracle
import pytest
from click.testing import CliRunner, Result

from app.cli.srs import srs

HISTORY = {"id": "a", "ratings": [3, 1, 3], "days": [0, 3, 0]}
ROOT = Path(__file__).parents[2]


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(srs, ["replay", *arguments], input=stdin)


@pytest.fixture
def histories(tmp_path: Path) -> Path:
    path = tmp_path / "histories.json"
    path.write_text(json.dumps([HISTORY]), encoding="utf-8")
    return path


def test_it_prints_one_step_for_each_review(histories: Path) -> None:
    result = run(str(histories))
    assert result.exit_code == 0
    assert result.stderr == ""
    (item,) = json.loads(result.stdout)
    assert item["id"] == "a"
    assert [step["rating"] for step in item["steps"]] == [3, 1, 3]
    assert list(item["steps"][0]) == [
        "rating",
        "stability",
        "difficulty",
        "retrievability",
        "interval",
    ]


def test_a_hyphen_reads_standard_input(histories: Path) -> None:
    assert run("-", stdin=histories.read_text("utf-8")).stdout == run(str(histories)).stdout


def test_a_byte_order_mark_does_no_harm() -> None:
    assert run("-", stdin=b"\xef\xbb\xbf[]").exit_code == 0


def test_what_it_prints_agrees_with_the_oracle_to_a_millionth(tmp_path: Path) -> None:
    rng = random.Random(3)
    given = [random_item(rng, number) for number in range(100)]
    path = tmp_path / "many.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    printed = json.loads(run(str(path)).stdout)
    assert [item["id"] for item in printed] == [item["id"] for item in given]
    for asked, answered in zip(given, printed, strict=True):
        for mine, other in zip(answered["steps"], oracle_steps(asked), strict=True):
            assert mine == pytest.approx(other, abs=1e-6)


def random_item(rng: random.Random, number: int) -> dict[str, Any]:
    length = rng.randint(1, 12)
    gaps = [rng.choice((0, rng.randint(1, 60))) for _ in range(length - 1)]
    return {"id": f"h{number}", "ratings": rng.choices((1, 2, 3, 4), k=length), "days": [0, *gaps]}


def oracle_steps(item: dict[str, Any]) -> list[dict[str, Any]]:
    scheduler = oracle.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card, at, steps = oracle.Card(card_id=1), datetime(2026, 1, 1, tzinfo=UTC), []
    for rating, gap in zip(item["ratings"], item["days"], strict=True):
        at += timedelta(days=gap)
        before = scheduler.get_card_retrievability(card, at)
        card, _ = scheduler.review_card(card, oracle.Rating(rating), at)
        steps.append(
            {
                "rating": rating,
                "stability": card.stability,
                "difficulty": card.difficulty,
                "retrievability": before,
                "interval": (card.due - at).days,
            }
        )
    return steps


def test_every_fault_in_the_file_is_named_on_stderr(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('[{"id": "a", "ratings": [5], "days": [1]}, {"id": "b"}]', encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f'{path}: item 0 (id "a"): ratings[0]: is 5, must be 1 (Again) … 4 (Easy).',
        f'{path}: item 0 (id "a"): days[0]: must be 0, as nothing comes before the first review.',
        f'{path}: item 1 (id "b"): ratings: is missing.',
        f'{path}: item 1 (id "b"): days: is missing.',
    ]


def test_a_file_that_is_not_json_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('[\n{"id": }]', encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}:2:8: cannot be read as JSON: ")


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\xfa", b"[" * 100_000, b'[{"id": ' + b"9" * 5_000 + b"}]"],
    ids=["empty", "not text", "nested too deeply", "a number too long"],
)
def test_hostile_input_is_refused_in_a_sentence(data: bytes) -> None:
    result = run("-", stdin=data)
    assert result.exit_code == 1
    assert result.stderr.startswith("standard input")
    assert "cannot be read as JSON" in result.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["no-such-file.json"], ["a", "b"], ["--fuzz", "x"], ["."]]
)
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_the_help_shows_an_example() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "flask srs replay histories.json" in result.stdout


def test_the_example_of_the_help_works() -> None:
    example = run("--help").stdout.partition("echo '")[2].partition("'")[0]
    assert run("-", stdin=example).exit_code == 0


def script(histories: Path, *before: str) -> list[str]:
    """Return the command of a fresh Python that runs the replay after the lines *before*."""
    run_it = f"command.srs(['replay', {str(histories)!r}], standalone_mode=False)"
    report = "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    lines = ["import json, sys", "from app.cli import srs as command", *before, run_it, report]
    return [sys.executable, "-c", "\n".join(lines)]


def test_it_loads_neither_the_app_nor_the_database(histories: Path) -> None:
    done = subprocess.run(script(histories), check=True, capture_output=True, text=True, cwd=ROOT)
    assert json.loads(done.stdout)[0]["id"] == "a"
    loaded = {name.partition(".")[0] for name in json.loads(done.stderr)}
    assert not {"flask", "sqlalchemy", "numpy"} & loaded


@pytest.mark.parametrize(("reviews_a_second", "shown"), [(2, True), (100_000, False)])
def test_only_long_work_shows_its_progress_on_a_terminal(
    histories: Path, reviews_a_second: int, *, shown: bool
) -> None:
    terminal, its_other_end = pty.openpty()
    slowed = script(histories, f"command.REVIEWS_A_SECOND = {reviews_a_second}")
    done = subprocess.run(
        slowed, check=True, stdout=subprocess.PIPE, stderr=its_other_end, cwd=ROOT
    )
    os.close(its_other_end)
    on_screen = os.read(terminal, 1_000).decode()
    os.close(terminal)
    assert ("Replaying" in on_screen) == shown
    assert json.loads(done.stdout)[0]["id"] == "a"


def test_flask_finds_it_without_an_app(histories: Path) -> None:
    flask = Path(sys.executable).with_name("flask")
    done = subprocess.run(
        [flask, "srs", "replay", histories], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["id"] == "a"
