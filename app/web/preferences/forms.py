"""The forms of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    BooleanField,
    Field,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange

from app.models import Enrolment, User
from app.services import accounts, passwords, preferences
from app.services.classes import local_time
from app.services.preferences import LEAST_MINUTES, MOST_MINUTES, Preferences
from app.web.forms import Form
from app.web.languages import OFFERED, worded
from app.web.languages import later as _

REQUIRED = InputRequired(_("Fill this in."))
MINUTES = _("Write a number from %(least)d to %(most)d.", least=LEAST_MINUTES, most=MOST_MINUTES)
TWO, FOUR = "two", "four"
MINUTES_PREFIX = "minutes_"


class PreferencesForm(Form):
    """What can be set; ``preferences_form`` adds the minutes of each course."""

    name = StringField(
        _("Name"),
        [REQUIRED, Length(max=accounts.NAME_LENGTH)],
        description=_("Your instructors see it."),
        render_kw={"autocomplete": "name"},
    )
    zone = SelectField(
        _("Time zone"),
        description=_("By region, then by city: type the first letters of yours."),
    )
    language = SelectField(
        _("Language"),
        choices=[
            SelectChoice("", _("As my browser says")),
            *(SelectChoice(tag, name) for tag, name in OFFERED.items()),
        ],
        description=_("Of the pages. Cards stay in the language of their notes."),
    )
    rollover_hour = SelectField(
        _("A new study day begins at"),
        coerce=int,
        choices={str(hour): f"{hour}:00" for hour in range(preferences.LATEST_ROLLOVER + 1)},
        description=_("Choose an hour at which you are asleep."),
    )
    grades = RadioField(
        _("Grades"),
        choices=[
            SelectChoice(TWO, _("Two: Forgot, Knew it")),
            SelectChoice(FOUR, _("Four: Again, Hard, Good, Easy")),
        ],
        description=_("Two are enough. Hard means recalled, with effort, never forgotten."),
    )
    single_keys = BooleanField(
        _("Single keys act while studying"),
        description=_("Such as 1 and 2 for the grades. Switch off if you dictate."),
    )

    def validate_name(self, field: Any) -> None:
        """Refuse a name that cannot be shown."""
        try:
            field.data = accounts.checked_name(field.data)
        except accounts.AccountError as error:
            raise ValidationError(worded(error)) from error

    def minutes_fields(self) -> list[Field]:
        """Return the fields of the minutes, in the order of the courses."""
        return [f for name, f in self._fields.items() if name.startswith(MINUTES_PREFIX)]

    def wanted(self) -> Preferences:
        """Return what was filled in, once it is valid."""
        return Preferences(
            name=self.name.data or "",
            zone=self.zone.data,
            rollover_hour=self.rollover_hour.data,
            four_grades=self.grades.data == FOUR,
            single_keys=self.single_keys.data,
            language=self.language.data,
            minutes={
                UUID(field.name.removeprefix(MINUTES_PREFIX)): field.data
                for field in self.minutes_fields()
            },
        )


def preferences_form(user: User, taken: Sequence[Enrolment]) -> PreferencesForm:
    """Return the form for *user*, with a field for the minutes of each course *taken*."""
    fields = {
        f"{MINUTES_PREFIX}{one.offering_id.hex}": IntegerField(
            one.offering.course.title,
            [InputRequired(MINUTES), NumberRange(LEAST_MINUTES, MOST_MINUTES, MINUTES)],
            default=one.minutes_cap,
            render_kw={"inputmode": "numeric"},
        )
        for one in taken
    }
    form: PreferencesForm = type("PreferencesFormOfCourses", (PreferencesForm,), fields)(
        name=user.name,
        zone=user.zone,
        rollover_hour=user.rollover_hour,
        grades=FOUR if user.four_grades else TWO,
        single_keys=user.single_keys,
        language=preferences.language_of(user),
    )
    form.zone.choices = zone_choices(user.zone)
    return form


def zone_choices(current: str) -> dict[str, dict[str, str]]:
    """Return the zones by region; one in use that is no longer offered comes first."""
    groups: dict[str, dict[str, str]] = {}
    if current not in local_time.zones():
        groups[str(_("In use now"))] = {current: current}
    for name in local_time.zones():
        region, _slash, place = name.partition("/")
        groups.setdefault(region if place else str(_("Everywhere")), {})[name] = _spoken(name)
    return groups


def _spoken(name: str) -> str:
    """Return ``Buenos Aires, Argentina`` for America/Argentina/Buenos_Aires."""
    _region, *places = name.replace("_", " ").split("/")
    return ", ".join(reversed(places)) or name


class CurrentPasswordForm(Form):
    """A step that needs the password, though somebody is logged in."""

    current_password = PasswordField(
        _("Your password"),
        [REQUIRED, Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(CurrentPasswordForm):
    """Another password for the account."""

    new_password = PasswordField(
        _("New password"),
        [REQUIRED],
        description=_(
            "At least %(least)d characters. Several words are good.", least=passwords.SHORTEST
        ),
        render_kw={"autocomplete": "new-password", "minlength": passwords.SHORTEST},
    )

    def __init__(self, own_words: tuple[str, ...] = (), **arguments: Any) -> None:
        """Read the request; *own_words* describe the account and are no good password."""
        super().__init__(**arguments)
        self._own_words = own_words

    def validate_new_password(self, field: Any) -> None:
        """Refuse a password that is easy to guess."""
        try:
            passwords.check(field.data, *self._own_words)
        except passwords.PasswordError as error:
            raise ValidationError(worded(error)) from error


class ConfirmForm(Form):
    """A button that carries nothing but its token."""
