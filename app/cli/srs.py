"""``flask srs …``: the scheduler on files, without a database and without the app."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.progress import with_progress

if TYPE_CHECKING:
    from app.srs.replay import History

# Measured on a slow core; below a second of work no progress bar appears.
REVIEWS_A_SECOND = 100_000


@click.group()
def srs() -> None:
    """Run the scheduler's memory model on histories of your own."""


@srs.command(short_help="Memory states and intervals after each review of a history.")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
def replay(file: Path) -> None:
    """Print stability, difficulty, retrievability and interval after each review in FILE.

    FILE holds a JSON list of histories ("-" reads standard input): an id, the ratings
    (1 Again, 2 Hard, 3 Good, 4 Easy), and the gap before each review in whole days, the
    first 0. The output is a JSON list in the same order. Retrievability is the one before
    the review; the interval is in days, at the default desired retention, without fuzz.

    \b
    Example:
      echo '[{"id": "a", "ratings": [3, 1, 3], "days": [0, 3, 0]}]' > histories.json
      flask srs replay histories.json
    """
    lines = (json.dumps(item) for item in _replayed(_read(file)))
    click.echo("[" + ",\n ".join(lines) + "]")


def _read(file: Path) -> list[History]:
    from app.srs.replay import BadHistoriesError, read_histories

    name = "standard input" if str(file) == "-" else str(file)
    try:
        return read_histories(_parsed(file, name))
    except BadHistoriesError as error:
        for fault in error.faults:
            click.echo(f"{name}: {fault}", err=True)
        sys.exit(1)


def _parsed(file: Path, name: str) -> object:
    try:
        standard_input = str(file) == "-"
        return json.loads(sys.stdin.buffer.read() if standard_input else file.read_bytes())
    except json.JSONDecodeError as error:
        where, why = f"{name}:{error.lineno}:{error.colno}", error.msg
    except (OSError, ValueError, RecursionError) as error:
        where, why = name, str(error)
    click.echo(f"{where}: cannot be read as JSON: {why}. It must be a list: [{{…}}, …].", err=True)
    sys.exit(1)


def _replayed(histories: list[History]) -> list[dict[str, object]]:
    from app.srs.replay import replay as replayed

    reviews = sum(len(history.ratings) for history in histories)
    watched = with_progress(histories, "Replaying", shown=reviews > REVIEWS_A_SECOND)
    return [{"id": history.id, "steps": replayed(history)} for history in watched]
