"""/exams/<slug>/bank: the list of items, and a status for several at once."""

from __future__ import annotations

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from app.models import ItemStatus, Offering
from app.policy import Action
from app.services.exams import bank, history
from app.services.exams.bank import Filter
from app.web.access import allowed
from app.web.context import db
from app.web.exams.forms import ConfirmForm
from app.web.exams.pages import Page, blueprint, go, page

SHOWN = 100  # items a page
LONGEST = 200


@blueprint.get("/exams/<slug>/bank")
@allowed(Action.BUILD_EXAMS)
def item_bank(offering: Offering) -> Page:
    """List the items that fit the filters, a page at a time."""
    wanted = _wanted()
    everything = bank.all_of(db(), offering.course_id)
    found = bank.listed(db(), offering.course_id, wanted)
    number = max(1, request.args.get("page", 1, type=int))
    return page(
        "bank",
        offering,
        wanted=wanted,
        items=found[(number - 1) * SHOWN : number * SHOWN],
        count=len(found),
        total=len(everything),
        number=number,
        pages=max(1, -(-len(found) // SHOWN)),
        chapters=sorted({item.chapter for item in everything if item.chapter}),
        tags=sorted({tag for item in everything for tag in item.tags}),
        uses=history.of_course(db(), offering.course_id),
        confirm=ConfirmForm(formdata=None),
    )


@blueprint.post("/exams/<slug>/bank")
@allowed(Action.BUILD_EXAMS)
def change_items(offering: Offering) -> Response:
    """Give the ticked items a status."""
    chosen = request.form.getlist("item", type=UUID)
    status = request.form.get("status", "")
    found = [bank.find(db(), offering.course_id, one) for one in chosen]
    items = [item for item in found if item is not None]
    address = f"/exams/{offering.slug}/bank"
    if not items or status not in set(ItemStatus):
        return go(address, "nothing-chosen")
    return go(address, changed=bank.set_status(db(), items, ItemStatus(status)))


def _wanted() -> Filter:
    names = ("status", "use", "type", "chapter", "tag", "text")
    return Filter(**{name: request.args.get(name, "")[:LONGEST] for name in names})
