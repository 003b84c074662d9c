"""``flask deck check``: every fault of deck files at once, each at its line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from app.cli.deck_files import diagnose, has_errors, parse_paths
from app.decks.model import Diagnostic

FIELDS = ("path", "line", "column", "code", "severity", "message", "hint")


@click.command(short_help="All faults of deck files, each at its line.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of GitHub Actions.",
)
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], style: str) -> None:
    """Report everything that is wrong with the deck files in PATH….

    A PATH is a Markdown file, or a folder with such files at any depth. The exit code is 0
    without errors (there may be warnings), 1 with errors, 2 on wrong usage.

    \b
    Example:
      flask deck check content
      flask deck check content/chapter9 --format json
    """
    parsed = parse_paths(paths)
    diagnostics = diagnose(parsed)
    written = WRITERS[style](diagnostics)
    if written:
        click.echo(written)
    click.echo(summary(len(parsed), diagnostics), err=True)
    ctx.exit(1 if has_errors(diagnostics) else 0)


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Return ``path:line:column: CODE message``, the line itself and the hint, for each."""
    return "\n".join(_entry(found) for found in diagnostics)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JSON list of objects with FIELDS."""
    rows = [{name: getattr(found, name) for name in FIELDS} for found in diagnostics]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Return one workflow command of GitHub Actions a diagnostic."""
    return "\n".join(
        f"::{found.severity} file={_property(found.path)},line={found.line},col={found.column},"
        f"title={_property(found.code)}::{_data(f'{found.message}. {found.hint}')}"
        for found in diagnostics
    )


def summary(files: int, diagnostics: Sequence[Diagnostic]) -> str:
    """Return the line that counts files, errors and warnings."""
    errors = sum(found.severity == "error" for found in diagnostics)
    counts = ((files, "file"), (errors, "error"), (len(diagnostics) - errors, "warning"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)


def _entry(found: Diagnostic) -> str:
    mark = "" if found.severity == "error" else f" {found.severity}:"
    head = f"{found.path}:{found.line}:{found.column}: {found.code}{mark} {found.message}"
    excerpt = f"\n    | {found.excerpt}" if found.excerpt else ""
    return f"{head}{excerpt}\n    {found.hint}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


WRITERS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
