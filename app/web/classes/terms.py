"""/classes/<slug>/copy and /archive: the end of a term, and the next one."""

from __future__ import annotations

from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.classes import archive, copying, local_time
from app.services.classes.copying import NewTerm
from app.services.classes.course_making import TooManyError
from app.services.classes.local_time import LocalTimeError
from app.services.offerings import OfferingError
from app.web.access import allowed
from app.web.classes import said
from app.web.classes.forms import SHIFT, YEAR_OF_WEEKS, CopyForm
from app.web.classes.pages import Page, blueprint, page
from app.web.context import account, db, now, present_actor
from app.web.languages import worded


@blueprint.get("/classes/<slug>/copy")
@allowed(Action.MANAGE_OFFERING)
def copy_page(offering: Offering) -> Page:
    """Ask for what the new term needs."""
    slug, term = copying.proposed(db(), offering)
    form = CopyForm(slug=slug, term=term, zone=offering.zone, dates=SHIFT, weeks=YEAR_OF_WEEKS)
    return _copy_form(offering, form)


@blueprint.post("/classes/<slug>/copy")
@allowed(Action.MANAGE_OFFERING)
def copy(offering: Offering) -> Page | Response:
    """Make another offering of the same course."""
    form = CopyForm()
    if not form.validate():
        return _copy_form(offering, form, 422)
    try:
        made = copying.copy(db(), account(), offering, _new_term(form), now())
    except OfferingError as error:
        form.slug.errors = [worded(error)]
        return _copy_form(offering, form, 422)
    except LocalTimeError as error:
        form.weeks.errors = [worded(error)]
        return _copy_form(offering, form, 422)
    except TooManyError as error:
        form.slug.errors = [worded(error)]
        return _copy_form(offering, form, 429)
    return said.go(f"/classes/{made.slug}", "copied")


@blueprint.post("/classes/<slug>/archive")
@allowed(Action.MANAGE_OFFERING)
def archive_class(offering: Offering) -> Response:
    """End the offering."""
    archive.archive(db(), present_actor(), offering, now())
    return said.go(f"/classes/{offering.slug}", "archived")


@blueprint.post("/classes/<slug>/unarchive")
@allowed(Action.MANAGE_OFFERING)
def unarchive_class(offering: Offering) -> Response:
    """Let the offering go on."""
    archive.unarchive(db(), present_actor(), offering, now())
    return said.go(f"/classes/{offering.slug}", "unarchived")


def _copy_form(offering: Offering, form: CopyForm, status: int = 200) -> Page:
    return page("copy", offering, status, form=form, zones=local_time.zones())


def _new_term(form: CopyForm) -> NewTerm:
    return NewTerm(
        slug=form.slug.data or "",
        term=form.term.data or "",
        zone=form.zone.data or "UTC",
        weeks=form.weeks.data if form.dates.data == SHIFT else None,
    )
