"""``flask deck import``: question files of other systems as deck Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.deck_check import as_text
from app.cli.deck_files import diagnose, has_errors, parse_paths
from app.cli.losses import in_words
from app.exports.readers import READERS, ReadError, Reading, kind_of
from app.exports.readers.deck_text import deck_text
from app.exports.readers.reading import MAX_BYTES

AUTO = "auto"


@click.command("import", short_help="Question files of other systems as a deck.")
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--kind",
    type=click.Choice([AUTO, *READERS]),
    default=AUTO,
    show_default=True,
    help="What FILE is; auto looks into it.",
)
@click.option("--out", required=True, metavar="FILE.md", type=click.Path(path_type=Path))
@click.pass_context
def import_(ctx: click.Context, file: Path, kind: str, out: Path) -> None:
    """Write the questions of FILE as a deck that an author can edit.

    What cannot be taken over is said on standard error, question by question. Pictures go into
    a folder beside the deck, named after it.

    \b
    Example:
      flask deck import moodle.xml --out quiz.md
      flask deck import questions.txt --kind gift --out quiz.md
    """
    if out.suffix.lower() != ".md":
        raise click.UsageError(f"--out has to end in .md, as decks do; {out} does not.")
    try:
        kind, found = _read(file, kind, f"{out.stem}-pictures")
    except (ReadError, OSError) as error:
        click.echo(f"{file}: {error}", err=True)
        ctx.exit(1)
    _write(found, out, file)
    for line in in_words(found.losses, file.name):
        click.echo(line, err=True)
    click.echo(f"{out}: {len(found.questions)} questions from {kind}", err=True)
    faults = tuple(one for one in diagnose(parse_paths([out])) if one.severity == "error")
    if has_errors(faults):
        click.echo(as_text(faults), err=True)
        ctx.exit(1)


def _read(file: Path, kind: str, folder: str) -> tuple[str, Reading]:
    if file.stat().st_size > MAX_BYTES:
        raise ReadError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
    data = file.read_bytes()
    kind = kind_of(data) if kind == AUTO else kind
    return kind, READERS[kind](data, folder)


def _write(found: Reading, out: Path, file: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(deck_text(found.title or file.stem, found.questions), encoding="utf-8")
    for name, data in found.pictures.items():
        path = out.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
