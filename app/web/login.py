"""Who is logged in. The only module that knows Flask-Login, and our cookie.

The cookie holds a random token; the log-in itself is a row (app/services/login_sessions.py)
that can be revoked. Flask-Login only remembers, for one request, what the row says.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, Request, abort, g, request
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from app.db import Access
from app.models import LoginSession, User
from app.policy import Actor
from app.services import enrolments, login_sessions
from app.web import unit_of_work
from app.web.settings import config, now

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits in URL-safe base 64


class LoggedIn(UserMixin):
    """The account and the log-in that this request's cookie proves."""

    def __init__(self, account: User, login: LoginSession) -> None:
        self.account = account
        self.login = login


def install(app: Flask) -> None:
    """Let Flask-Login ask our cookie, and nothing else, who is there."""
    make: Any = LoginManager  # published without types
    manager = make()
    manager.session_protection = None
    manager.request_loader(_load)
    manager.init_app(app, add_context_processor=False)
    app.config["REMEMBER_COOKIE_REFRESH_EACH_REQUEST"] = False
    app.jinja_env.globals["current_account"] = current_account
    app.jinja_env.globals["is_shared_computer"] = is_shared_computer


def cookie_name(name: str = "retain") -> str:
    """Return the cookie's name; over HTTPS its prefix makes browsers hold it to this host."""
    return f"__Host-{name}" if config().https else name


def cookie_token() -> str | None:
    """Return the token that the request brought, if it has the form of one."""
    token = request.cookies.get(cookie_name(), "")
    return token if TOKEN.fullmatch(token) else None


def set_cookie(response: Response, token: str, *, shared: bool = False) -> None:
    """Give the browser the token of its new log-in; on a *shared* computer until it is closed."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=None if shared else login_sessions.LIFETIME,
        secure=config().https,
        httponly=True,
        samesite="Lax",
    )


def forget_cookie(response: Response) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(cookie_name(), secure=config().https, httponly=True, samesite="Lax")


def current() -> LoggedIn | None:
    """Return who is logged in; None for nobody, and in pages about an outage."""
    if unit_of_work.active() is None:
        return None
    found = current_user._get_current_object()  # noqa: SLF001 - how to see what a proxy stands for
    return found if isinstance(found, LoggedIn) else None


def current_account() -> User | None:
    """Return the account that is logged in, if any."""
    found = current()
    return found.account if found else None


def is_shared_computer() -> bool:
    """Tell whether this log-in was made on a computer that others use, too."""
    found = current()
    return found is not None and found.login.shared


def account() -> User:
    """Return the account that is logged in; raises Unauthorized if there is none."""
    found = current_account()
    if found is None:
        raise Unauthorized
    return found


def actor() -> Actor | None:
    """Return the account with its roles, as the policy asks for it; None for nobody."""
    found = current_account()
    if found is None:
        return None
    if "actor" not in g:
        g.actor = enrolments.actor_of(unit_of_work.db(), found)
    known: Actor = g.actor
    return known


def present_actor() -> Actor:
    """Return who acts; an access marker has made sure that there is somebody."""
    found = actor()
    if found is None:
        abort(401)
    return found


def seen() -> None:
    """Note that the log-in is in use; for a view whose first transaction could not write."""
    found = current()
    if found is None or not login_sessions.is_due(found.login, now()):
        return
    key = (found.login.user_id, found.login.id)
    stored = unit_of_work.db().get(LoginSession, key)
    if stored is not None:
        login_sessions.touch(stored, now())


def _load(_request: Request) -> LoggedIn | None:
    token = cookie_token()
    unit = unit_of_work.active()
    if token is None or unit is None:
        return None
    found = login_sessions.find(unit.session(), token, now())
    if found is None:
        return None
    login, owner = found
    if unit.access is Access.WRITE:
        login_sessions.touch(login, now())
    request.environ["retain.account"] = str(owner.id)
    return LoggedIn(owner, login)
