"""/classes/<slug>/details: title, term, time zone, language, minutes to start with."""

from __future__ import annotations

from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.classes import details as services
from app.services.classes import local_time
from app.services.classes.details import Details
from app.web.access import allowed
from app.web.classes import said
from app.web.classes.forms import DetailsForm
from app.web.classes.pages import Page, blueprint, page
from app.web.context import db, now, present_actor


@blueprint.get("/classes/<slug>/details")
@allowed(Action.MANAGE_OFFERING)
def details(offering: Offering) -> Page:
    """Show the details, ready to be changed."""
    return _form(offering, DetailsForm(obj=services.of(offering)))


@blueprint.post("/classes/<slug>/details")
@allowed(Action.MANAGE_OFFERING)
def change_details(offering: Offering) -> Page | Response:
    """Change them."""
    form = DetailsForm()
    if not form.validate():
        return _form(offering, form, 422)
    services.change(db(), present_actor(), offering, _wanted(form), now())
    return said.go(f"/classes/{offering.slug}/details", "details-saved")


def _form(offering: Offering, form: DetailsForm, status: int = 200) -> Page:
    return page("details", offering, status, form=form, zones=local_time.zones())


def _wanted(form: DetailsForm) -> Details:
    return Details(
        title=(form.title.data or "").strip(),
        term=(form.term.data or "").strip(),
        zone=form.zone.data or "UTC",
        language=form.language.data or "en",
        minutes=form.minutes.data or 0,
    )
