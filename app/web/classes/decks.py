"""/classes/<slug>/decks: from when students see each deck."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services import offerings
from app.services.classes import local_time, visibility
from app.services.classes.local_time import LocalTimeError
from app.web.access import allowed
from app.web.classes import said
from app.web.classes.forms import VisibilityForm, visibility_form
from app.web.classes.pages import Page, blueprint, page
from app.web.context import db, now, present_actor
from app.web.languages import worded


@blueprint.get("/classes/<slug>/decks")
@allowed(Action.VIEW_CLASS)
def decks(offering: Offering) -> Page:
    """List the decks with the day from which students see them."""
    zone = ZoneInfo(offering.zone)
    listed = offerings.decks(db(), offering, None)
    days = {
        f"from_{deck.id.hex}": deck.visible_from.astimezone(zone).date()
        for deck in listed
        if deck.visible_from
    }
    return page("decks", offering, decks=listed, form=visibility_form(listed, **days))


@blueprint.post("/classes/<slug>/decks")
@allowed(Action.MANAGE_OFFERING)
def set_visibility(offering: Offering) -> Page | Response:
    """Keep the days; a deck is visible from the first minute of its day."""
    listed = offerings.decks(db(), offering, None)
    form = visibility_form(listed)
    wanted = _instants(form, offering) if form.validate() else None
    if wanted is None:
        return page("decks", offering, 422, decks=listed, form=form)
    visibility.set_dates(db(), present_actor(), offering, wanted, now())
    return said.go(f"/classes/{offering.slug}/decks", "decks-saved")


def _instants(form: VisibilityForm, offering: Offering) -> dict[UUID, datetime | None] | None:
    """Return the instant of each deck; None, with the error in the form, for a slip."""
    wanted: dict[UUID, datetime | None] = {}
    for deck, day in form.days().items():
        try:
            wanted[deck] = local_time.moment(day, time(), offering.zone).at if day else None
        except LocalTimeError as error:
            form[f"from_{deck.hex}"].errors = [worded(error)]
            return None
    return wanted
