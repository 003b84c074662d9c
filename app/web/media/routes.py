"""/media/<digest>: a picture, for whoever may see a deck that shows it."""

from __future__ import annotations

from flask import Blueprint, Response, abort
from flask_babel import gettext as _

from app.services.media.store import visible_picture
from app.web.access import signed_in
from app.web.context import actor, db, now

blueprint = Blueprint("media", __name__)

# Opened on its own, an SVG is a document: it may style itself, and nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
# By its name a picture never changes; "private", for it is not for everybody.
KEPT = "private, max-age=31536000, immutable"


@blueprint.get("/media/<digest>")
@signed_in
def picture(digest: str) -> Response:
    """Serve the picture with this hash."""
    found = visible_picture(db(), actor(), digest, now())
    if found is None:
        abort(404, _("There is no such picture, or no deck that you can see shows it."))
    response = Response(found.data, mimetype=found.kind)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = KEPT
    response.headers["Content-Disposition"] = "inline"
    return response
