"""/search?q=WORDS[&course=SLUG]: a plain form and its results, on one page."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _

from app import policy
from app.models import Offering
from app.policy import Action
from app.services import enrolments, offerings
from app.services.search.find import Results, Scope, search
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
    results = search(db(), [Scope(each, visible_at(each)) for each in within], query)
    return render_template(
        "search/page.html",
        query=query,
        results=results if query else Results(),
        courses=own,
        chosen=chosen,
        anywhere=bool(within),
    )


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
