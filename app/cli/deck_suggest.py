"""``flask deck suggest``: passages that could become cards, each with the one-line edit."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.deck_check import as_text
from app.cli.deck_files import files_of, text_of
from app.decks.model import Diagnostic
from app.decks.suggestions import Suggestion
from app.decks.suggestions import suggest as suggestions_in


@click.command(short_help="Passages that could become cards.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.pass_context
def suggest(ctx: click.Context, paths: tuple[Path, ...], style: str) -> None:
    """Print passages of the deck files in PATH… that could become cards.

    Each comes with the one line to insert or to change; nothing is changed. Sections in which
    a switch is in force, "cards: none" too, are left alone.

    \b
    Example:
      flask deck suggest content
      flask deck suggest notes.md --format json
    """
    faults: list[Diagnostic] = []
    found: list[Suggestion] = []
    for file in files_of(paths):
        text = text_of(file, faults)
        found += suggestions_in(text, file.path) if text is not None else ()
    if style == "json":
        rows = [dataclasses.asdict(one) for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif found:
        click.echo(in_words(found))
    if faults:
        click.echo(as_text(sorted(faults)), err=True)
    click.echo(f"{len(found)} suggestion{'s' * (len(found) != 1)}", err=True)
    ctx.exit(1 if faults else 0)


def in_words(found: Sequence[Suggestion]) -> str:
    """Return ``path:line: message`` and the edit, for each."""
    return "\n".join(f"{one.path}:{one.line}: {one.message}\n{_edit(one)}" for one in found)


def _edit(one: Suggestion) -> str:
    edit = one.edit
    if edit.action == "insert":
        where = f"insert below line {edit.line}" if edit.line else "insert at the top"
    else:
        where = f"write as line {edit.line}"
    return f"    {where}:\n    | {edit.text}"
