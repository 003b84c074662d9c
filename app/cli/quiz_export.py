"""``flask quiz export``: a question file in the format of another system."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from app.cli.deck_check import as_text
from app.cli.deck_files import diagnose, has_errors, parse_paths
from app.cli.losses import in_words
from app.decks.model import Deck
from app.exports import FORMATS, Format, registry
from app.exports.sheet import Sheet
from app.quiz import key
from app.quiz.questions import Question, questions
from app.quiz.versions import MOST, Version, versions
from app.sandbox import Sandbox
from app.services.quiz.sheets import sheet
from app.services.rendering import TARGET

KEY_FILE = "key.csv"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask for."""

    made: Format
    out: Path
    count: int | None
    seed: str


@click.command(short_help="A question file in the format of another system.")
@click.argument("file", metavar="FILE.md", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "style", required=True, type=click.Choice(list(FORMATS)))
@click.option("--out", required=True, metavar="PATH", type=click.Path(path_type=Path))
@click.option("--versions", "count", type=click.IntRange(1, MOST), help="Shuffled, in a folder.")
@click.option("--seed", default="1", show_default=True, help="The same seed, the same versions.")
@click.pass_context
def export(
    ctx: click.Context, file: Path, style: str, out: Path, count: int | None, seed: str
) -> None:
    """Write the questions of FILE.md as PATH; those kept for exams (use=exam) are among them.

    What the format cannot carry is said on standard error. With --versions PATH is a folder:
    A, B … in the format, and key.csv with the key of each version by item id.

    \b
    Example:
      flask quiz export quiz.md --format moodle-xml --out quiz.xml
    """
    parsed = parse_paths([file])
    diagnostics = diagnose(parsed)
    if has_errors(diagnostics):
        click.echo(as_text(diagnostics), err=True)
        ctx.exit(1)
    asked = [question for one in parsed for question in questions(one.deck, exam=True)]
    if not asked:
        click.echo(f"{file} holds no question: write “Q:” and what it asks.", err=True)
        ctx.exit(1)
    whole = _sheet(file, parsed[0].deck, asked)
    ctx.exit(_write(whole, _Wanted(FORMATS[style], out, count, seed)))


def _sheet(file: Path, deck: Deck, asked: Sequence[Question]) -> Sheet:
    folder = (file if file.is_dir() else file.parent).resolve()

    def read(name: str) -> bytes | None:
        path = (folder / name).resolve()
        return path.read_bytes() if path.is_relative_to(folder) and path.is_file() else None

    title = deck.meta.title or file.stem
    with Sandbox(TARGET) as sandbox:
        return sheet(title, asked, sandbox, read, deck.meta.language)


def _write(whole: Sheet, wanted: _Wanted) -> int:
    """Write one file, or a folder of versions; return the exit code."""
    try:
        if wanted.count is None:
            _write_one(whole, wanted.made, wanted.out)
        else:
            _write_versions(whole, wanted, wanted.count)
    except ValueError as error:
        click.echo(str(error), err=True)
        return 1
    for line in in_words(registry.losses(wanted.made, whole), wanted.made.label):
        click.echo(line, err=True)
    return 0


def _write_one(whole: Sheet, made: Format, path: Path) -> None:
    data = registry.write(made, whole).data
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    click.echo(f"{path}: {made.label}", err=True)


def _write_versions(whole: Sheet, wanted: _Wanted, count: int) -> None:
    gone = {loss.question for loss in registry.losses(wanted.made, whole) if loss.left_out}
    kept = [question for question in whole.questions if question.id not in gone]
    made = versions(kept, count, wanted.seed)
    for version in made:
        path = wanted.out / f"{version.name}.{wanted.made.ending}"
        _write_one(whole.only(version.questions), wanted.made, path)
    _write_key(wanted.out / KEY_FILE, made)


def _write_key(path: Path, made: Sequence[Version]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(key.COLUMNS)
        writer.writerows(key.rows(made))
