"""/classes/<slug>/code: the join code's picture, and a new one."""

from __future__ import annotations

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from app.models import Offering
from app.policy import Action
from app.services.classes import join_codes
from app.web.access import allowed
from app.web.classes import said
from app.web.classes.pages import blueprint
from app.web.context import config, db, now, present_actor


@blueprint.get("/classes/<slug>/code.svg")
@allowed(Action.MANAGE_OFFERING)
def code_picture(offering: Offering) -> Response:
    """Draw the link to join as a QR code."""
    drawn = join_codes.picture(join_codes.address(config().base_url, offering))
    return Response(drawn, mimetype="image/svg+xml")


@blueprint.post("/classes/<slug>/code")
@allowed(Action.MANAGE_OFFERING)
def reset_code(offering: Offering) -> AnyResponse:
    """Give the class another join code."""
    join_codes.reset(db(), present_actor(), offering, now())
    return said.go(f"/classes/{offering.slug}", "code-reset")
