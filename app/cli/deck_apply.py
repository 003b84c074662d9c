"""``flask deck apply``: take deck files into the database."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.deck_report import as_text, failed, messages, remedy
from app.cli.deck_store import apply_path, in_words, open_database
from app.clock import utc_now
from app.config import from_environment
from app.services.decks.apply import Status


@click.command(short_help="Take deck files into a course.")
@click.argument("course")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--yes", "confirmed", is_flag=True, help="Retire also what the guard asks about.")
@click.pass_context
def apply(ctx: click.Context, course: str, path: Path, *, confirmed: bool) -> None:
    """Publish the deck files of PATH in COURSE, the slug of an offering.

    All files are taken in, or none: not if one has an error, or if a deck was changed both
    in its file and in the browser. Notes that no file of PATH has any more are retired, with
    their history, and come back with their text; if they are many, only with --yes. The same
    files twice change nothing.

    \b
    Example:
      flask deck apply crm content
      flask deck apply crm content/chapter9 --yes
    """
    with in_words():
        report = apply_path(
            open_database(),
            course,
            path,
            from_environment().content_dir,
            utc_now(),
            confirmed=confirmed,
        )
    click.echo(as_text(report))
    for message in messages(report):
        click.echo(message, err=True)
    if report.status is Status.GUARDED:
        click.echo(remedy(course, path), err=True)
    ctx.exit(1 if failed(report) or report.status is Status.GUARDED else 0)
