"""The feature's Flask blueprint, and what all its pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.decks.model import Diagnostic
from app.models import Offering
from app.services.decks.apply import Stale, Status, apply
from app.services.decks.drafts import render_draft
from app.services.private.cards import Mine, QuotaError, mine, prepared
from app.web.context import account, db, now, pause
from app.web.languages import later, worded
from app.web.sandboxes import previewer

blueprint = Blueprint("my_cards", __name__)

Page = tuple[str, int]
MOST_DIGITS = 4

SENTENCES = {
    "added": later("The card is added, and comes up with your next new cards. Add another?"),
    "added-for-later": later(
        "The card is added. It rests while you study for the exam, unless you mix your own cards "
        "in: “My own cards” has the switch. Add another?"
    ),
    "saved": later("Your cards are saved. Those that you changed keep their history."),
    "deleted": later("The card is deleted."),
    "note-kept": later("Your note is kept. It is shown with the answer."),
    "note-deleted": later("The note is deleted."),
    "chosen": later("That is kept."),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a text was not kept. *confirm*: it would be, with the confirmation."""

    message: str
    faults: tuple[Diagnostic, ...] = ()
    confirm: bool = False
    status: int = 422


def here(offering: Offering) -> Mine:
    """Return the private deck of whoever asks."""
    return mine(db(), offering.course_id, account().id)


def keep(found: Mine, text: str, *, confirmed: bool = False) -> Refused | None:
    """Make *text* the private deck, if it can be read; None when that is done."""
    try:
        plan = prepared(found, text, account().id)
    except QuotaError as error:
        return Refused(worded(error))
    if plan.nothing_to_do:
        return None
    errors = tuple(one for one in plan.diagnostics if one.severity == "error")
    if errors:
        return Refused(_("Nothing was saved yet: this cannot be read as cards."), errors)
    pause()
    html = [render_draft(draft, previewer()) for draft in plan.drafts]
    try:
        done = apply(db(), plan, html, now(), confirmed=confirmed)
    except Stale:
        return Refused(_("Your cards were changed in another tab meanwhile."), status=409)
    if done.status is Status.GUARDED:
        return Refused(_("This would delete many of your cards."), confirm=True)
    return None


def page(name: str, offering: Offering, status: int = 200, **values: Any) -> Page:
    """Render a page of the feature, with what its frame needs."""
    shown = render_template(
        f"my_cards/{name}.html",
        offering=offering,
        said=[SENTENCES[name] for name in request.args.getlist("said") if name in SENTENCES],
        **values,
    )
    return shown, status


def go(offering: Offering, path: str, said: str) -> Response:
    """Redirect to *path* below the feature's address, where this sentence is shown."""
    return redirect(f"/my-cards/{offering.slug}{path}?{urlencode({'said': said})}", 303)


def chosen_page(total: int, size: int) -> tuple[int, int]:
    """Return which page of a list of *total* was asked for, and the last one, both from 0.

    The address counts from 1; what is no page is the nearest one.
    """
    given, last = request.args.get("page", ""), max(0, (total - 1) // size)
    is_number = given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS
    return min(max(0, int(given) - 1) if is_number else 0, last), last


def text_of(sent: str | None) -> str:
    """Return a text as decks have it: browsers send line ends as CR LF."""
    return (sent or "").replace("\r\n", "\n").replace("\r", "\n")
