"""/my-cards/<slug>/text: all private cards as one Markdown text; and the same to take along."""

from __future__ import annotations

from flask import Response as File
from flask import abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.exports.decks import FORMATS, registry
from app.models import Offering
from app.policy import Action
from app.services.decks.exporting import from_student
from app.services.private.cards import MOST_BYTES
from app.web.access import allowed
from app.web.bodies import takes
from app.web.context import account, db
from app.web.my_cards.files import MARKDOWN, sent_as
from app.web.my_cards.forms import TextForm
from app.web.my_cards.pages import Page, Refused, blueprint, go, here, keep, page, text_of

MOST_SENT = 3 * MOST_BYTES  # a text of the largest size in a form: three bytes for some characters


@blueprint.get("/my-cards/<slug>/text")
@allowed(Action.STUDY)
def text(offering: Offering) -> Page:
    """Show the whole text to be edited."""
    found = here(offering)
    return _text(offering, TextForm(formdata=None, text=found.text, head=str(found.head)))


@blueprint.post("/my-cards/<slug>/text")
@allowed(Action.STUDY)
@takes(MOST_SENT)
def save_text(offering: Offering) -> Page | Response:
    """Make the text the private deck, unless another tab was faster."""
    found = here(offering)
    form = TextForm()
    if not form.validate():
        return _text(offering, form, Refused(_("Nothing was saved yet: the text is too long.")))
    if form.head.data != str(found.head):
        elsewhere = _("Your cards were changed in another tab meanwhile. Nothing was saved; your "
                      "text is still here. Copy it, and open this page anew.")  # fmt: skip
        return _text(offering, form, Refused(elsewhere, status=409))
    refused = keep(found, text_of(form.text.data), confirmed=bool(form.confirmed.data))
    if refused is not None:
        return _text(offering, form, refused)
    return go(offering, "", "saved")


@blueprint.get("/my-cards/<slug>/export/<made>")
@allowed(Action.STUDY)
def export(offering: Offering, made: str) -> File:
    """Send the private cards as a file of this format."""
    name = f"my-cards-{offering.slug}"
    if made == MARKDOWN:
        return sent_as(here(offering).text.encode(), "text/markdown; charset=utf-8", f"{name}.md")
    if made not in FORMATS:
        abort(404, _("There is no such format."))
    wanted = FORMATS[made]
    try:
        found = registry.write(wanted, from_student(db(), offering.course, account().id))
    except ValueError:
        abort(404, _("You have no card of your own here yet. Write one first."))
    return sent_as(found.data, wanted.media_type, f"{name}.{wanted.ending}")


def _text(offering: Offering, form: TextForm, refused: Refused | None = None) -> Page:
    status = refused.status if refused else 200
    return page("text", offering, status, form=form, refused=refused)
