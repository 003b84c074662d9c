"""/author/<slug>/worklist: what the class brings up, and doing away with it."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.services.decks.paths import course_sources
from app.services.decks.prepare import prepare
from app.services.decks.preview import preview, questions_of
from app.services.decks.store import read_store
from app.services.worklist import settling
from app.services.worklist.listing import worklist
from app.web.access import allowed
from app.web.context import config, db, now, present_actor
from app.web.worklist.forms import ItemForm, UndoForm
from app.web.worklist.pages import (
    Page,
    blueprint,
    go,
    list_address,
    staff_page,
)

MOST_SHOWN = 50


@blueprint.get("/author/<slug>/worklist")
@allowed(Action.CLEAR_WORKLIST)
def page(offering: Offering) -> Page:
    """Show what is open, and what was settled last."""
    return _page(offering)


@blueprint.post("/author/<slug>/worklist")
@allowed(Action.CLEAR_WORKLIST)
def settle(offering: Offering) -> Page | Response:
    """Resolve or dismiss one item, as it was seen."""
    form = ItemForm()
    if not form.validate():
        return _page(offering, form, 422)
    name = (form.sort.data or "", form.card.data or "", form.subject.data or "")
    item = settling.find(worklist(db(), offering, now()), *name)
    if item is None:
        return go(list_address(offering), said="gone")
    ruling = form.ruling()
    settled = settling.settle(db(), present_actor(), offering, item, ruling, now())
    return go(list_address(offering), said=ruling.outcome.value, undo=str(settled.id))


@blueprint.post("/author/<slug>/worklist/undo")
@allowed(Action.CLEAR_WORKLIST)
def undo(offering: Offering) -> Response:
    """Open a resolved or dismissed item again."""
    try:
        settlement = UUID(UndoForm().settlement.data or "")
    except ValueError:
        return go(list_address(offering), said="not-reopened")
    done = settling.undo(db(), present_actor(), offering, settlement, now())
    return go(list_address(offering), said="reopened" if done else "not-reopened")


def _page(offering: Offering, form: ItemForm | None = None, status: int = 200) -> Page:
    items = worklist(db(), offering, now())
    return staff_page(
        "list",
        offering,
        status,
        items=items[:MOST_SHOWN],
        more=max(0, len(items) - MOST_SHOWN),
        lately=settling.lately(db(), offering),
        asked=_asked(offering),
        form=ItemForm(formdata=None) if form is None else form,
    )


def _asked(offering: Offering) -> int:
    """Return how many questions the plan of the course's files asks."""
    sources = course_sources(offering.course.content_paths, config().content_dir)
    prepared = prepare(read_store(db(), offering.course_id), sources)
    if prepared.nothing_to_do:
        return 0
    found = preview(db(), prepared)
    return len(questions_of(found)) - len(found.answers)
