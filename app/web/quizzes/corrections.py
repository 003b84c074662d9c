"""/quizzes/<slug>/staff/corrections: corrected keys, their effect, and marking anew by them."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.quiz import corrections, remarking
from app.services.quiz.remarking import StaleError
from app.web.access import allowed
from app.web.context import db, now, present_actor
from app.web.languages import worded
from app.web.quizzes.pages import (
    Page,
    blueprint,
    renderer,
    staff_address,
    staff_page,
)


@blueprint.get("/quizzes/<slug>/staff/corrections")
@allowed(Action.MANAGE_OFFERING)
def corrected_keys(offering: Offering) -> Page:
    """Show every corrected key with what marking anew would change."""
    return _page(offering)


@blueprint.post("/quizzes/<slug>/staff/corrections")
@allowed(Action.MANAGE_OFFERING)
def mark_anew(offering: Offering) -> Page | Response:
    """Mark the answers to one question anew by its corrected key."""
    try:
        deck_id = UUID(request.form.get("deck", ""))
    except ValueError:
        return _page(offering, _("Reload the page and try again."), 422)
    key = (deck_id, request.form.get("item", ""))
    digest = request.form.get("effect", "")
    try:
        done = remarking.apply(db(), present_actor(), offering, key, digest, now())
    except StaleError as error:
        return _page(offering, worded(error), 409)
    return redirect(f"{staff_address(offering)}/corrections?marked={done.n}", 303)


def _page(offering: Offering, trouble: str = "", status: int = 200) -> Page:
    found = corrections.found(db(), offering)
    marked = request.args.get("marked", type=int)
    return staff_page(
        "corrections",
        offering,
        status,
        found=found,
        sheet=renderer().sheet(one.question for one in found),
        marked=None
        if marked is None
        else ngettext("%(num)d answer is marked anew.", "%(num)d answers are marked anew.", marked),
        trouble=trouble,
    )
