"""/author/<slug>/folder: all decks with their pictures as one file, out and in."""

from __future__ import annotations

from flask import Response as FileResponse
from flask import request
from flask_babel import gettext as _

from app.models import Offering
from app.policy import Action
from app.services.decks.store import read_store
from app.services.editing import archive
from app.services.editing.archive import ArchiveRefusedError
from app.services.editing.folder import TakenIn, published_files, take_in
from app.web.access import allowed
from app.web.author.forms import ConfirmForm
from app.web.author.pages import Page, blueprint, page
from app.web.bodies import takes
from app.web.context import account, db, now
from app.web.languages import worded


@blueprint.get("/author/<slug>/folder")
@allowed(Action.PUBLISH_DECKS)
def folder(offering: Offering) -> Page:
    """Offer the folder, and a form for one."""
    return _folder(offering)


@blueprint.get("/author/<slug>/folder.zip")
@allowed(Action.PUBLISH_DECKS)
def folder_file(offering: Offering) -> FileResponse:
    """Send what is published, as files."""
    store = read_store(db(), offering.course_id)
    name = f"{offering.slug}-decks.zip"
    return FileResponse(
        archive.pack(published_files(db(), store)),
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.post("/author/<slug>/folder")
@allowed(Action.PUBLISH_DECKS)
@takes(archive.MOST_BYTES + 2**20)
def take_in_folder(offering: Offering) -> Page:
    """Make drafts of the decks of a folder, and tell what became of each file."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _folder(offering, 422, _("Choose a ZIP file first."))
    try:
        unpacked = archive.unpack(file.stream.read(archive.MOST_BYTES + 1))
    except ArchiveRefusedError as error:
        return _folder(offering, 422, worded(error))
    store = read_store(db(), offering.course_id)
    return _folder(offering, done=take_in(db(), store, account().id, unpacked, now()))


def _folder(
    offering: Offering, status: int = 200, problem: str = "", done: TakenIn | None = None
) -> Page:
    confirm = ConfirmForm(formdata=None)
    return page("folder", offering, status, problem=problem, done=done, confirm=confirm)
