"""The feature's Flask blueprint, and what all its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app import policy
from app.models import Offering
from app.policy import Action
from app.web import errors
from app.web.classes import said
from app.web.context import actor, now

blueprint = Blueprint("classes", __name__)

Page = tuple[str, int]


def page(name: str, offering: Offering, status: int = 200, **values: Any) -> Page:
    """Render a page of a class, with what its frame needs."""
    shown = render_template(
        f"classes/{name}.html",
        offering=offering,
        zone=offering.zone,
        now=now(),
        said=said.sentences(),
        may_manage=policy.may(actor(), Action.MANAGE_OFFERING, offering.id),
        **values,
    )
    return shown, status


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Say what is too large: here it can only be the file of a roster."""
    return errors.respond(
        RequestEntityTooLarge(
            _(
                "The file is larger than 1 MB, so nothing was read. Split it, or leave out the "
                "columns besides name, email and role."
            )
        )
    )
