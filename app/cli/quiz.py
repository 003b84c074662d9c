"""``flask quiz …``: questions from deck files. Its sub-commands are imported when called."""

from __future__ import annotations

import click

from app.cli.lazy import LazyGroup

COMMANDS = {
    "analyse": "app.cli.quiz_analyse:analyse_command",
    "generate": "app.cli.quiz_generate:generate",
    "export": "app.cli.quiz_export:export",
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def quiz() -> None:
    """Work with questions: generate, export and analyse them."""
