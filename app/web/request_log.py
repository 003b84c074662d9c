"""One line of JSON on stderr for each request, and for each fault. Never what people typed.

Lines hold the route (``/join/<code>``), not the address, because addresses can carry codes;
the account's id, not its name; and no header, query or body. Every response names the id of
its request in X-Request-ID.
"""

from __future__ import annotations

import sys
import time
import traceback
import uuid
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, request
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.typing import EventDict

from app.clock import utc_now
from app.web.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger()


def configure() -> None:
    """Write events as JSON with their instant; standard error is looked up at each line."""
    structlog.configure(
        processors=[
            merge_contextvars,
            structlog.processors.add_log_level,
            _add_instant,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def install(app: Flask) -> None:
    """Log and measure every request to *app*."""
    configure()
    metrics = Metrics()
    app.extensions["metrics"] = metrics
    app.wsgi_app = RequestLog(app.wsgi_app, metrics)  # type: ignore[method-assign] # - Flask's documented way
    app.before_request(_note_route)


class RequestLog:
    """WSGI middleware: gives each request its id, and logs its outcome and duration."""

    def __init__(self, wsgi_app: WSGIApplication, metrics: Metrics) -> None:
        self._wsgi_app = wsgi_app
        self._metrics = metrics

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Handle a request."""
        started = time.perf_counter()
        request_id = environ["retain.request_id"] = uuid.uuid4().hex

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            seconds = time.perf_counter() - started
            self._note(environ, int(status[:3]), seconds)
            return start_response(status, [*headers, ("X-Request-ID", request_id)], exc_info)

        with bound_contextvars(request_id=request_id):
            return self._wsgi_app(environ, start)

    def _note(self, environ: WSGIEnvironment, status: int, seconds: float) -> None:
        route = environ.get("retain.route", "unknown")
        method = environ["REQUEST_METHOD"]
        self._metrics.note(method, route, status, seconds)
        log.info(
            "request",
            method=method,
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 1),
            account=environ.get("retain.account"),
        )


def outage(error: Exception) -> None:
    """Log that the database could not take a transaction."""
    log.warning("database unavailable", reason=str(error))


def failure(
    exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
) -> None:
    """Log an unforeseen exception with its traceback."""
    log.error("unforeseen error", traceback="".join(traceback.format_exception(*exc_info)))


def _note_route() -> None:
    if request.url_rule is not None:
        request.environ["retain.route"] = request.url_rule.rule


def _add_instant(_logger: Any, _method: str, event: EventDict) -> EventDict:
    return {"time": utc_now().isoformat(timespec="milliseconds"), **event}
