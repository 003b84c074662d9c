"""What monitors ask: /healthz, /readyz and /metrics."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app
from flask_babel import gettext as _

from app.db import Unavailable
from app.services import schema
from app.web.access import public
from app.web.context import current_account, db
from app.web.hosts import is_from_this_machine
from app.web.metrics import Metrics

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """Say that the process answers; asks nothing else."""
    return _text("alive")


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """Say whether requests can be served: database reachable, schema that of this code."""
    try:
        found = schema.current(db())
    except Unavailable:
        return _text("The database is out of reach.", 503)
    if found != schema.newest():
        return _text(f"The schema is {found}, not {schema.newest()}: run flask db upgrade.", 503)
    return _text("ready")


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Give this process' counts to a collector on this machine, or to an administrator."""
    account = None if is_from_this_machine() else current_account()
    if not is_from_this_machine() and not (account and account.is_admin):
        abort(403, _("Metrics are for collectors on the server itself and for administrators."))
    counted: Metrics = current_app.extensions["metrics"]
    return Response(counted.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _text(words: str, status: int = 200) -> Response:
    response = Response(f"{words}\n", status, mimetype="text/plain")
    if status != 200:  # noqa: PLR2004 - 200 is what "all is well" is called
        response.headers["Retry-After"] = "1"
    return response
