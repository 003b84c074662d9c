"""The feature's Flask blueprint, and what all its pages share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app import policy
from app.models import Exam, Item, Offering
from app.policy import Action
from app.services.exams import bank, building
from app.web import errors
from app.web.context import actor, db, now
from app.web.exams.words import SENTENCES, STATUSES, TYPES, USES

blueprint = Blueprint("exams", __name__)

Page = tuple[str, int]


def page(name: str, offering: Offering, status: int = 200, **values: Any) -> Page:
    """Render a page of the feature, with what its frame needs; *exam* stands among *values*."""
    address = f"/exams/{offering.slug}"
    shown = render_template(
        f"exams/{name}.html",
        offering=offering,
        zone=offering.zone,
        exams_url=address,
        exam_url=f"{address}/{values['exam'].id}" if "exam" in values else "",
        now=now(),
        said=said(),
        may_manage=policy.may(actor(), Action.MANAGE_OFFERING, offering.id),
        type_words=TYPES,
        status_words=STATUSES,
        use_words=USES,
        **values,
    )
    return shown, status


def go(path: str, *names: str, **counts: int) -> Response:
    """Redirect to *path*, where these sentences and *counts* are said."""
    query = urlencode([*(("said", name) for name in names), *counts.items()])
    return redirect(f"{path}?{query}" if query else path, 303)


def said() -> list[tuple[str, str]]:
    """Return (kind of notice, sentence) for what the address names."""
    names = dict.fromkeys(request.args.getlist("said"))
    found = [("success", str(SENTENCES[name])) for name in names if name in SENTENCES]
    return found + _counted()


def _counted() -> list[tuple[str, str]]:
    """Return what became of items that were added or changed together."""
    counts = {name: request.args.get(name, 0, type=int) for name in ("added", "revised", "same")}
    added, revised, same = counts.values()
    parts = [
        ngettext("%(num)d item added as a draft", "%(num)d items added as drafts", added),
        ngettext("%(num)d item revised", "%(num)d items revised", revised),
        ngettext("%(num)d item was in the bank already", "%(num)d were in the bank already", same),
    ]
    told = [part for part, count in zip(parts, counts.values(), strict=True) if count > 0]
    if "changed" in request.args:
        changed = request.args.get("changed", 0, type=int)
        told.append(ngettext("%(num)d item changed", "%(num)d items changed", changed))
    return [("success", f"{', '.join(told)}.")] if told else []


def found_exam(offering: Offering, paper_id: UUID) -> Exam:
    """Return the exam, or answer 404."""
    found = building.find(db(), offering, paper_id)
    if found is None:
        abort(404, _("This course has no such exam. It may have been deleted."))
    return found


def found_item(offering: Offering, item_id: UUID) -> Item:
    """Return the item, or answer 404."""
    found = bank.find(db(), offering.course_id, item_id)
    if found is None:
        abort(404, _("The bank has no such item. Choose one from the list."))
    return found


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Say what is too large: here it can only be a file of questions or of results."""
    told = _("The file is larger than 1 MB, so nothing was read. Split it into several.")
    return errors.respond(RequestEntityTooLarge(told))
