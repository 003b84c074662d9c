"""The Flask application class: where a request's transaction, log and errors are hung in."""

from __future__ import annotations

from types import TracebackType

from flask import Flask, Request, Response
from flask.sessions import NullSession, SecureCookieSessionInterface, SessionMixin

from app.db import Unavailable
from app.web import errors, request_log, unit_of_work

BODY_LIMIT = 2**20  # bytes; a route that takes more says so itself


class NoSessions(SecureCookieSessionInterface):
    """Flask's own session cookie is not used: a log-in is a row, and nothing else is kept."""

    def open_session(self, app: Flask, request: Request) -> NullSession:
        """Return a session that is empty and refuses to be written."""
        del request
        return self.make_null_session(app)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Do nothing: there is nothing to save."""


class Application(Flask):
    """Flask, with one transaction around each request and our own log."""

    session_interface = NoSessions()

    def full_dispatch_request(self) -> Response:
        """Respond after the commit; an outage of the database is a 503 that says so."""
        try:
            return unit_of_work.run(super().full_dispatch_request)
        except Unavailable as outage:
            request_log.outage(outage)
            return self.finalize_request(errors.unavailable())

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log an unforeseen exception with its traceback."""
        request_log.failure(exc_info)
