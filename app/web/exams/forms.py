"""The forms of the item bank and of exams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    BooleanField,
    DateField,
    FloatField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.quiz.drawing import Cell
from app.quiz.generation.generate import SHARES
from app.quiz.versions import MOST as MOST_VERSIONS
from app.services.exams.building import MOST_CELLS, MOST_ITEMS, SEED_LENGTH, TITLE_LENGTH
from app.services.exams.generation import MOST as MOST_GENERATED
from app.services.exams.reading import CHAPTER_LENGTH, MARKDOWN_LENGTH
from app.web.exams.words import TYPES, USES
from app.web.forms import Form
from app.web.languages import later as _

REQUIRED = InputRequired(_("Fill this in."))
MOST_MINUTES = 600
MOST_POINTS = 1000
INSTRUCTIONS_LENGTH = 4000
SPARE_ROWS = 3
AS_WRITTEN = "as-written"
COPY = "copy-"  # before the names of fields that the builder's own form has as well
_MONO = {"rows": "16", "spellcheck": "false"}


def _choices(words: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(name, label) for name, label in words.items()]


class _Number(FloatField):
    """A number without needless digits: 2, not 2.0."""

    def _value(self) -> str:
        """Return what stands in the field."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"


class ConfirmForm(Form):
    """A button that carries nothing but its token."""


class AddForm(Form):
    """A question file, sent or pasted."""

    file = FileField(_("Question file"), render_kw={"accept": ".md,.markdown,.txt,text/*"})
    text = TextAreaField(_("Or paste the questions"), render_kw=_MONO)
    use = RadioField(
        _("What are they for?"),
        choices=[
            SelectChoice("exam", _("Exams: no student sees them before their exam is released")),
            SelectChoice("practice", _("Practice")),
            SelectChoice(AS_WRITTEN, _("What each says: use=exam, else practice")),
        ],
        default="exam",
    )


class GenerateForm(Form):
    """How many items to generate, of what."""

    count = IntegerField(
        _("How many"),
        [REQUIRED, NumberRange(1, MOST_GENERATED)],
        default=20,
        render_kw={"inputmode": "numeric"},
    )
    chapter = SelectField(
        _("From the cards of"), description=_("From all decks it takes a second or two.")
    )
    types = SelectMultipleField(
        _("Types"),
        choices=[SelectChoice(name, TYPES[name]) for name in SHARES],
        default=list(SHARES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class TextForm(Form):
    """The text of one item."""

    text = TextAreaField(_("Text"), [REQUIRED, Length(max=MARKDOWN_LENGTH)], render_kw=_MONO)
    context = TextAreaField(
        _("Headings above it"),
        [Length(max=2000)],
        description=_("One a line, printed above the question; usually none."),
        render_kw={"rows": "2"},
    )
    message = StringField(_("What changed"), [Length(max=200)])


class FilingForm(Form):
    """How an item is filed: this is written into its text."""

    use = RadioField(_("Use"), [InputRequired()], choices=_choices(USES))
    points = _Number(
        _("Points"), [REQUIRED, NumberRange(0, MOST_POINTS)], render_kw={"inputmode": "decimal"}
    )
    chapter = StringField(_("Chapter"), [Length(max=CHAPTER_LENGTH)])
    tags = StringField(_("Tags"), [Length(max=500)], description=_("With semicolons between them."))


class NewExamForm(Form):
    """A new exam."""

    title = StringField(_("Title"), [REQUIRED, Length(max=TITLE_LENGTH)])
    day = DateField(_("Date"), [REQUIRED])


class DuplicateForm(Form):
    """The same exam once more."""

    day = DateField(_("Date of the new exam"), [REQUIRED])
    fresh = BooleanField(_("Leave out every item that this exam asks"))


class ReleaseForm(Form):
    """Whether students see the exam from now on."""

    shown = BooleanField(_("Students of this course may read it, with the key and the remarks"))
    sure = BooleanField(
        _("The exam is over for everybody, resits with these items included"),
        [InputRequired(_("Confirm that the exam is over."))],
    )


class ResultsForm(Form):
    """A table of answers."""

    file = FileField(_("Table of answers (CSV)"), render_kw={"accept": ".csv,text/csv"})


class BuilderForm(Form):
    """Details of an exam; ``builder_form`` adds the rows of its table."""

    title = StringField(_("Title"), [REQUIRED, Length(max=TITLE_LENGTH)])
    day = DateField(_("Date"), [REQUIRED])
    minutes = IntegerField(
        _("Minutes"),
        [Optional(), NumberRange(1, MOST_MINUTES)],
        description=_("Printed on the cover; may stay empty."),
        render_kw={"inputmode": "numeric"},
    )
    versions = IntegerField(
        _("Versions"),
        [REQUIRED, NumberRange(1, MOST_VERSIONS)],
        description=_("A, B, C …: the same items in other orders."),
        render_kw={"inputmode": "numeric"},
    )
    seed = StringField(
        _("Seed"),
        [REQUIRED, Length(max=SEED_LENGTH)],
        description=_(
            "The same bank, table and seed draw the same exam. Change it to draw others."
        ),
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )
    instructions = TextAreaField(
        _("Instructions"),
        [Length(max=INSTRUCTIONS_LENGTH)],
        description=_("A paragraph a line; left empty, the usual ones are printed."),
        render_kw={"rows": "4"},
    )
    rows = 0

    def cells(self) -> tuple[Cell, ...]:
        """Return the rows that ask for something."""
        found = (self._cell(number) for number in range(self.rows))
        return tuple(cell for cell in found if cell.count)

    def row(self, number: int) -> list[Any]:
        """Return the four fields of a row."""
        return [self._fields[f"{name}_{number}"] for name in ("chapter", "type", "count", "points")]

    def _cell(self, number: int) -> Cell:
        chapter, kind, count, points = (field.data for field in self.row(number))
        return Cell(chapter, kind, count or 0, points)


def builder_form(
    rows: int, chapters: Sequence[str], *, sent: bool = True, **values: Any
) -> BuilderForm:
    """Return the form with *rows* rows; *sent*: read the request's form."""
    any_chapter, any_type = SelectChoice("", _("Any chapter")), SelectChoice("", _("Any type"))
    fields: dict[str, Any] = {"rows": min(rows, MOST_CELLS)}
    for number in range(fields["rows"]):
        place = {"n": number + 1}
        fields |= {
            f"chapter_{number}": SelectField(
                _("Row %(n)d: chapter", **place),
                choices=[any_chapter, *(SelectChoice(name, name) for name in chapters)],
            ),
            f"type_{number}": SelectField(
                _("Row %(n)d: type", **place), choices=[any_type, *_choices(TYPES)]
            ),
            f"count_{number}": IntegerField(
                _("Row %(n)d: items", **place),
                [Optional(), NumberRange(0, MOST_ITEMS)],
                render_kw={"inputmode": "numeric"},
            ),
            f"points_{number}": _Number(
                _("Row %(n)d: points each", **place),
                [Optional(), NumberRange(0, MOST_POINTS)],
                render_kw={"inputmode": "decimal"},
            ),
        }
    made: BuilderForm = type("BuilderFormOfExam", (BuilderForm,), fields)(
        **({} if sent else {"formdata": None}), **values
    )
    return made
