"""``flask doctor``: compare every card state with the log, and look after the database."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from app.config import from_environment
from app.db import Access, Database
from app.services.doctor import Examination, examine, repair


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--repair", "repairing", is_flag=True, help="Rewrite wrong states from the log.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool, repairing: bool) -> None:
    """Check the database: schema, integrity, and every card state against the log.

    Exits with 1 while a fault is left. Repair rewrites caches, never the log.

    Example: flask doctor --repair
    """
    database = Database(from_environment().database_url)
    repaired = 0
    with database.transaction(Access.READ) as session:
        found = examine(session)
    if repairing and any(fault.repairable for fault in found.faults):
        repaired = database.run(repair)
        with database.transaction(Access.READ) as session:
            found = examine(session)
    _print(found, repaired, as_json=as_json)
    context.exit(1 if found.faults else 0)


def _print(found: Examination, repaired: int, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(found) | {"repaired": repaired}, indent=2))
        return
    for fault in found.faults:
        click.echo(f"{fault.code}: {fault.message}")
    click.echo(
        f"{found.states} states of {found.students} students against {found.events} events: "
        f"{len(found.faults)} faults, {repaired} repaired.",
        err=True,
    )
