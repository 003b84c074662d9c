"""``flask course …``: courses and their offerings, for whoever runs the site."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from app.cli.group import Group, transaction
from app.clock import utc_now
from app.db import Access
from app.services import accounts, offerings
from app.services.classes import exam_dates, local_time
from app.services.classes.exam_dates import ExamDateError, NewExam
from app.services.classes.local_time import LocalTimeError
from app.services.offerings import OfferingError

course = Group("course", help="Make and list courses; their join codes and exam dates.")


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


@course.command()
@click.argument("slug")
@click.argument("date", metavar="ISO-DATE")
@click.option("--title", default=exam_dates.USUAL_TITLE, show_default=True, help="Its name.")
def exam(slug: str, date: str, title: str) -> None:
    """Add an exam date to SLUG. A date alone means 09:00 in the zone of the course.

    The exam asks every deck but the optional ones; in the browser an instructor gives
    decks weights.

    \b
    Example:
      flask course exam crm-2027 2027-06-21 --title Final
      flask course exam crm-2027 2027-04-12T14:30 --title Midterm
    """
    now = utc_now()
    try:
        with transaction() as session:
            found = offerings.by_slug(session, slug)
            if found is None:
                raise click.ClickException(
                    f"There is no course {slug}; flask course list shows all."
                )
            moment = local_time.parsed(date, found.zone)
            exam_dates.add(session, None, found, NewExam(title, moment.at), now)
            local = moment.at.astimezone(ZoneInfo(found.zone))
    except (LocalTimeError, ExamDateError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{slug} has an exam on {local:%Y-%m-%d at %H:%M}, {found.zone}.", err=True)
    if moment.moved:
        click.echo("The clocks skip the time that was asked for, so it was moved on.", err=True)
    if moment.at < now:
        click.echo("That date is past.", err=True)
