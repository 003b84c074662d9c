"""``flask course …``: courses and their offerings, for whoever runs the site."""

from __future__ import annotations

import click

from app.cli.group import Group, transaction
from app.clock import utc_now
from app.db import Access
from app.services import accounts, offerings
from app.services.offerings import OfferingError

course = Group("course", help="Make and list courses, and show their join codes.")


@course.command()
@click.argument("slug")
@click.argument("title")
@click.option("--owner", required=True, metavar="EMAIL", help="The account of its instructor.")
def create(slug: str, title: str, owner: str) -> None:
    """Make a course with its first offering, named SLUG in addresses and commands.

    \b
    Example:
      flask course create crm-2027 'Customer relationship management' --owner ann@example.org
    """
    try:
        with transaction() as session:
            instructor = accounts.by_email(session, owner)
            if instructor is None:
                raise click.ClickException(
                    f"There is no account {owner}; make it with flask user create."
                )
            made = offerings.create(session, slug, title, instructor, utc_now())
    except OfferingError as error:
        raise click.ClickException(str(error)) from error
    code = offerings.grouped_code(made.join_code)
    click.echo(f"Made {slug}. Students join it with the code {code}.", err=True)


@course.command("list")
def list_courses() -> None:
    """Print the offerings, one a line: slug, title and term, by tabs.

    \b
    Example:
      flask course list
    """
    with transaction(Access.READ) as session:
        for each in offerings.in_order(session):
            click.echo("\t".join((each.slug, each.course.title, each.term)))


@course.command("join-code")
@click.argument("slug")
def join_code(slug: str) -> None:
    """Print the code that students join SLUG with.

    \b
    Example:
      flask course join-code crm-2027
    """
    with transaction(Access.READ) as session:
        found = offerings.by_slug(session, slug)
    if found is None:
        raise click.ClickException(f"There is no course {slug}; flask course list shows all.")
    click.echo(offerings.grouped_code(found.join_code))
