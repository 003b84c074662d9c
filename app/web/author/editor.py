"""/author/<slug>/decks/<deck>: a deck's source beside its cards, saved as a draft.

Without scripts each button sends the text: it is saved, and the page comes back with what the
button asked for. With scripts (`static/js/editor.js`) the draft saves itself, and cards and
faults follow the typing (`live`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.content import MAX_FILE
from app.decks.comparing import compare
from app.decks.model import Diagnostic
from app.decks.suggestions import Edit, applied
from app.models import Offering
from app.policy import Action
from app.services.editing import drafts
from app.services.editing.drafts import Saved, Working
from app.services.editing.listing import title_of
from app.services.editing.look import Look, advice, faults, look
from app.services.editing.pictures import QUOTA, known_pictures, used
from app.web.access import allowed
from app.web.author.desk import address, adviser, find, number, one_of_few, text_of
from app.web.author.forms import ConfirmForm
from app.web.author.pages import Page, blueprint, go, page
from app.web.bodies import takes
from app.web.context import account, db, now, pause
from app.web.sandboxes import previewer

MOST_BYTES = 4 * 2**20  # a text of the largest size in a form: three bytes for some characters
SUGGESTION = "suggestion-"


@blueprint.get("/author/<slug>/decks/<uuid:deck_id>")
@allowed(Action.PUBLISH_DECKS)
def editor(offering: Offering, deck_id: UUID) -> Page:
    """Show the deck's text to be edited. Cards are rendered when it is sent, never here."""
    _store, here = find(offering, deck_id)
    return _editor(offering, here)


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_BYTES)
def edit(offering: Offering, deck_id: UUID) -> Page | Response:
    """Save the text as the draft, and do what the button says."""
    _store, here = find(offering, deck_id)
    text, sequence = sent()
    here = replace(here, text=text, sequence=sequence)
    if len(text.encode()) > MAX_FILE:
        return _editor(offering, here, 422, problem=_too_large())
    saved = drafts.save(db(), offering.course_id, account().id, here, text, now())
    if saved.taken:
        return _elsewhere(offering, deck_id, text, saved)
    return _carry_out(
        offering, replace(here, text=text, sequence=saved.sequence), request.form.get("do", "")
    )


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/discard")
@allowed(Action.PUBLISH_DECKS)
def discard(offering: Offering, deck_id: UUID) -> Response:
    """Throw the draft away; a deck that was never published is gone with it."""
    _store, here = find(offering, deck_id)
    drafts.discard(db(), account().id, here)
    if here.stored is None:
        return go(f"/author/{offering.slug}/decks", "discarded")
    return go(address(offering, deck_id), "discarded")


def sent() -> tuple[str, int]:
    """Return the text of the request and the sequence that its page knows; 400 without."""
    sequence = number(request.form.get("sequence", "0"))
    if sequence is None:
        abort(400, _("A draft is saved with the number that its page got."))
    return text_of(request.form.get("text")), sequence


def verdict(found: Sequence[Diagnostic]) -> str:
    """Return in a sentence whether a text with these faults can be published."""
    errors = sum(fault.severity == "error" for fault in found)
    if errors:
        return ngettext(
            "%(num)d error keeps this from being published.",
            "%(num)d errors keep this from being published.",
            errors,
        )
    if found:
        return ngettext("%(num)d warning, no error.", "%(num)d warnings, no error.", len(found))
    return _("No faults.")


def _carry_out(offering: Offering, here: Working, wanted: str) -> Page | Response:
    url = address(offering, here.deck_id)
    if wanted == "publish":
        return go(f"{url}/plan", "saved")
    if wanted == "preview":
        return _preview(offering, here)
    if wanted == "format" or wanted.startswith(SUGGESTION):
        return _improve(offering, here, wanted)
    return go(url, "saved")


def _preview(offering: Offering, here: Working) -> Page:
    pictures = known_pictures(db(), offering.course_id, here.stored)
    pause()
    with one_of_few():
        seen = look(here.text, here.key, pictures, previewer())
        found = advice(here.text, here.key, adviser())
    return _editor(offering, here, look=seen, suggestions=found["suggestions"])


def _improve(offering: Offering, here: Working, wanted: str) -> Response:
    pause()
    with one_of_few():
        found = advice(here.text, here.key, adviser())
    text, said = found["formatted"], "tidied"
    if wanted.startswith(SUGGESTION):
        text, said = _suggested(here.text, found["suggestions"], wanted), "changed"
    if text == here.text:
        return go(address(offering, here.deck_id), "as-was")
    drafts.save(db(), offering.course_id, account().id, here, text, now())
    return go(address(offering, here.deck_id), said)


def _suggested(text: str, suggestions: list[dict[str, Any]], wanted: str) -> str:
    """Return *text* with the edit that the button names; 409 if it is offered no more."""
    named = {f"{SUGGESTION}{n}": one["edit"] for n, one in enumerate(suggestions)}
    if wanted not in named:
        abort(409, _("That suggestion is gone: the text is another now. Look at it again."))
    return applied(text, Edit(**named[wanted]))


def _elsewhere(offering: Offering, deck_id: UUID, text: str, saved: Saved) -> Page:
    """Show the text that was sent beside the one that another tab has saved."""
    _store, here = find(offering, deck_id)
    mine, other = compare(text, here.text)
    shown = replace(here, text=text, sequence=saved.sequence)
    return _editor(offering, shown, 409, mine=mine, other=other)


def _editor(offering: Offering, here: Working, status: int = 200, **values: Any) -> Page:
    pictures = known_pictures(db(), offering.course_id, here.stored)
    seen: Look | None = values.pop("look", None)
    found = seen.diagnostics if seen else faults(here.text, here.key, pictures)[1]
    return page(
        "editor",
        offering,
        status,
        here=here,
        title=title_of(here.text, here.key),
        look=seen,
        faults=found,
        verdict=verdict(found),
        confirm=ConfirmForm(formdata=None),
        room=(QUOTA - used(db(), offering.course_id)) // 2**20,
        zone=account().zone,
        **values,
    )


def _too_large() -> str:
    return _(
        "A deck holds at most %(most)d kB. Nothing was saved; split the text into several decks.",
        most=MAX_FILE // 1024,
    )
