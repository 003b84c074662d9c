"""/study/<slug>/suggest/<card> and /study/<slug>/reports: the students' side of the worklist."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.worklist import corrections
from app.services.worklist.mine import mine
from app.services.worklist.suggesting import Editable, SuggestionError, Wish, editable, suggest
from app.web.access import allowed
from app.web.context import account, db, now
from app.web.languages import worded
from app.web.visibility import visible_at
from app.web.worklist.forms import SuggestForm
from app.web.worklist.pages import Page, blueprint, go, student_page


@blueprint.get("/study/<slug>/suggest/<uuid:card_id>")
@allowed(Action.STUDY)
def suggest_page(offering: Offering, card_id: UUID) -> Page:
    """Show the text of a card's note, to be changed."""
    found = _editable(offering, card_id)
    form = SuggestForm(formdata=None, text=found.source, base=found.base)
    return student_page("suggest", offering, form=form, found=found)


@blueprint.post("/study/<slug>/suggest/<uuid:card_id>")
@allowed(Action.STUDY)
def send(offering: Offering, card_id: UUID) -> Page | Response:
    """Keep what was suggested; nothing is changed by it until an instructor accepts it."""
    found = _editable(offering, card_id)
    form = SuggestForm()
    if not form.validate():
        return student_page("suggest", offering, 422, form=form, found=found)
    wish = Wish(form.base.data or 0, form.text.data or "", form.reason.data or "")
    try:
        suggest(db(), account(), offering, found, wish, now())
    except SuggestionError as error:
        form.text.errors = [worded(error)]
        return student_page("suggest", offering, 422, form=form, found=found)
    return go(f"/study/{offering.slug}/reports", said="suggested")


@blueprint.get("/study/<slug>/reports")
@allowed(Action.STUDY)
def mine_page(offering: Offering) -> Page:
    """Show what became of the student's own reports and suggestions, and corrected answers."""
    user = account()
    return student_page(
        "mine",
        offering,
        zone=user.zone,
        own=mine(db(), user.id, offering),
        corrected=corrections.untold(db(), user.id, offering),
    )


@blueprint.post("/study/<slug>/reports/seen")
@allowed(Action.STUDY)
def seen(offering: Offering) -> Response:
    """Note that the corrected answers were read."""
    corrections.mark_told(db(), account().id, offering, now())
    return go(f"/study/{offering.slug}/reports", said="seen")


def _editable(offering: Offering, card_id: UUID) -> Editable:
    found = editable(db(), account(), offering, card_id, visible_at=visible_at(offering))
    if found is None:
        abort(404, _("This course has no such card. It may have been taken out."))
    return found
