"""``flask user …``: accounts, for whoever runs the site."""

from __future__ import annotations

import sys

import click
from sqlalchemy.orm import Session

from app.cli.group import Group, transaction
from app.clock import utc_now
from app.db import Access
from app.models import User
from app.services import accounts, passwords
from app.services.accounts import AccountError, NewAccount

user = Group("user", help="Make and list accounts, and set their passwords.")

password_option = click.option(
    "--password-stdin",
    is_flag=True,
    required=True,
    help="Read the password from standard input (it would show in a list of processes).",
)


@user.command()
@click.argument("email")
@click.option("--name", help="Shown to instructors; default: the address up to its @.")
@click.option("--admin", is_flag=True, help="May see and manage every course.")
@password_option
def create(email: str, name: str | None, *, admin: bool, password_stdin: bool) -> None:
    """Make an account for EMAIL.

    \b
    Example:
      echo 'four words of mine' | flask user create ann@example.org --name Ann --password-stdin
    """
    del password_stdin
    name = name if name is not None else email.partition("@")[0]
    hashed = _hash_of_stdin(name, email)
    try:
        with transaction() as session:
            made = accounts.create(
                session, NewAccount(email, name, hashed, is_admin=admin), utc_now()
            )
    except AccountError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Made an account for {made.email}.", err=True)


@user.command()
@click.argument("email")
@password_option
def password(email: str, *, password_stdin: bool) -> None:
    """Give the account of EMAIL another password and log it out everywhere.

    \b
    Example:
      echo 'another four words' | flask user password ann@example.org --password-stdin
    """
    del password_stdin
    with transaction(Access.READ) as session:
        name = _found(session, email).name
    hashed = _hash_of_stdin(name, email)
    with transaction() as session:
        accounts.set_password(session, _found(session, email), hashed, utc_now())
    click.echo(f"{email} has another password and is logged out everywhere.", err=True)


@user.command("list")
def list_users() -> None:
    """Print the accounts, one a line: address, name, and "admin" or "disabled", by tabs.

    \b
    Example:
      flask user list
    """
    with transaction(Access.READ) as session:
        for each in accounts.in_order(session):
            marks = ("admin" if each.is_admin else "", "disabled" if each.disabled_at else "")
            click.echo("\t".join((each.email, each.name, " ".join(filter(None, marks)))))


def _found(session: Session, email: str) -> User:
    found = accounts.by_email(session, email)
    if found is None:
        raise click.ClickException(f"There is no account {email}; flask user list shows all.")
    return found


def _hash_of_stdin(*own_words: str) -> str:
    try:
        text = sys.stdin.buffer.read().decode("utf-8").replace("\r\n", "\n")
        text = text.removesuffix("\n")
        passwords.check(text, *own_words)
    except UnicodeDecodeError as error:
        raise click.ClickException("The password on standard input is no UTF-8.") from error
    except passwords.PasswordError as error:
        raise click.ClickException(f"The password will not do. {error}") from error
    return passwords.hashed(text)
