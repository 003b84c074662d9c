"""``flask deck fmt``: deck files in canonical layout."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from app.cli.deck_check import as_text
from app.cli.deck_files import files_of, text_of
from app.content import Unreadable
from app.decks.layout.formatting import formatted
from app.decks.model import Diagnostic


@click.command(short_help="Deck files in canonical layout.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if anything would.")
@click.pass_context
def fmt(ctx: click.Context, paths: tuple[Path, ...], *, check: bool) -> None:
    """Bring the deck files in PATH… into canonical layout, and print those that it changes.

    One space after marks, "-" for bullets, numbers counted up, tables and definitions evenly
    spaced, no spaces at the ends of lines. No card changes, and no line moves: lines are
    neither added nor removed. Doing it twice changes nothing.

    \b
    Example:
      flask deck fmt content
      flask deck fmt content/chapter9 --check
    """
    faults: list[Diagnostic] = []
    changed = 0
    files = files_of(paths)
    for file in files:
        text = text_of(file, faults)
        if isinstance(file, Unreadable) or text is None:
            continue
        laid_out = formatted(text).encode("utf-8")
        if laid_out == file.data:
            continue
        if not check:
            _write(Path(file.path), laid_out)
        changed += 1
        click.echo(file.path)
    if faults:
        click.echo(as_text(sorted(faults)), err=True)
    done = "would change" if check else "changed"
    click.echo(f"{changed} of {len(files)} file{'s' * (len(files) != 1)} {done}", err=True)
    ctx.exit(1 if faults or (check and changed) else 0)


def _write(path: Path, data: bytes) -> None:
    """Replace the content of *path* at once: a crash leaves the old file or the new one."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(target.stat().st_mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
