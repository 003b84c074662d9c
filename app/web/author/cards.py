"""/author/<slug>/decks/<deck>/cards: a form for each kind of card, for those without Markdown."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.decks.model import Kind
from app.decks.writing.entry import UnwritableError
from app.decks.writing.placing import headings, placed
from app.models import Offering
from app.policy import Action
from app.services.editing import drafts
from app.services.editing.drafts import Working
from app.services.editing.listing import title_of
from app.services.editing.pictures import known_pictures
from app.services.media.kinds import PictureRefusedError
from app.web.access import allowed
from app.web.author.card_forms import KINDS, CardForm, card_form, entry, fields_of
from app.web.author.desk import address, find, number
from app.web.author.pages import Page, blueprint, go, page
from app.web.author.pictures import MOST_BYTES, take_in
from app.web.bodies import takes
from app.web.context import account, db, now
from app.web.languages import worded


@blueprint.get("/author/<slug>/decks/<uuid:deck_id>/cards")
@allowed(Action.PUBLISH_DECKS)
def card_kinds(offering: Offering, deck_id: UUID) -> Page:
    """Offer the kinds of cards to choose from."""
    _store, here = find(offering, deck_id)
    return page("card_kinds", offering, here=here, title=_title(here), kinds=KINDS)


@blueprint.get("/author/<slug>/decks/<uuid:deck_id>/cards/<kind>")
@allowed(Action.PUBLISH_DECKS)
def card_page(offering: Offering, deck_id: UUID, kind: str) -> Page:
    """Show the empty form of a kind."""
    _store, here = find(offering, deck_id)
    wanted = _kind(kind)
    return _form(offering, here, wanted, card_form(wanted, headings(here.text), formdata=None))


@blueprint.post("/author/<slug>/decks/<uuid:deck_id>/cards/<kind>")
@allowed(Action.PUBLISH_DECKS)
@takes(MOST_BYTES)
def add_card(offering: Offering, deck_id: UUID, kind: str) -> Page | Response:
    """Write the card of the form into the draft."""
    _store, here = find(offering, deck_id)
    wanted = _kind(kind)
    form = card_form(wanted, headings(here.text))
    if not form.validate():
        return _form(offering, here, wanted, form, 422)
    try:
        text = _written(offering, here, wanted, form)
    except PictureRefusedError as error:
        form.file.errors = [_("The picture %(reason)s.", reason=worded(error))]
        return _form(offering, here, wanted, form, 422)
    except UnwritableError as error:
        return _form(offering, here, wanted, form, 422, error)
    drafts.save(db(), offering.course_id, account().id, replace(here, text=text), text, now())
    return go(f"{address(offering, deck_id)}/cards/{kind}", "added")


def _written(offering: Offering, here: Working, kind: Kind, form: CardForm) -> str:
    picture = take_in(offering, here, form.file.data, form.alt.data or "")
    files = known_pictures(db(), offering.course_id, here.stored)
    said = entry(kind, form, picture)
    return placed(here.text, here.key, said, number(form.under.data or "0") or 0, files)


def _form(
    offering: Offering,
    here: Working,
    kind: Kind,
    form: CardForm,
    status: int = 200,
    fault: UnwritableError | None = None,
) -> Page:
    return page(
        "card",
        offering,
        status,
        here=here,
        title=_title(here),
        kind=kind,
        purpose=KINDS[kind].purpose,
        form=form,
        fields=fields_of(kind, is_deck_divided=bool(headings(here.text))),
        fault=fault,
        kinds=KINDS,
    )


def _kind(name: str) -> Kind:
    if name not in set(Kind):
        abort(404, _("There is no such kind of card."))
    return Kind(name)


def _title(here: Working) -> str:
    return title_of(here.text, here.key)
