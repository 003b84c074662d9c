"""``flask deck …``: deck files. Its sub-commands are imported when called (docs/adr/0014)."""

from __future__ import annotations

import click

from app.cli.lazy import LazyGroup

COMMANDS = {
    "apply": "app.cli.deck_apply:apply",
    "check": "app.cli.deck_check:check",
    "fmt": "app.cli.deck_fmt:fmt",
    "import": "app.cli.deck_import:import_",
    "lock": "app.cli.deck_lock:lock",
    "plan": "app.cli.deck_plan:plan",
    "show": "app.cli.deck_show:show",
    "suggest": "app.cli.deck_suggest:suggest",
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def deck() -> None:
    """Work with deck files: Markdown lecture notes that hold cards."""
