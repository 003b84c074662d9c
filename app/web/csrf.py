"""Against forged requests: a token and the browser's word on where a write comes from.

Both must hold for every method that may write (docs/adr/0008). The token is an HMAC of the
log-in's own token, so that it ends with the log-in; for somebody not logged in, of a random
cookie. Checking it needs no database.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden, Unauthorized

from app.web.login import TOKEN, cookie_name, cookie_token
from app.web.settings import config
from app.web.unit_of_work import SAFE_METHODS

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
OWN_SITES = frozenset({"same-origin", "none"})  # none: the user typed it or reloaded


def install(app: Flask) -> None:
    """Check every request, and offer ``csrf_token()`` to the templates."""
    app.before_request(check)
    app.after_request(_keep_nonce)
    app.jinja_env.globals["csrf_token"] = csrf_token


def csrf_token() -> str:
    """Return the token that this browser's next write must send back."""
    return _token_of(cookie_token() or _nonce() or _new_nonce())


def is_valid(given: str) -> bool:
    """Tell whether *given* is the token of this browser."""
    bound_to = cookie_token() or _nonce()
    if bound_to is None:
        return False
    return hmac.compare_digest(_token_of(bound_to).encode(), given.encode("utf-8", "replace"))


def check() -> None:
    """Refuse a write (403) that another site may have caused."""
    if request.method in SAFE_METHODS or request.url_rule is None:
        return
    if not _from_here():
        raise Forbidden(_("This was sent from another site, so nothing was done."))
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if is_valid(given):
        return
    if request.path.startswith("/api/") and cookie_token() is None:
        raise Unauthorized  # nobody is logged in, so there is nothing to forge
    raise Forbidden(
        _(
            "The page was opened before you logged in or out, so nothing was done. "
            "Go back, reload the page and try again."
        )
    )


def _from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN_SITES:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin in _own_origins()


def _own_origins() -> set[str]:
    base = urlsplit(config().base_url)
    return {f"{base.scheme}://{base.netloc}", f"{base.scheme}://{request.host}"}


def _token_of(bound_to: str) -> str:
    key = config().secret_key.encode()
    return hmac.new(key, b"csrf " + bound_to.encode(), hashlib.sha256).hexdigest()


def _nonce() -> str | None:
    nonce: str = g.get("csrf_nonce") or request.cookies.get(cookie_name("retain-csrf"), "")
    return nonce if TOKEN.fullmatch(nonce) else None


def _new_nonce() -> str:
    g.csrf_nonce = secrets.token_urlsafe(32)
    nonce: str = g.csrf_nonce
    return nonce


def _keep_nonce(response: Response) -> Response:
    if "csrf_nonce" in g:
        response.set_cookie(
            cookie_name("retain-csrf"),
            g.csrf_nonce,
            secure=config().https,
            httponly=True,
            samesite="Lax",
        )
    return response
