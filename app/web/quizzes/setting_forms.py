"""The form in which staff set a quiz."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    BooleanField,
    DateField,
    FloatField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from app.models import Quiz, Shown
from app.quiz.types import TYPES
from app.services.attempts.pool import PoolDeck
from app.services.attempts.start import MOST_MINUTES, MOST_QUESTIONS
from app.services.classes import local_time
from app.services.classes.local_time import LocalTimeError
from app.services.quiz import drawing, setting
from app.services.quiz.drawing import Source
from app.services.quiz.setting import Terms
from app.web.forms import Form
from app.web.languages import later as _
from app.web.languages import worded
from app.web.quizzes.words import TYPES as TYPE_WORDS
from app.web.quizzes.words import chapter as chapter_words

DECK, CHAPTER = "deck:", "chapter:"
NOT_ASKED = frozenset({"essay"})  # only its author could mark one
WHEN = [
    SelectChoice(Shown.AT_ONCE.value, _("as soon as a student has handed in")),
    SelectChoice(Shown.CLOSED.value, _("when the quiz is closed for everybody")),
    SelectChoice(Shown.NEVER.value, _("never")),
]
NUMBER = {"inputmode": "numeric"}


def _between(low: float, high: float) -> NumberRange:
    message = _("Write a number from %(low)s to %(high)s.", low=f"{low:g}", high=f"{high:g}")
    return NumberRange(low, high, message)


class Ticked(SelectMultipleField):
    """Any of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class QuizForm(Form):
    """What a set quiz asks, when, and what students see of its result."""

    title = StringField(
        _("Name"),
        [DataRequired(_("Give the quiz a name.")), Length(max=setting.TITLE_LENGTH)],
        filters=[lambda text: (text or "").strip()],
    )
    of = Ticked(_("Questions from"), description=_("Nothing ticked: the whole course."))
    types = Ticked(
        _("Types of questions"),
        description=_("Nothing ticked: all of them."),
        choices=[
            SelectChoice(kind.name, TYPE_WORDS[kind.name])
            for kind in TYPES.values()
            if kind.name not in NOT_ASKED
        ],
    )
    made = BooleanField(
        _("Also questions made from the cards"),
        description=_("Read them in the preview before you announce the quiz."),
    )
    questions = IntegerField(
        _("Number of questions"),
        [InputRequired(_("Write how many questions.")), _between(1, MOST_QUESTIONS)],
        default=10,
        render_kw=NUMBER,
    )
    points = FloatField(
        _("Points for each question"),
        [Optional(), _between(0.1, setting.MOST_POINTS)],
        description=_("Empty: the points that stand in the deck, else 1."),
        render_kw={"inputmode": "decimal"},
    )
    minutes = IntegerField(
        _("Time limit in minutes"),
        [Optional(), _between(1, MOST_MINUTES)],
        description=_("Empty: none. The extra time of a student comes on top."),
        render_kw=NUMBER,
    )
    attempts = IntegerField(
        _("Attempts of each student"),
        [Optional(), _between(1, setting.MOST_ATTEMPTS)],
        description=_("The best one counts. Empty: any number."),
        default=1,
        render_kw=NUMBER,
    )
    opens_day = DateField(_("Opens on"), [Optional()], description=_("Empty: at once."))
    opens_clock = TimeField(_("at"), [Optional()])
    closes_day = DateField(_("Closes on"), [Optional()], description=_("Empty: never."))
    closes_clock = TimeField(_("at"), [Optional()])
    marks = RadioField(_("Points show"), choices=WHEN, default=Shown.AT_ONCE.value)
    keys = RadioField(_("Right answers show"), choices=WHEN, default=Shown.AT_ONCE.value)
    feedback = RadioField(
        _("Remarks and explanations show"), choices=WHEN, default=Shown.AT_ONCE.value
    )
    counts = BooleanField(
        _("This quiz counts"),
        description=_(
            "You see the marks of each student, and the start page says so. It cannot be "
            "switched on once somebody has begun."
        ),
    )

    def terms(self, zone: str) -> Terms:
        """Return what was decided; for a form that is valid. Raises LocalTimeError."""
        return Terms(
            title=self.title.data or "",
            source=Source(
                decks=tuple(UUID(one) for one in _with(self.of.data, DECK)),
                chapters=tuple(_with(self.of.data, CHAPTER)),
                types=tuple(self.types.data or ()),
                made=bool(self.made.data),
            ),
            questions=self.questions.data or 1,
            points=self.points.data,
            minutes=self.minutes.data,
            most_attempts=self.attempts.data,
            opens_at=self._instant("opens", zone),
            closes_at=self._instant("closes", zone),
            marks=Shown(self.marks.data),
            keys=Shown(self.keys.data),
            feedback=Shown(self.feedback.data),
            counts=bool(self.counts.data),
        )

    def validate_points(self, field: Any) -> None:
        """Refuse what is no number of points, such as NaN, which no comparison refuses."""
        if field.data is not None and not 0 < field.data <= setting.MOST_POINTS:
            raise ValidationError(_("Write a number, such as 1 or 2.5."))

    def _instant(self, name: str, zone: str) -> datetime | None:
        day, clock = self._fields[f"{name}_day"], self._fields[f"{name}_clock"]
        if day.data is None:
            return None
        try:
            return local_time.moment(day.data, clock.data or local_time.USUAL_TIME, zone).at
        except LocalTimeError as error:
            day.errors = [worded(error)]
            raise


def quiz_form(decks: Sequence[PoolDeck], zone: str, quiz: Quiz | None = None) -> QuizForm:
    """Return the form with the course's chapters and decks to choose from."""
    form = QuizForm(**(_values(quiz, zone) if quiz else {}))
    chapters = dict.fromkeys(deck.chapter for deck in decks if deck.chapter)
    form.of.choices = [
        *(SelectChoice(f"{CHAPTER}{one}", chapter_words(one)) for one in chapters),
        *(SelectChoice(f"{DECK}{deck.id}", deck.title) for deck in decks),
    ]
    return form


def _values(quiz: Quiz, zone: str) -> dict[str, Any]:
    source = drawing.source_of(quiz)
    return {
        "title": quiz.title,
        "of": [*(f"{CHAPTER}{o}" for o in source.chapters), *(f"{DECK}{o}" for o in source.decks)],
        "types": list(source.types),
        "made": source.made,
        "questions": quiz.questions,
        "points": quiz.points,
        "minutes": quiz.minutes,
        "attempts": quiz.most_attempts,
        "marks": quiz.marks_shown,
        "keys": quiz.keys_shown,
        "feedback": quiz.feedback_shown,
        "counts": quiz.counts,
        **_local("opens", quiz.opens_at, zone),
        **_local("closes", quiz.closes_at, zone),
    }


def _local(name: str, at: datetime | None, zone: str) -> dict[str, Any]:
    if at is None:
        return {}
    local = at.astimezone(ZoneInfo(zone))
    return {f"{name}_day": local.date(), f"{name}_clock": local.time()}


def _with(values: Sequence[str] | None, prefix: str) -> list[str]:
    return [one.removeprefix(prefix) for one in values or () if one.startswith(prefix)]
