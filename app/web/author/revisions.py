"""/author/<slug>/decks/<deck>/revisions: earlier texts, how they differ, and bringing one back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.editing import drafts
from app.services.editing import revisions as earlier
from app.services.editing.drafts import Working
from app.services.editing.listing import title_of
from app.web.access import allowed
from app.web.author.desk import address, find, number
from app.web.author.forms import ConfirmForm
from app.web.author.pages import Page, blueprint, go, page
from app.web.context import account, db, now


@blueprint.get("/author/<slug>/decks/<uuid:deck_id>/revisions")
@allowed(Action.PUBLISH_DECKS)
def revisions(offering: Offering, deck_id: UUID) -> Page:
    """List the revisions, and show how the chosen one differs from what is published."""
    _store, here = find(offering, deck_id)
    chosen = number(request.args.get("number", ""))
    text = None if chosen is None else _text(here, chosen)
    return page(
        "revisions",
        offering,
        here=here,
        title=title_of(here.text, here.key),
        revisions=earlier.revisions(db(), deck_id),
        chosen=chosen,
        passages=[] if text is None else earlier.passages(text, _published(here)),
        confirm=ConfirmForm(formdata=None),
        zone=account().zone,
    )


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/revisions")
@allowed(Action.PUBLISH_DECKS)
def restore(offering: Offering, deck_id: UUID) -> Response:
    """Make an earlier text the draft; it comes back once that is published."""
    _store, here = find(offering, deck_id)
    chosen = number(request.form.get("number", ""))
    if chosen is None:
        return go(f"{address(offering, deck_id)}/revisions", "not-chosen")
    if here.is_draft and "confirmed" not in request.form:
        return go(f"{address(offering, deck_id)}/revisions?number={chosen}", "draft-in-the-way")
    text = _text(here, chosen)
    drafts.save(db(), offering.course_id, account().id, replace(here, text=text), text, now())
    return go(address(offering, deck_id), "restored")


def _text(here: Working, chosen: int) -> str:
    text = earlier.text_of(db(), here.deck_id, chosen)
    if text is None:
        abort(404, _("This deck has no such revision."))
    return text


def _published(here: Working) -> str:
    return here.stored.markdown if here.stored else ""
