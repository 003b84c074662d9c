"""``flask deck plan``: what applying deck files would do, without doing it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.cli.deck_report import as_text, failed, messages
from app.cli.deck_store import in_words, open_database, plan_path
from app.config import from_environment


@click.command(short_help="What applying deck files would do.")
@click.argument("course")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.pass_context
def plan(ctx: click.Context, course: str, path: Path, style: str) -> None:
    """Print what applying the deck files of PATH to COURSE would do.

    COURSE is the slug of an offering. The numbers count notes; "guard" says why the plan
    would wait for a confirmation. The exit code is 1 if it could not be applied: a file has
    an error, or a deck was changed both in its file and in the browser.

    \b
    Example:
      flask deck plan crm content
      flask deck plan crm content/chapter9 --format json
    """
    with in_words():
        report = plan_path(open_database(), course, path, from_environment().content_dir)
    if style == "json":
        body = {**report.summary, "status": report.status, "conflicts": report.conflicts}
        click.echo(json.dumps(body, ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(report))
    for message in messages(report):
        click.echo(message, err=True)
    ctx.exit(1 if failed(report) else 0)
