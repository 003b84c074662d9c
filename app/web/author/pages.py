"""The feature's Flask blueprint, and what all its pages share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from app import policy
from app.models import Offering
from app.policy import Action
from app.sandbox import Sandbox
from app.services.rendering import TARGET
from app.web.author import words
from app.web.context import actor
from app.web.languages import later as _

blueprint = Blueprint("author", __name__)

Page = tuple[str, int]

SENTENCES = {
    "published": _("Published. Students get the new text with their next card."),
    "nothing": _("Nothing was left to publish: somebody else has taken these files in already."),
    "settled": _("The conflict is settled, and the text you chose is published."),
    "no-conflict": _("That conflict is gone: somebody else has settled it, or the file went back."),
    "merged": _("Merged. The card that goes on has the answers to both."),
    "answered": _("Your answers are kept. The plan below follows them."),
    "forgotten": _("Your answers are taken back. The plan asks again."),
}


def page(name: str, offering: Offering, status: int = 200, **values: Any) -> Page:
    """Render a page of the feature, with what its frame needs."""
    shown = render_template(
        f"author/{name}.html",
        offering=offering,
        said=[SENTENCES[name] for name in request.args.getlist("said") if name in SENTENCES],
        may_publish=policy.may(actor(), Action.PUBLISH_DECKS, offering.id),
        guard_words=words.guard,
        **values,
    )
    return shown, status


def go(path: str, said: str) -> Response:
    """Redirect to *path*, where this sentence is shown."""
    return redirect(f"{path}?{urlencode({'said': said})}", 303)


def renderer() -> Sandbox:
    """Return the worker process of this web worker that renders; it starts on first use."""
    found: Sandbox = current_app.extensions.setdefault("renderer", Sandbox(TARGET))
    return found
