"""The forms of the worklist, and of a suggestion."""

from __future__ import annotations

from datetime import datetime

from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from app.models import Outcome
from app.services.worklist.settling import LONGEST_NOTE, Ruling
from app.services.worklist.suggesting import LONGEST, LONGEST_REASON
from app.web.forms import Form
from app.web.languages import later as _

MOST_REVISIONS = 2**31 - 1  # as many as a database counts
BY_HAND = (Outcome.RESOLVED.value, Outcome.DISMISSED.value)


class ItemForm(Form):
    """What becomes of one item; three fields name it, *through* is the last that was seen."""

    sort = HiddenField()
    card = HiddenField()
    subject = HiddenField()
    through = HiddenField()
    outcome = HiddenField(
        validators=[AnyOf(BY_HAND, _("Choose whether it is resolved or dismissed."))]
    )
    told = TextAreaField(
        _("Note"),
        [Length(max=LONGEST_NOTE, message=_("At most 1000 characters, please."))],
        render_kw={"rows": "2", "maxlength": str(LONGEST_NOTE)},
    )

    def ruling(self) -> Ruling:
        """Return what was chosen."""
        return Ruling(
            Outcome(self.outcome.data or ""), self.told.data or "", _instant(self.through.data)
        )


class UndoForm(Form):
    """Open a settled item again."""

    settlement = HiddenField()


class AcceptForm(Form):
    """The last word on an edit: its text, a note, and the plan that was looked at."""

    digest = HiddenField()
    text = TextAreaField(
        _("Text of the card as it will be"),
        [InputRequired(_("The text is empty.")), Length(max=LONGEST)],
        render_kw={"rows": "10", "spellcheck": "true"},
    )
    told = TextAreaField(
        _("Note to whoever suggested it"),
        [Length(max=LONGEST_NOTE)],
        render_kw={"rows": "2", "maxlength": str(LONGEST_NOTE)},
    )


class SuggestForm(Form):
    """A student's text for a card, made from the note's revision *base*."""

    base = IntegerField(validators=[NumberRange(1, MOST_REVISIONS)], widget=HiddenInput())
    text = TextAreaField(
        _("Text of the card"),
        [Length(max=LONGEST, message=_("The text is longer than a card may be. Shorten it."))],
        render_kw={"rows": "10", "spellcheck": "true"},
    )
    reason = TextAreaField(
        _("Why (optional)"),
        [Length(max=LONGEST_REASON, message=_("At most 2000 characters, please."))],
        render_kw={"rows": "2", "maxlength": str(LONGEST_REASON)},
    )


def _instant(text: str | None) -> datetime | None:
    """Return the instant that a page of ours wrote; None for anything else."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None
