"""The options of ``flask quiz export`` for exams that are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from app.exports.paper.options import SIZES, Paper

_OPTIONS = (
    click.option("--paper", type=click.Choice(list(SIZES)), help="The size; a4 unless told."),
    click.option("--large-print", is_flag=True, help="18 points instead of 10.5."),
    click.option("--instructions", metavar="TEXT", help="For the cover, a paragraph a line."),
    click.option("--date", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"])),
    click.option("--minutes", type=click.IntRange(min=1), help="The time that is given."),
)


def paper_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of paper to *command*."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def is_asked(printing: Mapping[str, Any]) -> bool:
    """Whether any of the options was given."""
    return any(printing.values())


def paper_of(printing: Mapping[str, Any]) -> Paper:
    """Return how to print, from the options' values."""
    date = printing["date"]
    return Paper(
        size=SIZES[printing["paper"] or "a4"],
        large=printing["large_print"],
        instructions=printing["instructions"] or "",
        date=date.date() if date else None,
        minutes=printing["minutes"],
    )
