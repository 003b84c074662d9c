"""/author/<slug>/decks: the decks of a course for those who write them, and a new one."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.models import Offering
from app.policy import Action
from app.services.decks.store import read_store
from app.services.editing.drafts import begin, free_key
from app.services.editing.listing import listed
from app.services.editing.starting import first_text
from app.web.access import allowed
from app.web.author.desk import address
from app.web.author.pages import Page, blueprint, go, page
from app.web.context import account, db, now
from app.web.forms import Form
from app.web.languages import later as _

LONGEST_TITLE = 120


class NewDeckForm(Form):
    """A deck to begin."""

    title = StringField(
        _("Title of a new deck"),
        [DataRequired(_("Give the deck a title.")), Length(max=LONGEST_TITLE)],
    )


@blueprint.get("/author/<slug>/decks")
@allowed(Action.PUBLISH_DECKS)
def decks(offering: Offering) -> Page:
    """List the decks, with drafts and faults."""
    return _list(offering, NewDeckForm(formdata=None))


@blueprint.post("/author/<slug>/decks")
@allowed(Action.PUBLISH_DECKS)
def begin_deck(offering: Offering) -> Page | Response:
    """Begin a deck as a draft and open it."""
    form = NewDeckForm()
    if not form.validate():
        return _list(offering, form, 422)
    title = " ".join((form.title.data or "").split())
    store = read_store(db(), offering.course_id)
    key = free_key(db(), store, title)
    begun = begin(db(), store, account().id, first_text(title), key, now())
    then = "/cards" if request.form.get("with") == "forms" else ""
    return go(f"{address(offering, begun.deck_id)}{then}", "begun")


def _list(offering: Offering, form: NewDeckForm, status: int = 200) -> Page:
    found = listed(db(), read_store(db(), offering.course_id), account().id)
    return page("decks", offering, status, decks=found, form=form, zone=account().zone)
