"""Time, chance and files come from the edges, as arguments."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.source import ROOT, calls, place, python_files

CLOCK = ROOT / "app/clock.py"

# The wall clock by all its names; a stop-watch (time.monotonic, perf_counter) tells no time.
CLOCKS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime|ctime)"
    r"|func\.(now|current_timestamp|localtimestamp)|uuid1|uuid6|uuid7)$"
)
CLOCK_IN_SQL = re.compile(r"CURRENT_(TIMESTAMP|DATE|TIME)\b|'now'", re.IGNORECASE)
CHANCE = re.compile(r"(^|\.)(random\.(?!Random$)\w+|secrets\.\w+|uuid4|urandom|SystemRandom)$")
FILES = re.compile(
    r"(^|\.)(open|read_text|write_text|read_bytes|write_bytes|mkdir|unlink|glob|rglob|iterdir)$"
)


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{place(path, line)} {name}"
        for path in paths
        for line, name in calls(path)
        if pattern.search(name)
    ]


def test_only_the_clock_reads_the_clock() -> None:
    others = [path for path in python_files("app", "migrations") if path != CLOCK]
    assert found(CLOCKS, others) == []
    assert found(CLOCKS, [CLOCK]) != []


def test_no_statement_lets_the_database_tell_the_time() -> None:
    texts = [(path, path.read_text()) for path in python_files("app", "migrations")]
    assert [
        place(path, text.count("\n", 0, match.start()) + 1)
        for path, text in texts
        for match in CLOCK_IN_SQL.finditer(text)
    ] == []


def test_the_core_draws_no_random_numbers() -> None:
    assert found(CHANCE, python_files("app/decks", "app/srs")) == []


def test_the_core_opens_no_files() -> None:
    assert found(FILES, python_files("app/decks", "app/srs")) == []
