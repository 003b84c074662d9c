"""The notes of a deck for reading; the way back from a card leads here."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import policy
from app.models import Offering
from app.policy import Action
from app.services import reading
from app.services.private import listing as private
from app.web.access import allowed
from app.web.context import account, actor, db
from app.web.visibility import visible_at

blueprint = Blueprint("reading", __name__)


@blueprint.get("/courses/<slug>/decks/<uuid:deck_id>")
@allowed(Action.VIEW_COURSE)
def deck(offering: Offering, deck_id: UUID) -> str | Response:
    """Show the published notes of one deck, with the decks before and after it.

    The place of a student's private cards is the page of those.
    """
    page = reading.deck_page(db(), offering, deck_id, visible_at(offering))
    if page is None and private.owns(db(), offering.course_id, account().id, deck_id):
        return redirect(f"/my-cards/{offering.slug}", 303)
    if page is None:
        abort(404, _("This course has no such deck. Choose one on the course's page."))
    may_study = policy.may(actor(), Action.STUDY, offering.id)
    return render_template("reading/deck.html", offering=offering, page=page, may_study=may_study)
