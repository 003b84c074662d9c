"""The forms of running a class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask_wtf.file import FileField, FileRequired
from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    DateField,
    Field,
    FloatField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.models import Role
from app.services import offerings
from app.services.classes import course_making, exam_dates, local_time, roster
from app.services.classes.copying import MOST_WEEKS
from app.services.offerings import DeckSummary
from app.services.preferences import LEAST_MINUTES, MOST_MINUTES
from app.web.forms import Form
from app.web.languages import later as _
from app.web.languages import worded
from app.web.roles import ALONE

REQUIRED = InputRequired(_("Fill this in."))
SHIFT, LEAVE_OUT = "shift", "none"
YEAR_OF_WEEKS = 52
MINUTES = _("Write a number from %(least)d to %(most)d.", least=LEAST_MINUTES, most=MOST_MINUTES)
ZONE_HELP = _("Every date and time of the course is meant there.")
SLUG_HELP = _("Small letters, digits and hyphens, such as crm-2027.")


class _ZonedForm(Form):
    """A form with a time zone, typed or chosen from a list."""

    zone = StringField(
        _("Time zone"),
        [REQUIRED, Length(max=64)],
        description=ZONE_HELP,
        render_kw={"list": "zones", "autocomplete": "off", "spellcheck": "false"},
    )

    def validate_zone(self, field: Any) -> None:
        """Refuse what is no zone, with the nearest one that is."""
        field.data = _checked(local_time.checked_zone, field.data)


class _CourseForm(_ZonedForm):
    """What a new course and one that is there are both asked."""

    title = StringField(_("Title"), [REQUIRED, Length(max=offerings.TITLE_LENGTH)])
    term = StringField(
        _("Academic term"),
        [Length(max=course_making.TERM_LENGTH)],
        description=_("Such as Spring 2027; may stay empty."),
    )
    language = StringField(
        _("Language of the notes"),
        [REQUIRED],
        description=_("Its tag: en, de, pt-BR."),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )

    def validate_language(self, field: Any) -> None:
        """Refuse what is no language tag."""
        field.data = _checked(course_making.checked_language, field.data)


class CourseForm(_CourseForm):
    """A new course with its first offering."""

    slug = StringField(
        _("Short name in addresses"),
        [Length(max=offerings.SLUG_LENGTH)],
        description=_(
            "Small letters, digits and hyphens, such as crm-2027. "
            "Left empty, it is made from the title."
        ),
        filters=[lambda text: (text or "").strip()],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    exam_day = DateField(_("First exam"), [Optional()], description=_("May stay empty."))
    exam_time = TimeField(_("Time of the exam"), [Optional()])


class DetailsForm(_CourseForm):
    """What a class is called, its zone, and what its students start with."""

    minutes = IntegerField(
        _("Minutes a day to start with"),
        [InputRequired(MINUTES), NumberRange(LEAST_MINUTES, MOST_MINUTES, MINUTES)],
        description=_("For who joins from now on. Students change their own in the settings."),
        render_kw={"inputmode": "numeric"},
    )


class CopyForm(_ZonedForm):
    """The same course in a new term."""

    slug = StringField(
        _("Short name in addresses"),
        [REQUIRED, Length(max=offerings.SLUG_LENGTH)],
        description=SLUG_HELP,
        filters=[lambda text: (text or "").strip()],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    term = StringField(_("Academic term"), [Length(max=course_making.TERM_LENGTH)])
    dates = RadioField(
        _("Exam dates and visible-from dates"),
        choices=[
            SelectChoice(SHIFT, _("Move them on, same weekday and time")),
            SelectChoice(LEAVE_OUT, _("Leave them out")),
        ],
    )
    weeks = IntegerField(
        _("By how many weeks"),
        [
            Optional(),
            NumberRange(
                1,
                MOST_WEEKS,
                _("Write a number from %(least)d to %(most)d.", least=1, most=MOST_WEEKS),
            ),
        ],
        description=_("52 is a year."),
        render_kw={"inputmode": "numeric"},
    )

    def validate_dates(self, field: Any) -> None:
        """Ask for a number where dates are to be moved."""
        written = any(text.strip() for text in self.weeks.raw_data or [])
        if field.data == SHIFT and not written:
            raise ValidationError(_("Write by how many weeks, or leave the dates out."))


class ExamForm(Form):
    """An exam date; ``exam_form`` adds a weight for each deck."""

    title = StringField(_("Title"), [REQUIRED, Length(max=exam_dates.TITLE_LENGTH)])
    day = DateField(_("Date"), [InputRequired(_("Choose a date."))])
    clock = TimeField(_("Time"), [InputRequired(_("Choose a time."))])

    def weights(self) -> dict[UUID, float]:
        """Return the weights that were written, by deck."""
        found = {}
        for name, field in self._fields.items():
            if name.startswith("weight_") and field.data is not None:
                found[UUID(name.removeprefix("weight_"))] = field.data
        return found

    def weight_fields(self) -> list[Field]:
        """Return the fields of the weights, in the order of the decks."""
        return [field for name, field in self._fields.items() if name.startswith("weight_")]


class VisibilityForm(Form):
    """From which day each deck is visible; ``visibility_form`` adds the fields."""

    def days(self) -> dict[UUID, Any]:
        """Return the day of each deck, None for at once."""
        return {
            UUID(name.removeprefix("from_")): field.data
            for name, field in self._fields.items()
            if name.startswith("from_")
        }


class PersonForm(Form):
    """What staff set for one person."""

    role = SelectField(_("Role"), choices=[SelectChoice(role.value, ALONE[role]) for role in Role])
    extra_time = IntegerField(
        _("Extra time in timed quizzes, in per cent"),
        [
            InputRequired(_("Write 0 for none.")),
            NumberRange(
                0,
                roster.MOST_EXTRA_TIME,
                _(
                    "Write a number from %(least)d to %(most)d.",
                    least=0,
                    most=roster.MOST_EXTRA_TIME,
                ),
            ),
        ],
        render_kw={"inputmode": "numeric"},
    )
    exam_day = DateField(
        _("Own exam date"), [Optional()], description=_("In place of the course's last exam.")
    )
    exam_time = TimeField(_("Time of it"), [Optional()])


class RosterForm(Form):
    """A list of people as a file."""

    file = FileField(
        _("CSV file"),
        [FileRequired(_("Choose a file."))],
        description=_("Its first line is name,email,role. A role left out is student."),
        render_kw={"accept": ".csv,.txt,text/csv"},
    )


class ConfirmForm(Form):
    """A button that carries nothing but its token."""


def exam_form(decks: Sequence[DeckSummary], **values: Any) -> ExamForm:
    """Return the form of an exam date with a weight for each of *decks*."""
    fields = {
        f"weight_{deck.id.hex}": FloatField(
            deck.title,
            [
                Optional(),
                NumberRange(
                    0,
                    exam_dates.MOST_WEIGHT,
                    _(
                        "Write a number from %(least)d to %(most)d.",
                        least=0,
                        most=exam_dates.MOST_WEIGHT,
                    ),
                ),
            ],
            render_kw={"inputmode": "decimal"},
        )
        for deck in decks
    }
    made: ExamForm = type("ExamFormOfDecks", (ExamForm,), fields)(**values)
    return made


def visibility_form(decks: Sequence[DeckSummary], **values: Any) -> VisibilityForm:
    """Return the form with a day for each of *decks*."""
    fields = {
        f"from_{deck.id.hex}": DateField(
            _("Visible from: %(title)s", title=deck.title), [Optional()]
        )
        for deck in decks
    }
    made: VisibilityForm = type("VisibilityFormOfDecks", (VisibilityForm,), fields)(**values)
    return made


def _checked(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except ValueError as error:
        raise ValidationError(worded(error)) from error
