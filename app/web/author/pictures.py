"""/author/<slug>/decks/<deck>/pictures: a picture for a deck, kept in the store."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.editing import drafts
from app.services.editing.drafts import Working
from app.services.editing.pictures import Chosen, alt_text, upload
from app.services.media.kinds import MAX_PICTURE, PictureRefusedError
from app.web.access import allowed
from app.web.author.desk import address, find
from app.web.author.pages import blueprint, go
from app.web.bodies import takes
from app.web.context import account, db, now
from app.web.languages import worded

MOST_BYTES = 2 * MAX_PICTURE  # of a request: a picture, and the form around it


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/pictures")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_BYTES)
def add_picture(offering: Offering, deck_id: UUID) -> Response:
    """Take in a picture and show it at the end of the draft."""
    _store, here = find(offering, deck_id)
    try:
        shown = take_in(offering, here, request.files.get("file"), request.form.get("alt", ""))
    except PictureRefusedError as error:
        abort(422, _("The picture %(reason)s. Go back and choose another.", reason=worded(error)))
    if not shown:
        abort(422, _("Choose a picture first: go back, choose its file, and send it again."))
    text = f"{here.text.rstrip()}\n\n{shown}\n".lstrip("\n")
    drafts.save(db(), offering.course_id, account().id, here, text, now())
    return go(address(offering, deck_id), "picture")


def take_in(offering: Offering, here: Working, file: FileStorage | None, alt: str) -> str:
    """Store the picture of a form, and return the Markdown that shows it; "" without one.

    Raises PictureRefusedError, also where nobody is told what it shows.
    """
    if file is None or not file.filename:
        return ""
    if not alt_text(alt):
        raise PictureRefusedError(_("needs words that say what it shows"))
    data = file.stream.read(MAX_PICTURE + 1)
    chosen = Chosen(file.filename, data, alt)
    return upload(db(), offering.course_id, here.key, chosen, account().id, now()).markdown
