"""``flask quiz generate``: questions from the cards of decks, as Markdown to be edited."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.deck_check import as_text
from app.cli.deck_files import diagnose, has_errors, parse_paths
from app.quiz.generation.generate import SHARES
from app.quiz.generation.generate import generate as generated
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.writing import write_file

MOST = 1000  # questions of one file, which is kept below the size that a deck may have


def _types(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in SHARES]
    if unknown:
        message = f"“{unknown[0]}” is not generated; there are {', '.join(SHARES)}."
        raise click.BadParameter(message)
    return names


@click.command(short_help="Questions with distractors from decks.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@click.option("--count", required=True, type=click.IntRange(1, MOST), help="How many.")
@click.option("--types", default="", metavar="T,…", callback=_types, help=", ".join(SHARES))
@click.option("--seed", default="1", show_default=True, help="The same seed, the same questions.")
@click.option("--out", required=True, metavar="FILE.md", type=click.Path(path_type=Path))
@click.pass_context
def generate(
    ctx: click.Context,
    paths: tuple[Path, ...],
    count: int,
    types: tuple[str, ...],
    seed: str,
    out: Path,
) -> None:
    """Write --count questions made from the cards of the decks in PATH… as FILE.md.

    Read them before anybody is marked by them: a program does not know what is true. Each
    names the card that it was made from in a tag. Notes kept for exams are not used.

    \b
    Example:
      flask quiz generate content/chapter9 --count 20 --out questions.md
      flask quiz generate content --count 50 --types choice,cloze --seed 7 --out quiz.md
    """
    parsed = parse_paths(paths)
    diagnostics = diagnose(parsed)
    if has_errors(diagnostics):
        click.echo(as_text(diagnostics), err=True)
        ctx.exit(1)
    rng = random.Random(seed)  # noqa: S311 - it draws questions, no secret
    made = generated([one.deck for one in parsed], count, rng, types)
    if not made:
        names = ", ".join(path.as_posix() for path in paths)
        click.echo(f"{names}: no card here makes such a question.", err=True)
        ctx.exit(1)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(write_file(f"Generated questions, seed {seed}", made), encoding="utf-8")
    click.echo(f"{out}: {_summary(made)}", err=True)
    if len(made) < count:
        click.echo(f"The cards offer {len(made)} such questions, not {count}.", err=True)


def _summary(made: Sequence[Question]) -> str:
    """Return how many questions there are of each type."""
    numbers = Counter(question.type for question in made)
    parts = (f"{number} {TYPES[name].label.lower()}" for name, number in numbers.most_common())
    return f"{len(made)} question{'s' * (len(made) != 1)} ({', '.join(parts)})"
