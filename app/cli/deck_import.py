"""``flask deck import``: notes, tables, documents, packages and questions as deck Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from app.cli.deck_check import as_text
from app.cli.deck_files import diagnose, has_errors, parse_paths
from app.cli.losses import in_words
from app.exports.material import KINDS, Material, deck_markdown
from app.exports.material.editing import without_duplicates
from app.exports.readers import READERS, ReadError
from app.exports.readers.reading import MAX_BYTES
from app.services.importing.reading import read, reader

AUTO = "auto"


@click.command("import", short_help="Foreign material as a deck.")
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--kind",
    type=click.Choice([AUTO, *KINDS]),
    default=AUTO,
    show_default=True,
    help="What FILE is; auto looks into it.",
)
@click.option("--out", required=True, metavar="FILE.md", type=click.Path(path_type=Path))
@click.pass_context
def import_(ctx: click.Context, file: Path, kind: str, out: Path) -> None:
    """Write what FILE holds as a deck that an author can edit.

    What cannot be taken over, what was dropped and what makes no card is said on standard
    error with its place. Pictures go into a folder beside the deck, named after it.

    \b
    Example:
      flask deck import notes.txt --out chapter9.md
      flask deck import moodle.xml --out quiz.md
      flask deck import canvas-quiz.zip --out quiz.md
      flask deck import anki.apkg --out terms.md
    """
    if out.suffix.lower() != ".md":
        raise click.UsageError(f"--out has to end in .md, as decks do; {out} does not.")
    try:
        kind, found = _read(file, kind, f"{out.stem}-pictures")
    except (ReadError, OSError) as error:
        click.echo(f"{file}: {error}", err=True)
        ctx.exit(1)
    _write(found, out, file)
    for line in (*in_words(found.losses, file.name), *_said(found, file.name)):
        click.echo(line, err=True)
    count = sum(entry.kept and entry.makes_cards for entry in found.entries)
    name = "questions" if kind in READERS else "entries"
    click.echo(f"{out}: {count} {name} from {kind}", err=True)
    faults = tuple(one for one in diagnose(parse_paths([out])) if one.severity == "error")
    if has_errors(faults):
        click.echo(as_text(faults), err=True)
        ctx.exit(1)


def _read(file: Path, kind: str, folder: str) -> tuple[str, Material]:
    if file.stat().st_size > MAX_BYTES:
        raise ReadError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
    with reader() as sandbox:
        kind, found = read(sandbox, file.read_bytes(), file.name, kind, folder)
    entries = without_duplicates(found.entries)
    return kind, Material(found.title, entries, found.losses, found.pictures, found.cards)


def _said(found: Material, name: str) -> Iterator[str]:
    """Yield what becomes of entries that make no card, each reason once."""
    dropped: dict[tuple[str, bool], list[str]] = {}
    for entry in found.entries:
        if entry.kept and entry.makes_cards:
            continue
        for why in entry.why[-1:]:
            dropped.setdefault((why, entry.kept), []).append(entry.where)
    for (why, kept), places in dropped.items():
        counted = Counter(places)
        listed = ", ".join(list(counted)[:8]) + (" …" if len(counted) > 8 else "")  # noqa: PLR2004 - as many as fit a line
        yield f"{name} {'keeps as text' if kept else 'drops'}: {listed}: {why}"


def _write(found: Material, out: Path, file: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    title = found.title or file.stem
    out.write_text(deck_markdown(title, found.entries), encoding="utf-8")
    for name, data in found.pictures.items():
        path = out.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
