"""/signup, /login, /logout and /join."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Offering, User
from app.services import enrolments, login_sessions, offerings
from app.web.access import public, signed_in
from app.web.accounts import attempts, identity
from app.web.accounts.forms import ConfirmForm, JoinForm, LogInForm, SignUpForm
from app.web.accounts.next_path import safe_next
from app.web.context import account, actor, current_account, db, keep, now
from app.web.languages import later, worded
from app.web.login import cookie_token, forget_cookie, set_cookie

blueprint = Blueprint("accounts", __name__)

Page = tuple[str, int]
UNKNOWN_CODE = later("No course has this code. Compare it with what your instructor gave you.")


@blueprint.get("/login")
@public
def log_in_page() -> Page | Response:
    """Ask for address and password; who is logged in goes on at once."""
    wanted = safe_next(request.args.get("next"))
    if current_account():
        return redirect(wanted, 303)
    return _log_in_form(LogInForm(next=wanted))


@blueprint.post("/login")
@public
def log_in() -> Page | Response:
    """Log in. Unknown address and wrong password get the same answer."""
    form = LogInForm()
    if not form.validate():
        return _log_in_form(form, 422)
    user = identity.prove(form)
    if user is None:
        form.password.errors = [_("Address and password do not match.")]
        return _log_in_form(form, 401)
    return _begin(user, form.next.data, shared=form.shared.data)


@blueprint.get("/signup")
@public
def sign_up_page() -> Page | Response:
    """Ask for what an account needs."""
    wanted = safe_next(request.args.get("next"))
    if current_account():
        return redirect(wanted, 303)
    return _sign_up_form(SignUpForm(next=wanted))


@blueprint.post("/signup")
@public
def sign_up() -> Page | Response:
    """Make an account and log it in."""
    form = SignUpForm()
    user = identity.become(form) if form.validate() else None
    return _sign_up_form(form, 422) if user is None else _begin(user, form.next.data)


@blueprint.post("/logout")
@public
def log_out() -> Response:
    """End this browser's log-in. Without one there is nothing to do, which is fine."""
    token = cookie_token()
    if token is not None:
        login_sessions.revoke(db(), token, now())
    response = redirect("/", 303)
    forget_cookie(response)
    return response


@blueprint.get("/join")
@signed_in
def join_page() -> Page:
    """Ask for a join code."""
    return _join_form(JoinForm())


@blueprint.post("/join")
@signed_in
def enter_code() -> Page | Response:
    """Look a typed code up and show whose it is."""
    form = JoinForm()
    if not form.validate():
        return _join_form(form, 422)
    offering = _offering_of(form.code.data or "")
    if offering is None:
        form.code.errors = [UNKNOWN_CODE]
        return _join_form(form, 422)
    return redirect(url_for(".invitation", code=offering.join_code), 303)


@blueprint.get("/join/<code>")
@signed_in
def invitation(code: str) -> Page | Response:
    """Show the course of a code, and ask; who takes part already goes there at once."""
    attempts.ensure_left(db(), attempts.join_bucket())
    offering = offerings.by_code(db(), code)
    if offering is None:
        return _unknown_code(code)
    current = actor()
    if current is not None and offering.id in current.roles:
        return redirect(f"/courses/{offering.slug}", 303)
    return _invitation(offering)


@blueprint.post("/join/<code>")
@signed_in
def join(code: str) -> Page | Response:
    """Take part in the course of a code, as a student."""
    offering = _offering_of(code)
    if offering is None:
        return _unknown_code(code)
    try:
        enrolments.join(db(), account(), offering, now())
    except enrolments.ArchivedError as error:
        return _invitation(offering, worded(error), 409)
    return redirect(f"/courses/{offering.slug}", 303)


def _begin(user: User, wanted: str | None, *, shared: bool = False) -> Response:
    """Log *user* in under a new token, end the log-in that was there, and go on."""
    old = cookie_token()
    if old is not None:
        login_sessions.revoke(db(), old, now())
    response = redirect(safe_next(wanted), 303)
    token = login_sessions.begin(db(), user, now(), shared=shared)
    set_cookie(response, token, shared=shared)
    return response


def _offering_of(code: str) -> Offering | None:
    """Return the offering with this code; None, and a count against guessing, if none. Or 429."""
    attempts.ensure_left(db(), attempts.join_bucket())
    offering = offerings.by_code(db(), code)
    if offering is None:
        keep()
        attempts.count(attempts.join_bucket())
    return offering


def _log_in_form(form: LogInForm, status: int = 200) -> Page:
    page = render_template("accounts/login.html", form=form, next=safe_next(form.next.data))
    return page, status


def _sign_up_form(form: SignUpForm, status: int = 200) -> Page:
    page = render_template("accounts/signup.html", form=form, next=safe_next(form.next.data))
    return page, status


def _join_form(form: JoinForm, status: int = 200) -> Page:
    return render_template("accounts/join.html", form=form), status


def _unknown_code(code: str) -> Page:
    form = JoinForm(formdata=None, code=code[: offerings.CODE_LENGTH * 2])
    form.code.errors = [UNKNOWN_CODE]
    return _join_form(form, 404)


def _invitation(offering: Offering, problem: str = "", status: int = 200) -> Page:
    page = render_template(
        "accounts/invitation.html", offering=offering, form=ConfirmForm(), problem=problem
    )
    return page, status
