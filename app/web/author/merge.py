"""/author/<slug>/merge: two cards that say the same become one, with the answers to both."""

from __future__ import annotations

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from app.decks.normal import bare
from app.models import Offering
from app.policy import Action
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.decks import merge_notes
from app.services.decks.apply import Stale, apply
from app.services.decks.drafts import Prepared, render_draft
from app.services.decks.merge_notes import MergeError, Pairing
from app.services.decks.store import Store, read_store
from app.services.rendering import RenderedDeck
from app.web.access import allowed
from app.web.author.forms import ConfirmForm
from app.web.author.pages import Page, blueprint, go, page
from app.web.context import account, actor, db, now, pause
from app.web.languages import later as _
from app.web.languages import worded
from app.web.rendering import renderer
from app.wording import say

FASTER = _("Somebody else published this deck meanwhile. Nothing was merged; look again.")
LONGEST = 200


@blueprint.get("/author/<slug>/merge")
@allowed(Action.PUBLISH_DECKS)
def merge_page(offering: Offering) -> Page:
    """Find two cards, and show what merging them does once both are chosen."""
    if not ("kept" in request.args and "gone" in request.args):
        return _search(offering)
    try:
        found = _pairing(offering, request.args["kept"], request.args["gone"])
        merge_notes.without_text(_store(offering), found.gone, account().id)
    except MergeError as error:
        return _search(offering, 422, worded(error))
    return page("merge_two", offering, found=found, confirm=ConfirmForm(), bare=bare)


@blueprint.post("/author/<slug>/merge")
@allowed(Action.PUBLISH_DECKS)
def merge(offering: Offering) -> Page | Response:
    """Take the text of the card that goes out of its deck, and let the other go on for both."""
    try:
        found = _pairing(offering, request.form.get("kept", ""), request.form.get("gone", ""))
        prepared = merge_notes.without_text(_store(offering), found.gone, account().id)
        kept, gone = found.kept.note.id, found.gone.note.id
        pause()
        html = _rendered(prepared)
        if prepared is not None:
            apply(db(), prepared, html, now(), confirmed=True)
        merge_notes.merge_notes(db(), offering.course_id, kept, gone, now())
    except MergeError as error:
        return _search(offering, 422, worded(error))
    except Stale:
        return _search(offering, 409, FASTER)
    front = bare(found.kept.cards[0].revision.front)
    audit.note(db(), actor(), offering, Did.MERGED, front, {}, now())
    return go(f"/author/{offering.slug}/plan", "merged")


def _search(offering: Offering, status: int = 200, problem: str = "") -> Page:
    text = request.args.get("q", "")[:LONGEST]
    found = merge_notes.search(db(), offering.course_id, text)
    most = merge_notes.MOST_FOUND
    return page("merge", offering, status, q=text, found=found, most=most, problem=problem)


def _pairing(offering: Offering, kept: str, gone: str) -> Pairing:
    try:
        chosen = UUID(kept), UUID(gone)
    except ValueError:
        raise MergeError(say("Choose one card that goes on and one that goes.")) from None
    return merge_notes.pairing(db(), offering.course_id, *chosen)


def _store(offering: Offering) -> Store:
    return read_store(db(), offering.course_id)


def _rendered(prepared: Prepared | None) -> list[RenderedDeck]:
    return [render_draft(draft, renderer()) for draft in prepared.drafts] if prepared else []
