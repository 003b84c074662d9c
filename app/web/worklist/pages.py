"""The feature's Flask blueprint, and what its pages share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from app import policy
from app.models import Offering
from app.policy import Action
from app.web.context import actor
from app.web.languages import later as _

blueprint = Blueprint("worklist", __name__)

Page = tuple[str, int]

SENTENCES = {
    "resolved": _("Resolved. Those who wrote about it can see that."),
    "dismissed": _("Dismissed."),
    "reopened": _("It is open again."),
    "not-reopened": _("Nothing was changed: somebody else has opened it, or it is published."),
    "gone": _("Nothing was changed: somebody else has settled this item, or its card went."),
    "accepted": _("Published. Students get the new text with their next card."),
    "suggested": _("Sent to your instructors. Below you see what becomes of it. Thank you."),
    "seen": _("Good. You are not told of these again."),
}
WARNINGS = frozenset({"gone", "not-reopened"})


def staff_page(name: str, offering: Offering, status: int = 200, **values: Any) -> Page:
    """Render a page for staff, with what the frame of a class's pages needs."""
    return _page(
        name,
        offering,
        status,
        zone=offering.zone,
        may_manage=policy.may(actor(), Action.MANAGE_OFFERING, offering.id),
        may_publish=policy.may(actor(), Action.PUBLISH_DECKS, offering.id),
        **values,
    )


def student_page(name: str, offering: Offering, status: int = 200, **values: Any) -> Page:
    """Render a page for a student."""
    return _page(name, offering, status, **values)


def go(path: str, **query: str) -> Response:
    """Redirect to *path*; ``said`` names the sentence that is shown there."""
    return redirect(f"{path}?{urlencode(query)}", 303)


def list_address(offering: Offering) -> str:
    """Return where the offering's worklist is."""
    return f"/author/{offering.slug}/worklist"


def _page(name: str, offering: Offering, status: int, **values: Any) -> Page:
    shown = render_template(f"worklist/{name}.html", offering=offering, said=_said(), **values)
    return shown, status


def _said() -> list[tuple[str, str]]:
    """Return (kind of notice, sentence) for each that the address names; unknown names are none."""
    return [
        ("info" if name in WARNINGS else "success", SENTENCES[name])
        for name in request.args.getlist("said")[:1]
        if name in SENTENCES
    ]
