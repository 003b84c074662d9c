"""/search?q=WORDS[&course=SLUG]: a plain form and its results, on one page.

Whoever searches finds their own private cards and notes, too, with links to where they are edited.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _

from app import policy
from app.models import Offering
from app.policy import Action
from app.services import enrolments, offerings
from app.services.search.find import Results, Scope, search
from app.services.search.passages import NOTE_ANCHOR
from app.services.search.results import DeckHits, Place, Source
from app.web.access import signed_in
from app.web.context import account, actor, db
from app.web.visibility import visible_at

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@signed_in
def page() -> str:
    """Search the notes of all one's courses, or of the one that ``course`` names."""
    query = request.args.get("q", "").strip()
    own = [each.offering for each in enrolments.of_user(db(), account().id)]
    chosen = _chosen(request.args.get("course", ""))
    within = [chosen] if chosen else [*own, *_over()]
    results = search(db(), [_scope(each) for each in within], query) if query else Results()
    return render_template(
        "search/page.html",
        query=query,
        results=results,
        place_url=place_url,
        title_url=title_url,
        courses=own,
        chosen=chosen,
        anywhere=bool(within),
    )


def title_url(found: DeckHits) -> str:
    """Return where the whole is that passages are from."""
    slug = found.offering.slug
    match found.source:
        case Source.COURSE:
            return f"/courses/{slug}/decks/{found.deck}"
        case Source.OWN_CARDS:
            return f"/my-cards/{slug}"
        case Source.OWN_NOTES:
            return f"/my-cards/{slug}/notes"


def place_url(found: DeckHits, place: Place) -> str:
    """Return where a passage is to be read, or where its owner edits it."""
    if found.source is Source.COURSE:
        return f"{title_url(found)}#{place.anchor}"
    if found.source is Source.OWN_NOTES:
        return f"{title_url(found)}/{place.anchor}"
    note = place.anchor.removeprefix(NOTE_ANCHOR)
    is_card = place.anchor.startswith(NOTE_ANCHOR)
    return f"{title_url(found)}/cards/{note}" if is_card else f"{title_url(found)}/text"


def _scope(offering: Offering) -> Scope:
    """Return what is searched: the course, and what of it is the reader's own."""
    studies = policy.may(actor(), Action.STUDY, offering.id)
    return Scope(offering, visible_at(offering), account().id if studies else None)


def _over() -> list[Offering]:
    """Return the courses that have ended: their notes can still be read."""
    return [each.offering for each in enrolments.over_of_user(db(), account().id)]


def _chosen(slug: str) -> Offering | None:
    """Return the course of this name, None without a name; 404 or 403 where one may not look."""
    if not slug:
        return None
    offering = offerings.by_slug(db(), slug)
    if offering is None:
        abort(404, _("There is no such course. Check the address."))
    policy.require(actor(), Action.VIEW_COURSE, offering.id)
    return offering
