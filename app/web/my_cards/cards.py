"""/my-cards/<slug>: the list of private cards, a form for each kind, and one card as Markdown."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.decks.model import Kind
from app.decks.writing.entry import Entry, UnwritableError
from app.decks.writing.placing import ABOVE_HEADINGS, placed
from app.exports.decks import FORMATS
from app.models import Enrolment, Offering
from app.policy import Action
from app.services import study_preferences
from app.services.exams_ahead import is_near, next_exam
from app.services.private import listing
from app.services.private.cards import KEY, MOST_CARDS, Mine, with_lines
from app.services.private.listing import PAGE, OwnNote
from app.services.study.rest import rests
from app.web.access import allowed
from app.web.context import account, db, now
from app.web.languages import worded
from app.web.my_cards.forms import (
    KINDS,
    CardForm,
    ConfirmForm,
    ExamsForm,
    TextForm,
    card_form,
    entry,
    fields_of,
)
from app.web.my_cards.pages import (
    Page,
    Refused,
    blueprint,
    chosen_page,
    go,
    here,
    keep,
    page,
    text_of,
)

SAME_FRONT = "same-front"  # the code of `decks.check`


@blueprint.get("/my-cards/<slug>")
@allowed(Action.STUDY)
def cards(offering: Offering) -> Page:
    """List the private cards, with the ways to write more and to take them along."""
    total = listing.count(db(), offering.course_id, account().id)
    number, last = chosen_page(total, PAGE)
    mixed = study_preferences.mixes_private_cards(account().preferences)
    return page(
        "cards",
        offering,
        notes=listing.page(db(), offering.course_id, account().id, number),
        rests=rests(db(), account(), offering, now()),
        total=total,
        number=number,
        last=last,
        first=number * PAGE + 1,
        zone=account().zone,
        kinds=KINDS,
        most=MOST_CARDS,
        formats=FORMATS.values(),
        exams=ExamsForm(formdata=None, wanted=mixed),
    )


@blueprint.post("/my-cards/<slug>/exams")
@allowed(Action.STUDY)
def choose_exams(offering: Offering) -> Response:
    """Keep whether private cards come up before an exam."""
    study_preferences.set_private_in_exams(db(), account(), wanted=bool(ExamsForm().wanted.data))
    return go(offering, "", "chosen")


@blueprint.get("/my-cards/<slug>/new/<own_kind>")
@allowed(Action.STUDY)
def new_card(offering: Offering, own_kind: str) -> Page:
    """Show the empty form of a kind."""
    kind = _kind(own_kind)
    return _form(offering, kind, card_form(kind, formdata=None))


@blueprint.post("/my-cards/<slug>/new/<own_kind>")
@allowed(Action.STUDY)
def add_card(offering: Offering, own_kind: str) -> Page | Response:
    """Add the card of the form to the private deck."""
    wanted = _kind(own_kind)
    form = card_form(wanted)
    if not form.validate():
        return _form(offering, wanted, form, Refused(""))
    found = here(offering)
    try:
        text = _with(found.text or _begun(), entry(wanted, form))
    except UnwritableError as error:
        return _form(offering, wanted, form, _unwritable(error))
    refused = keep(found, text)
    if refused is not None:
        return _form(offering, wanted, form, refused)
    return go(offering, f"/new/{own_kind}", "added-for-later" if _waits(offering) else "added")


def _with(text: str, written: Entry) -> str:
    """Return the deck with one card more, which is no part of a list that stands in it."""
    return placed(text, KEY, written, ABOVE_HEADINGS, files=frozenset())


def _unwritable(error: UnwritableError) -> Refused:
    """Say why, in the words of who fills a form in: they have not seen lines and files."""
    if any(fault.code == SAME_FRONT for fault in error.found):
        return Refused(
            _("A card of yours asks this already, with another answer. Word this one differently, "
              "or change that one.")
        )  # fmt: skip
    return Refused(worded(error.args[0]), error.found)


def _waits(offering: Offering) -> bool:
    """Tell whether private cards rest for now, since an exam is studied for."""
    if study_preferences.mixes_private_cards(account().preferences):
        return False
    exam = next_exam(db(), db().get_one(Enrolment, (account().id, offering.id)), now())
    return exam is not None and is_near(exam, now())


@blueprint.get("/my-cards/<slug>/cards/<uuid:note_id>")
@allowed(Action.STUDY)
def card(offering: Offering, note_id: UUID) -> Page:
    """Show the Markdown of one note to be edited."""
    found, note = _find(offering, note_id)
    lines = found.text.split("\n")[note.line - 1 : note.end_line]
    form = TextForm(formdata=None, text="\n".join(lines), head=str(found.head))
    return _card(offering, note, form)


@blueprint.post("/my-cards/<slug>/cards/<uuid:note_id>")
@allowed(Action.STUDY)
def change_card(offering: Offering, note_id: UUID) -> Page | Response:
    """Keep the note with its new text, or without any: then it is deleted."""
    found, note = _find(offering, note_id)
    form = TextForm()
    is_deleted = request.form.get("do") == "delete"
    block = "" if is_deleted else text_of(form.text.data)
    if not form.validate() or (not block.strip() and not is_deleted):
        return _card(offering, note, form, Refused(_("Write the card, or delete it.")))
    refused = _changed(found, note, form, block)
    if refused is not None:
        return _card(offering, note, form, refused)
    return go(offering, "", "deleted" if is_deleted else "saved")


def _changed(found: Mine, note: OwnNote, form: TextForm, block: str) -> Refused | None:
    if form.head.data != str(found.head):
        return Refused(
            _("Your cards were changed in another tab meanwhile. Nothing was saved; your text is "
              "still here. Copy it, and open the card anew."),
            status=409,
        )  # fmt: skip
    return keep(found, with_lines(found.text, note.line, note.end_line, block), confirmed=True)


def _find(offering: Offering, note_id: UUID) -> tuple[Mine, OwnNote]:
    note = listing.find(db(), offering.course_id, account().id, note_id)
    if note is None:
        abort(404, _("You have no such card. It may have been deleted."))
    return here(offering), note


def _card(
    offering: Offering, note: OwnNote, form: TextForm, refused: Refused | None = None
) -> Page:
    status = refused.status if refused else 200
    return page("card", offering, status, note=note, form=form, refused=refused)


def _form(offering: Offering, kind: Kind, form: CardForm, refused: Refused | None = None) -> Page:
    return page(
        "new",
        offering,
        refused.status if refused else 200,
        kind=kind,
        about=KINDS[kind],
        form=form,
        fields=fields_of(kind),
        kinds=KINDS,
        refused=refused if refused and refused.message else None,
        confirm=ConfirmForm(formdata=None),
    )


def _kind(name: str) -> Kind:
    if name not in set(KINDS):
        abort(404, _("There is no such form. Other kinds of cards are written as Markdown."))
    return Kind(name)


def _begun() -> str:
    """Return what a private deck begins with: its title, in the student's language."""
    title = _("My own cards")
    return f"---\ntitle: {title}\n---\n"
