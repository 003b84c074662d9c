"""Every error as a page that says what to do, or as problem+json (RFC 9457) under /api/."""

from __future__ import annotations

import json
from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    ServiceUnavailable,
    Unauthorized,
)
from werkzeug.wrappers import Response as AnyResponse

from app import policy
from app.web.languages import later as _
from app.web.languages import worded

RETRY_SECONDS = 1
OUR_FAULT = 500

TITLES = {
    HTTPStatus.BAD_REQUEST: _("Not understood"),
    HTTPStatus.UNAUTHORIZED: _("Please log in"),
    HTTPStatus.FORBIDDEN: _("Not allowed"),
    HTTPStatus.NOT_FOUND: _("Nothing here"),
    HTTPStatus.METHOD_NOT_ALLOWED: _("No page here"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Too large"),
    HTTPStatus.TOO_MANY_REQUESTS: _("Too often"),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("Our fault"),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Busy just now"),
}

DETAILS = {
    HTTPStatus.BAD_REQUEST: _("The request could not be read. Go back and try again."),
    HTTPStatus.UNAUTHORIZED: _("Log in, then try again."),
    HTTPStatus.FORBIDDEN: _("You may not do this."),
    HTTPStatus.NOT_FOUND: _("There is nothing at this address. Check it for a slip."),
    HTTPStatus.METHOD_NOT_ALLOWED: _(
        "This address cannot be used that way: it takes what a form sends, and shows nothing."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("That is more than is taken at once. Send less."),
    HTTPStatus.TOO_MANY_REQUESTS: _("Wait a little, then try again."),
    HTTPStatus.INTERNAL_SERVER_ERROR: _(
        "Something went wrong on our side, and nothing was stored. Try again; if it happens "
        "again, give whoever runs this site the number of the request."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: _(
        "The database is busy or out of reach, and nothing was stored. Try again in a moment."
    ),
}


class _NoPart(Forbidden):
    """A 403 that a join code would turn into a page."""


def install(app: Flask) -> None:
    """Answer every HTTP error, and the policy's refusals, in this form."""
    app.register_error_handler(HTTPException, respond)
    app.register_error_handler(policy.Forbidden, _forbidden)


def respond(error: HTTPException) -> AnyResponse:
    """Return the page or the problem for an HTTP error; one with its own response keeps it."""
    if error.response is not None:
        return error.get_response()
    if isinstance(error, Unauthorized) and not _is_api():
        return redirect(f"/login?next={quote(_came_for())}", 303)
    status = error.code or OUR_FAULT
    title, detail = _words(status, error)
    may_join = isinstance(error, _NoPart)
    response = (
        _problem(status, title, detail)
        if _is_api()
        else _page(status, title, detail, may_join=may_join)
    )
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def unavailable() -> AnyResponse:
    """Return the 503 of an outage of the database, with the time after which to come back."""
    return respond(ServiceUnavailable(retry_after=RETRY_SECONDS))


def _forbidden(refusal: policy.Forbidden) -> AnyResponse:
    return respond((_NoPart if isinstance(refusal, policy.NoPart) else Forbidden)(worded(refusal)))


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _came_for() -> str:
    """Return where to go on after the log-in: this page, if its address can be visited."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(request.path, method="GET"):
        return "/"
    return request.full_path.rstrip("?")


def _words(status: int, error: HTTPException) -> tuple[str, str]:
    """Return title and detail: those of whoever raised the error, if they wrote any."""
    known = HTTPStatus(status)
    title = str(TITLES.get(known, known.phrase))
    own = error.description if error.description != type(error).description else None
    return title, str(own or DETAILS.get(known, known.description or known.phrase))


def _problem(status: int, title: str, detail: str) -> Response:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(json.dumps(body), status, content_type="application/problem+json")


def _page(status: int, title: str, detail: str, *, may_join: bool) -> Response:
    number = request.environ.get("retain.request_id", "")
    page = render_template(
        "errors/error.html",
        status=status,
        title=title,
        detail=detail,
        number=number,
        may_join=may_join,
    )
    return make_response(page, status)
