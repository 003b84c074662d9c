"""/classes/<slug>/people: the roster, its file in and out, and one person's terms."""

from __future__ import annotations

from math import ceil
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response as FileResponse
from flask import abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import policy
from app.models import Offering, Role
from app.policy import Action
from app.services.classes import enrolling, join_codes, local_time, roster, roster_csv
from app.services.classes.local_time import LocalTimeError, Moment
from app.services.classes.roster import Member, RosterError, Terms
from app.services.enrolments import ArchivedError
from app.services.tables import MOST_BYTES, UnreadableError
from app.services.throttle import take
from app.web.access import allowed
from app.web.classes import said
from app.web.classes.forms import ConfirmForm, PersonForm, RosterForm
from app.web.classes.pages import Page, blueprint, page
from app.web.context import account, config, db, now, present_actor
from app.web.languages import worded

MINUTE = 60  # seconds


@blueprint.get("/classes/<slug>/people")
@allowed(Action.VIEW_CLASS)
def people(offering: Offering) -> Page:
    """List everybody, with a form for a file of more."""
    return _roster(offering, RosterForm())


@blueprint.get("/classes/<slug>/people.csv")
@allowed(Action.VIEW_CLASS)
def people_file(offering: Offering) -> FileResponse:
    """Send the list as a file for spreadsheets."""
    active = [each for each in roster.members(db(), offering) if each.left_at is None]
    name = f"{offering.slug}-people.csv"
    return FileResponse(
        roster_csv.write(active, offering.zone),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.post("/classes/<slug>/people")
@allowed(Action.MANAGE_OFFERING)
def upload_people(offering: Offering) -> Page:
    """Enrol the people of a file, and tell what became of each line."""
    form = RosterForm()
    if not form.validate():
        return _roster(offering, form, 422)
    seconds = take(db(), enrolling.UPLOADS.bucket(str(account().id), config().secret_key), now())
    if seconds:
        minutes = ceil(seconds / MINUTE)
        form.file.errors = [
            _("That was often. Send the file again in %(minutes)d min.", minutes=minutes)
        ]
        return _roster(offering, form, 429)
    try:
        lines, faults = roster_csv.read(form.file.data.stream.read(MOST_BYTES + 1))
        report = enrolling.enrol(db(), present_actor(), offering, lines, faults, now())
    except (UnreadableError, ArchivedError) as error:
        form.file.errors = [worded(error)]
        return _roster(offering, form, 422)
    link = join_codes.address(config().base_url, offering)
    return page("uploaded", offering, report=report, link=link)


@blueprint.get("/classes/<slug>/people/<uuid:user_id>")
@allowed(Action.MANAGE_OFFERING)
def person(offering: Offering, user_id: UUID) -> Page:
    """Show what is set for one person."""
    member = _found(offering, user_id)
    local = member.exam_at.astimezone(ZoneInfo(offering.zone)) if member.exam_at else None
    form = PersonForm(
        role=member.role.value,
        extra_time=member.extra_time_percent,
        exam_day=local.date() if local else None,
        exam_time=local.time() if local else local_time.USUAL_TIME,
    )
    return _person(offering, member, form)


@blueprint.post("/classes/<slug>/people/<uuid:user_id>")
@allowed(Action.MANAGE_OFFERING)
def change_person(offering: Offering, user_id: UUID) -> Page | Response:
    """Set role, extra time and own exam date."""
    member = _found(offering, user_id)
    form = PersonForm()
    if not form.validate():
        return _person(offering, member, form, 422)
    try:
        moment = _own_exam(form, offering)
        exam_at = moment.at if moment else None
        terms = Terms(Role(form.role.data), exam_at, form.extra_time.data or 0)
        roster.set_terms(db(), present_actor(), offering, user_id, terms, now())
    except LocalTimeError as error:
        form.exam_day.errors = [worded(error)]
        return _person(offering, member, form, 422)
    except RosterError as error:
        form.role.errors = [worded(error)]
        return _person(offering, member, form, 409)
    return _back(offering, "person-saved", *(said.about(moment, now()) if moment else ()))


@blueprint.post("/classes/<slug>/people/<uuid:user_id>/remove")
@allowed(Action.MANAGE_OFFERING)
def remove_person(offering: Offering, user_id: UUID) -> Page | Response:
    """End somebody's part in the class."""
    member = _found(offering, user_id)
    try:
        roster.remove(db(), present_actor(), offering, user_id, now())
    except RosterError as error:
        form = PersonForm(formdata=None, role=member.role.value, extra_time=0)
        return _person(offering, member, form, 409, problem=worded(error))
    return _back(offering, "removed")


@blueprint.post("/classes/<slug>/people/<uuid:user_id>/restore")
@allowed(Action.MANAGE_OFFERING)
def restore_person(offering: Offering, user_id: UUID) -> Response:
    """Take somebody in again."""
    _found(offering, user_id)
    roster.restore(db(), present_actor(), offering, user_id, now())
    return _back(offering, "restored")


def _found(offering: Offering, user_id: UUID) -> Member:
    found = roster.find(db(), offering, user_id)
    if found is None:
        abort(404, _("This course has nobody of this address. Choose somebody from the list."))
    return found


def _back(offering: Offering, *names: str) -> Response:
    """Return to the roster, or home for somebody who just gave up their own place."""
    user = account()
    own = roster.find(db(), offering, user.id)
    roles = {offering.id: own.role} if own and own.left_at is None else {}
    still = policy.Actor(user.id, user.is_admin, roles)
    if policy.may(still, Action.VIEW_CLASS, offering.id):
        return said.go(f"/classes/{offering.slug}/people", *names)
    return said.go("/")


def _own_exam(form: PersonForm, offering: Offering) -> Moment | None:
    if form.exam_day.data is None:
        return None
    clock = form.exam_time.data or local_time.USUAL_TIME
    return local_time.moment(form.exam_day.data, clock, offering.zone)


def _roster(offering: Offering, form: RosterForm, status: int = 200) -> Page:
    everybody = roster.members(db(), offering)
    return page(
        "people",
        offering,
        status,
        active=[each for each in everybody if each.left_at is None],
        gone=[each for each in everybody if each.left_at is not None],
        form=form,
        confirm=ConfirmForm(formdata=None),
    )


def _person(
    offering: Offering, member: Member, form: PersonForm, status: int = 200, problem: str = ""
) -> Page:
    return page(
        "person",
        offering,
        status,
        member=member,
        form=form,
        confirm=ConfirmForm(formdata=None),
        problem=problem,
    )
