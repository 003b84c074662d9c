"""The forms about oneself: name and language, grades and typing, looks, privacy."""

from __future__ import annotations

from typing import Any

from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import Length

from app.services import accounts
from app.services.looks import Motion, TypeSize
from app.web.forms import Form
from app.web.languages import OFFERED, worded
from app.web.languages import later as _
from app.web.preferences.forms import REQUIRED

TWO, FOUR = "two", "four"


class YouForm(Form):
    """Name, and language of the pages."""

    name = StringField(
        _("Name"),
        [REQUIRED, Length(max=accounts.NAME_LENGTH)],
        description=_("Your instructors see it."),
        render_kw={"autocomplete": "name"},
    )
    language = SelectField(
        _("Language"),
        choices=[
            SelectChoice("", _("As my browser says")),
            *(SelectChoice(tag, name) for tag, name in OFFERED.items()),
        ],
        description=_("Of the pages. Cards stay in the language of their notes."),
    )

    def validate_name(self, field: Any) -> None:
        """Refuse a name that cannot be shown."""
        try:
            field.data = accounts.checked_name(field.data)
        except accounts.AccountError as error:
            raise ValidationError(worded(error)) from error


class StudyingForm(Form):
    """How many grades, and whether short answers are typed."""

    grades = RadioField(
        _("Grades"),
        choices=[
            SelectChoice(TWO, _("Two: Forgot, Knew it")),
            SelectChoice(FOUR, _("Four: Again, Hard, Good, Easy")),
        ],
        description=_("Two are enough. Hard means recalled, with effort, never forgotten."),
    )
    type_answers = BooleanField(
        _("Type terms, steps and gaps"),
        description=_("Your answer is marked, tolerantly; you can always say “I was right”."),
    )


class LooksForm(Form):
    """The size of the type, and motion."""

    type_size = RadioField(
        _("Size of the type"),
        choices=[
            SelectChoice(TypeSize.NORMAL.value, _("As my browser is set")),
            SelectChoice(TypeSize.LARGE.value, _("Larger by an eighth")),
            SelectChoice(TypeSize.LARGEST.value, _("Larger by a third")),
        ],
    )
    motion = RadioField(
        _("Motion"),
        choices=[
            SelectChoice(Motion.SYSTEM.value, _("As my device is set")),
            SelectChoice(Motion.LESS.value, _("Less: nothing slides or fades")),
        ],
    )


class PrivacyForm(Form):
    """Whether the class learns from one's answers."""

    learn = BooleanField(
        _("Learn from my answers"),
        description=_(
            "From the answers of all together the course learns how hard each card is. Switch this "
            "off, and yours are left out: at once of what instructors see of the class, and of "
            "predictions the next time they are computed (at night, once there are enough new "
            "answers). Your own cards go on as before."
        ),
    )
