"""What a page says after a form was sent: the redirect names the sentences, never their text."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response

from app.services.classes.local_time import Moment
from app.web.languages import later as _

SENTENCES = {
    "made": _("The course is made, and you are its instructor. Give your students the join code."),
    "copied": _("The new term is ready, with its own join code and no students yet."),
    "details-saved": _("The details are saved."),
    "exam-saved": _("The exam date is saved."),
    "exam-deleted": _("The exam date is deleted."),
    "moved": _(
        "That time does not exist on that day, because the clocks go forward. "
        "It was moved on by the time that is skipped: look at it below."
    ),
    "past": _("That date is past. If it is a slip, change it."),
    "decks-saved": _("The dates are saved."),
    "code-reset": _("The join code is new. The old one no longer works."),
    "person-saved": _("The changes are saved."),
    "removed": _(
        "Removed. Whoever still has the join code can come back with it; reset the code on the "
        "overview to prevent that."
    ),
    "restored": _("Taken in again."),
    "archived": _(
        "The course is archived: nobody joins, everybody who is in it can still read it."
    ),
    "unarchived": _("The course goes on: people can join again."),
}
WARNINGS = frozenset({"moved", "past"})


def go(path: str, *said: str) -> Response:
    """Redirect to *path*, where these sentences are shown."""
    query = urlencode([("said", name) for name in said])
    return redirect(f"{path}?{query}" if query else path, 303)


def sentences() -> list[tuple[str, str]]:
    """Return (kind of notice, sentence) for each that the address names; unknown names are none."""
    return [
        ("info" if name in WARNINGS else "success", SENTENCES[name])
        for name in dict.fromkeys(request.args.getlist("said"))
        if name in SENTENCES
    ]


def about(moment: Moment, now: datetime) -> list[str]:
    """Return the names of what is to be said about a date that was entered."""
    return ["moved"] * moment.moved + ["past"] * (moment.at < now)
