"""/exams/<slug>/bank/<item>: one item with its text, filing, revisions and history."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.decks.model import Diagnostic, Use
from app.exports.sheet import Sheet
from app.models import Item, ItemRevision, ItemStatus, Offering
from app.policy import Action
from app.quiz.writing import UnwritableError
from app.services.exams import bank, history
from app.services.exams.bank import BankError
from app.services.exams.reading import MOST_CONTEXT, Entered, entered, read_item
from app.services.exams.sheets import pictures
from app.services.exams.texts import html_of, render_items
from app.web.access import allowed
from app.web.context import account, db, now, pause
from app.web.exams.forms import ConfirmForm, FilingForm, TextForm
from app.web.exams.pages import Page, blueprint, found_item, go, page
from app.web.exams.present import Shown, present
from app.web.languages import worded
from app.web.rendering import renderer


@blueprint.get("/exams/<slug>/bank/<uuid:item_id>")
@allowed(Action.BUILD_EXAMS)
def item(offering: Offering, item_id: UUID) -> Page:
    """Show an item for changing it, an earlier text of it if one is asked for."""
    found = found_item(offering, item_id)
    earlier = request.args.get("revision", 0, type=int)
    texts = {revision.number: revision for revision in bank.revisions_of(db(), found)}
    return _page(offering, found, text=_text_form(texts.get(earlier, texts[found.head])))


@blueprint.post("/exams/<slug>/bank/<uuid:item_id>")
@allowed(Action.BUILD_EXAMS)
def revise(offering: Offering, item_id: UUID) -> Page | Response:
    """Give the item another text."""
    found = found_item(offering, item_id)
    form = TextForm()
    if not form.validate():
        return _page(offering, found, 422, text=form)
    name, chapter = found.item, found.chapter
    context = [" ".join(line.split()) for line in (form.context.data or "").splitlines()]
    context = [line for line in context if line][:MOST_CONTEXT]
    pause()
    text = (form.text.data or "").replace("\r\n", "\n").strip("\n") + "\n"
    reading = read_item(text, context, chapter, name)
    if reading.errors:
        return _page(offering, found_item(offering, item_id), 422, form, faults=reading.faults)
    new = entered(replace(reading.items[0].question, id=name))
    return _revised(offering, item_id, new, form.message.data or "", form)


@blueprint.post("/exams/<slug>/bank/<uuid:item_id>/filing")
@allowed(Action.BUILD_EXAMS)
def file_item(offering: Offering, item_id: UUID) -> Page | Response:
    """Give the item other points, tags, another chapter or use."""
    found = found_item(offering, item_id)
    form = FilingForm()
    if not form.validate():
        return _page(offering, found, 422, filing=form)
    question = replace(
        bank.asked(bank.head_of(db(), found)),
        use=Use(form.use.data),
        points=form.points.data or 0.0,
        chapter=" ".join((form.chapter.data or "").split()),
        tags=tuple(filter(None, (tag.strip() for tag in (form.tags.data or "").split(";")))),
    )
    try:
        new = entered(question)
    except UnwritableError:
        form.tags.errors = [_("Tags have letters, digits, spaces and hyphens.")]
        return _page(offering, found, 422, filing=form)
    return _revised(offering, item_id, new, _("Filed anew"), form)


@blueprint.post("/exams/<slug>/bank/<uuid:item_id>/status")
@allowed(Action.BUILD_EXAMS)
def set_status(offering: Offering, item_id: UUID) -> Response:
    """Approve or retire the item, or make it a draft again."""
    found = found_item(offering, item_id)
    status = request.form.get("status", "")
    if status in set(ItemStatus):
        bank.set_status(db(), [found], ItemStatus(status))
    return go(_address(offering, item_id), *([status] if status in set(ItemStatus) else []))


def _revised(
    offering: Offering, item_id: UUID, new: Entered, message: str, form: TextForm | FilingForm
) -> Page | Response:
    pause()
    (html,) = render_items([new], renderer())
    found = found_item(offering, item_id)
    try:
        changed = bank.revise(db(), found, new, html, account(), message, now())
    except BankError as error:
        is_text = isinstance(form, TextForm)
        field = form.text if isinstance(form, TextForm) else form.use
        field.errors = [worded(error)]
        text, filing = (form, None) if is_text else (None, form)
        return _page(offering, found, 409, text=text, filing=filing)  # type: ignore[arg-type] # - each is of its kind
    return go(_address(offering, item_id), "saved" if changed else "unchanged")


def _address(offering: Offering, item_id: UUID) -> str:
    return f"/exams/{offering.slug}/bank/{item_id}"


def _text_form(revision: ItemRevision) -> TextForm:
    context = "\n".join(revision.context)
    return TextForm(formdata=None, text=revision.markdown, context=context)


def _filing_form(found: Item) -> FilingForm:
    return FilingForm(
        formdata=None,
        use=found.use,
        points=found.points,
        chapter=found.chapter,
        tags="; ".join(found.tags),
    )


def _page(
    offering: Offering,
    found: Item,
    status: int = 200,
    text: TextForm | None = None,
    filing: FilingForm | None = None,
    faults: tuple[Diagnostic, ...] = (),
) -> Page:
    head = bank.head_of(db(), found)
    return page(
        "item",
        offering,
        status,
        item=found,
        shown=_shown(offering, head),
        text=text or _text_form(head),
        filing=filing or _filing_form(found),
        faults=faults,
        revisions=bank.revisions_of(db(), found),
        uses=history.of_item(db(), found),
        confirm=ConfirmForm(formdata=None),
    )


def _shown(offering: Offering, revision: ItemRevision) -> Shown:
    question, html = bank.asked(revision), html_of([revision.html])
    found = pictures(db(), offering, html.values())
    files = {name: media.data for name, media in found.items()}
    return present(Sheet("", (question,), html, files), question, found)
