"""``flask demo``: what ``make run`` calls. Upgrades, loads the content, seeds, serves.

Starting again keeps everything: each step first looks whether it is done already.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import click

from app.cli.deck_report import as_text, messages
from app.cli.deck_store import apply_path, in_words, renew_renderings
from app.cli.serve import check_port, serve
from app.clock import utc_now
from app.config import Config, from_environment
from app.db import Access, Database
from app.services import accounts, passwords, schema
from app.services.decks.apply import Report, Status
from app.services.demo import seed

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
    reports = [apply_path(database, seed.SLUG, config.content_dir, config.content_dir, now)]
    reports += renew_renderings(database, now)
    for report in reports:
        _warn(report)
    with database.transaction() as session:
        seed.seed_history(session, now)
    return shown


def upgrade(database: Database) -> None:
    """Bring the tables to this version, if they are not there."""
    with database.transaction(Access.READ) as session:
        if schema.current(session) == schema.newest():
            return
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)


def machine_zone() -> str:
    """Return the time zone of this machine by its IANA name, UTC where it cannot be told."""
    link = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return accounts.known_zone(os.environ.get("TZ", "").removeprefix(":"), link)


def _accounts(database: Database, now: datetime, *, new_passwords: bool) -> dict[str, str]:
    with database.transaction(Access.READ) as session:
        seeded = seed.is_seeded(session)
    if seeded and not new_passwords:
        return {}
    fresh = seed.new_passwords()
    hashes = {email: passwords.hashed(password) for email, password in fresh.items()}
    with database.transaction() as session:
        shown = [p.email for p in seed.seed_accounts(session, hashes, machine_zone(), now)]
        if new_passwords:
            shown = seed.renew_passwords(session, hashes, now)
    return {email: fresh[email] for email in shown}


def _warn(report: Report) -> None:
    """Say on standard error why something was not taken in; what was served goes on."""
    if report.status in HARMLESS:
        return
    for line in (*messages(report), as_text(report)):
        click.echo(line, err=True)


def _as_json(config: Config, shown: dict[str, str]) -> str:
    rows = [
        {"email": persona.email, "password": shown.get(persona.email), "role": persona.role.value}
        for persona in seed.PERSONAS
    ]
    return json.dumps({"url": config.base_url, "accounts": rows}, indent=1)


def _as_text(config: Config, shown: dict[str, str]) -> str:
    lines = [f"Retain: {config.base_url}"]
    if not shown:
        hint = ".venv/bin/flask demo --no-serve --new-passwords"
        return "\n".join([*lines, f"The demo's passwords are as before; new ones: {hint}"])
    lines.append("Demo accounts; the passwords are shown this once:")
    accounts_shown = [persona for persona in seed.PERSONAS if persona.email in shown]
    return "\n".join(
        [*lines, *(f"  {p.email:24} {shown[p.email]}  ({p.role.value})" for p in accounts_shown)]
    )


def _make_folder(database: Database) -> None:
    url = database.engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
