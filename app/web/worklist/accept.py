"""/author/<slug>/worklist/<sort>/<card>/<subject>: an edit that the class suggests.

The plan is that of any publication: what was looked at is written, or nothing.
"""

from __future__ import annotations

from uuid import UUID

from flask import abort, current_app, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.decks.comparing import compare
from app.models import Offering, Outcome
from app.policy import Action
from app.sandbox import Sandbox
from app.services.decks import answers
from app.services.decks.apply import Stale, Status, apply
from app.services.decks.drafts import Prepared, render_draft
from app.services.decks.preview import preview
from app.services.decks.store import read_store
from app.services.rendering import TARGET
from app.services.worklist import accepting, corrections, settling
from app.services.worklist.accepting import AcceptError, Proposal
from app.services.worklist.listing import worklist
from app.services.worklist.settling import Ruling
from app.services.worklist.values import Item
from app.web.access import allowed
from app.web.context import account, db, now, pause, present_actor
from app.web.languages import later, worded
from app.web.worklist.forms import AcceptForm
from app.web.worklist.pages import (
    Page,
    blueprint,
    go,
    list_address,
    staff_page,
)

CHANGED = later(
    "The deck or this item changed since you looked. Nothing was published. This is the plan as "
    "it is now."
)
LOOKED = later("This is what your text comes to. Nothing is published yet.")
FAULTY = later("Nothing was published: the text has a fault, which is named below.")


@blueprint.get("/author/<slug>/worklist/<sort>/<uuid:card_id>/<path:subject>")
@allowed(Action.PUBLISH_DECKS)
def look(offering: Offering, sort: str, card_id: UUID, subject: str) -> Page:
    """Show the edit that an item comes to, and what publishing it would do."""
    item = _item(offering, sort, card_id, subject)
    return _shown(offering, item, AcceptForm(formdata=None))


@blueprint.post("/author/<slug>/worklist/<sort>/<uuid:card_id>/<path:subject>")
@allowed(Action.PUBLISH_DECKS)
def accept(offering: Offering, sort: str, card_id: UUID, subject: str) -> Page | Response:
    """Publish the edit as it was looked at, or show what another text comes to."""
    form = AcceptForm()
    item = _item(offering, sort, card_id, subject)
    if not form.validate():
        return _shown(offering, item, form, 422)
    if "look" in request.form:
        return _shown(offering, item, form, problem=LOOKED)
    try:
        return _publish(offering, item, form)
    except Stale:
        return _shown(offering, item, form, 409, CHANGED)
    except AcceptError as error:
        return _shown(offering, item, form, 422, worded(error))


def _publish(offering: Offering, item: Item, form: AcceptForm) -> Page | Response:
    """Render without a transaction, then write. Raises Stale if anything is another than shown."""
    wanted, prepared = _prepared(offering, item, form.text.data or "")
    if prepared.has_errors:
        return _shown(offering, item, form, 422, FAULTY)
    pause()
    html = [render_draft(draft, _renderer()) for draft in prepared.drafts]
    found = preview(db(), prepared)
    if found.digest != form.digest.data:
        raise Stale("The plan is no longer the one that was shown.")
    same = accepting.going_on(found, wanted.note)
    answers.remember(db(), offering.course_id, same, account().id, now())
    before = corrections.heads(db(), wanted.note)
    done = apply(db(), prepared, html, now(), confirmed=True)
    if done.status not in {Status.APPLIED, Status.NOTHING_TO_DO}:
        return _shown(offering, item, form, 422, FAULTY)
    corrections.note_corrections(db(), before, now())
    ruling = Ruling(Outcome.ACCEPTED, form.told.data or "")
    settling.settle(db(), present_actor(), offering, item, ruling, now())
    return go(list_address(offering), said="accepted")


def _item(offering: Offering, sort: str, card_id: UUID, subject: str) -> Item:
    found = settling.find(worklist(db(), offering, now()), sort, str(card_id), subject)
    if found is None:
        abort(404, _("This is no longer on the worklist: it was settled, or its card went."))
    return found


def _prepared(offering: Offering, item: Item, text: str | None) -> tuple[Proposal, Prepared]:
    """Return the edit and what it takes, with another *text* of the note if there is one."""
    store = read_store(db(), offering.course_id)
    wanted = accepting.proposal(db(), store, item)
    shown = wanted.new if text is None else text
    return wanted, accepting.prepared(db(), store, wanted, shown, account().id)


def _shown(
    offering: Offering, item: Item, form: AcceptForm, status: int = 200, problem: str = ""
) -> Page:
    """Render the page; an edit that cannot be made by itself is said to be one."""
    fresh = request.method == "GET"
    try:
        wanted, prepared = _prepared(offering, item, None if fresh else form.text.data or "")
    except AcceptError as error:
        return staff_page("no_edit", offering, 422, item=item, problem=worded(error))
    found = preview(db(), prepared)
    if fresh:
        form.text.data = wanted.new
    form.digest.data = found.digest
    return staff_page(
        "accept",
        offering,
        status,
        item=item,
        form=form,
        wanted=wanted,
        faults=[one for one in prepared.diagnostics if one.severity == "error"],
        plan=found,
        goes_on=bool(accepting.going_on(found, wanted.note)),
        nothing=prepared.nothing_to_do,
        problem=problem,
        compared=compare(wanted.old, (form.text.data or "").replace("\r\n", "\n")),
    )


def _renderer() -> Sandbox:
    """Return the worker process of this web worker that renders; it starts on first use."""
    found: Sandbox = current_app.extensions.setdefault("renderer", Sandbox(TARGET))
    return found
