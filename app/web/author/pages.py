"""The feature's Flask blueprint, and what all its pages share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from app import policy
from app.models import Offering
from app.policy import Action
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
    "begun": _("The deck is begun. Write notes on the left, or add a card by a form."),
    "saved": _("The draft is saved. Students see nothing of it until you publish."),
    "tidied": _("The layout is tidied and the draft saved. No card has changed."),
    "as-was": _("The layout is tidy already."),
    "changed": _("The change is made and the draft saved."),
    "discarded": _("The draft is thrown away. This is what is published."),
    "rebased": _("What was published meanwhile is part of your draft now."),
    "added": _("The card is in the draft. Add another, or publish."),
    "restored": _("The earlier text is your draft now. Publish it to bring it back."),
    "draft-in-the-way": _("You have a draft of this deck. Say below that it may be replaced."),
    "not-chosen": _("Choose a revision first."),
    "picture": _("The picture is in the draft, at its end. Move its line to where it belongs."),
    "deck-published": _("Published. Students get the new text with their next card."),
    "deck-kept": _("The deck belongs to the browser now; no file is missed any more."),
    "deck-retired": _("The deck is retired. What students learned of it stays in the log."),
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
    return redirect(f"{path}{'&' if '?' in path else '?'}{urlencode({'said': said})}", 303)
