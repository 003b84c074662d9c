"""/settings and the pages behind it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.services import accounts, erasure, login_sessions, study_preferences
from app.services.erasure import LastInstructorError
from app.web import unit_of_work
from app.web.access import public, signed_in
from app.web.context import account, db, now
from app.web.forms import Form
from app.web.languages import later as _
from app.web.login import forget_cookie, set_cookie
from app.web.preferences import download
from app.web.preferences.day_forms import BreakForm
from app.web.preferences.forms import (
    ConfirmForm,
    CurrentPasswordForm,
    PasswordForm,
)
from app.web.preferences.parts import PARTS, forms
from app.web.preferences.password import asks_password, is_right, new_hash

blueprint = Blueprint("preferences", __name__)

Page = tuple[str, int]
SAID = {
    "password": _("The password is changed. All other log-ins have ended; this one goes on."),
}


@blueprint.get("/settings")
@signed_in
def settings() -> Page:
    """Show what is set."""
    return _settings()


@blueprint.post(
    "/settings/<any(you, day, week, breaks, courses, studying, keys, looks, privacy):part>"
)
@signed_in
def save(part: str) -> Page | AnyResponse:
    """Store one part of the page."""
    form = PARTS[part].make()
    if not form.validate() or not PARTS[part].save(form):
        return _settings({part: form}, 422)
    return redirect(f"/settings?said={part}#part-{part}", 303)


@blueprint.post("/settings/breaks/remove")
@signed_in
def remove_break() -> AnyResponse:
    """Take a break away; one that is not there any more is no fault."""
    form = BreakForm()
    if form.validate():
        study_preferences.remove_break(db(), account(), form.pause(), now())
    return redirect("/settings?said=breaks#part-breaks", 303)


@blueprint.get("/settings/password")
@signed_in
def password_page() -> Page:
    """Ask for the password and another one."""
    return _password(PasswordForm())


@blueprint.post("/settings/password")
@asks_password(PasswordForm)
@signed_in
def change_password(form: PasswordForm) -> Page | AnyResponse:
    """Change the password, end every log-in, and begin this browser's anew."""
    if not is_right(form):
        return _password(form, 422)
    accounts.set_password(db(), account(), new_hash(), now())
    response = redirect("/settings?said=password", 303)
    set_cookie(response, login_sessions.begin(db(), account(), now()))
    return response


@blueprint.post("/settings/log-out-everywhere")
@signed_in
def log_out_everywhere() -> AnyResponse:
    """End all log-ins of the account, this one too."""
    login_sessions.revoke_all(db(), account().id, now())
    response = redirect("/login", 303)
    forget_cookie(response)
    return response


@blueprint.get("/settings/my-data.json")
@signed_in
def my_data() -> Response:
    """Send everything that is stored about the account."""
    pieces = download.document(unit_of_work.database(), account().id, now())
    name = f"retain-my-data-{now():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pieces, content_type="application/json", headers=headers)


@blueprint.get("/settings/delete")
@signed_in
def delete_page() -> Page:
    """Say what deletion does, and ask for the password."""
    return _delete(CurrentPasswordForm())


@blueprint.post("/settings/delete")
@asks_password(lambda _words: CurrentPasswordForm())
@signed_in
def delete(form: CurrentPasswordForm) -> Page | AnyResponse:
    """Delete the account and what is about the person."""
    if not is_right(form):
        return _delete(form, 422)
    try:
        erasure.erase(db(), account())
    except LastInstructorError:
        return _delete(form, 409)
    response = redirect("/settings/deleted", 303)
    forget_cookie(response)
    # Answers that wait in this browser are the person's, too (obeyed over HTTPS only).
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@blueprint.get("/settings/deleted")
@public
def deleted() -> str:
    """Say that it is done."""
    return render_template("preferences/deleted.html")


def _settings(given: Mapping[str, Form] | None = None, status: int = 200) -> Page:
    said = request.args.get("said", "")
    page = render_template(
        "preferences/settings.html",
        forms=forms(given),
        breaks=study_preferences.week_of(account()).breaks,
        confirm=ConfirmForm(),
        said=said,
        words=PARTS[said].said if said in PARTS else SAID.get(said),
    )
    return page, status


def _password(form: PasswordForm, status: int = 200) -> Page:
    return render_template("preferences/password.html", form=form), status


def _delete(form: CurrentPasswordForm, status: int = 200) -> Page:
    left = erasure.alone_in(db(), account())
    return render_template("preferences/delete.html", form=form, left=left), status
