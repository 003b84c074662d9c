"""``flask demo``: what ``make run`` calls. Upgrades, loads the content, seeds, serves.

Starting again keeps everything: each step first looks whether it is done already.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import click

from app.cli.deck_report import as_text, messages
from app.cli.deck_store import apply_path, in_words, renew_renderings
from app.cli.progress import with_progress
from app.cli.serve import check_port, serve
from app.clock import utc_now
from app.config import Config, from_environment
from app.db import Access, Database
from app.services import accounts, passwords, schema
from app.services.decks.apply import Report, Status
from app.services.demo import history, seed
from app.services.demo.personas import PERSONAS, Persona

SIMULATED = "Everybody's answers of the last three weeks are simulated; no person gave them."
HARMLESS = {Status.APPLIED, Status.NOTHING_TO_DO}


@click.command()
@click.option("--no-serve", is_flag=True, help="Prepare everything, then stop.")
@click.option("--json", "as_json", is_flag=True, help="Print the address and accounts as JSON.")
@click.option("--new-passwords", is_flag=True, help="Give every demo account a new password.")
def demo(*, no_serve: bool, as_json: bool, new_passwords: bool) -> None:
    """Set up a course to look around in, and serve it until Ctrl-C.

    The passwords are shown once: on the first start, or with --new-passwords.

    \b
    Example:
      flask demo
      flask demo --no-serve --new-passwords
    """
    config = from_environment()
    if not no_serve:
        check_port(config)
    database = Database(config.database_url)
    with in_words():
        shown = prepare(database, config, utc_now(), new_passwords=new_passwords)
    database.engine.dispose()
    click.echo(_as_json(config, shown) if as_json else _as_text(config, shown))
    if not no_serve:
        serve(config)


def prepare(
    database: Database, config: Config, now: datetime, *, new_passwords: bool = False
) -> dict[str, str]:
    """Bring database, accounts, content and history up to date.

    Returns the passwords to show, by address: of the accounts that got one just now.
    """
    _make_folder(database)
    upgrade(database)
    shown = _accounts(database, now, new_passwords=new_passwords)
    reports = [apply_path(database, history.SLUG, config.content_dir, config.content_dir, now)]
    reports += renew_renderings(database, now)
    for report in reports:
        _warn(report)
    with database.transaction() as session:
        history.seed_history(session, now, _with_progress)
    return shown


def upgrade(database: Database) -> None:
    """Bring the tables to this version, if they are not there."""
    with database.transaction(Access.READ) as session:
        if schema.current(session) == schema.newest():
            return
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session, followed=with_progress)


def machine_zone() -> str:
    """Return the time zone of this machine by its IANA name, UTC where it cannot be told."""
    link = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return accounts.known_zone(os.environ.get("TZ", "").removeprefix(":"), link)


def _accounts(database: Database, now: datetime, *, new_passwords: bool) -> dict[str, str]:
    with database.transaction(Access.READ) as session:
        wanted = [persona.email for persona in seed.missing(session)]
        if new_passwords:
            wanted += [user.email for user in seed.demo_accounts(session)]
        if not wanted and seed.is_seeded(session):
            return {}
    fresh = {email: seed.new_password() for email in wanted}
    hashes = _hashed(fresh)
    with database.transaction() as session:
        shown = [
            persona.email for persona in seed.seed_accounts(session, hashes, machine_zone(), now)
        ]
        if new_passwords:
            shown = seed.renew_passwords(session, hashes, now)
    return {email: fresh[email] for email in shown}


def _hashed(fresh: dict[str, str]) -> dict[str, str]:
    """Hash side by side: each takes a while on purpose, and together they would be waited for."""
    with ThreadPoolExecutor() as threads:
        return dict(zip(fresh, threads.map(passwords.hashed, fresh.values()), strict=True))


def _with_progress(students: Sequence[Persona]) -> Iterator[Persona]:
    return with_progress(students, "Simulating")


def _warn(report: Report) -> None:
    """Say on standard error why something was not taken in; what was served goes on."""
    if report.status in HARMLESS:
        return
    for line in (*messages(report), as_text(report)):
        click.echo(line, err=True)


def _as_json(config: Config, shown: dict[str, str]) -> str:
    rows = [
        {"email": persona.email, "password": shown.get(persona.email), "role": persona.role.value}
        for persona in PERSONAS
    ]
    return json.dumps({"url": config.base_url, "accounts": rows}, indent=1)


def _as_text(config: Config, shown: dict[str, str]) -> str:
    lines = [f"Retain: {config.base_url}"]
    if not shown:
        hint = ".venv/bin/flask demo --no-serve --new-passwords"
        return "\n".join([*lines, f"The demo's passwords are as before; new ones: {hint}"])
    first, others = _one_of_each_role([p for p in PERSONAS if p.email in shown])
    lines.append("Demo accounts; the passwords are shown this once:")
    lines += [f"  {p.email:24} {shown[p.email]}  ({p.role.value})" for p in first]
    if others:
        lines.append("More students, each of whom learns differently:")
        lines += [f"  {p.email:24} {shown[p.email]}" for p in others]
    return "\n".join([*lines, SIMULATED])


def _one_of_each_role(personas: Sequence[Persona]) -> tuple[list[Persona], list[Persona]]:
    """Return whom to try first, and the others: students, as there is one of every other role."""
    first = {persona.role: persona for persona in reversed(personas)}
    chosen = [persona for persona in personas if first[persona.role] is persona]
    return chosen, [persona for persona in personas if persona not in chosen]


def _make_folder(database: Database) -> None:
    url = database.engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
