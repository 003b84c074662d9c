"""The form of one's courses: minutes a day, and whether to go on after the last exam."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from wtforms import BooleanField, Field, IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.models import Enrolment, Role
from app.services.preferences import LEAST_MINUTES, MOST_MINUTES
from app.web.forms import Form
from app.web.languages import later as _

MINUTES = _("Write a number from %(least)d to %(most)d.", least=LEAST_MINUTES, most=MOST_MINUTES)
MINUTES_PREFIX, KEEP_PREFIX = "minutes_", "keep_"


class CoursesForm(Form):
    """``courses_form`` adds the fields of each course."""

    def minutes_fields(self) -> list[Field]:
        """Return the fields of the minutes, in the order of the courses."""
        return self._of(MINUTES_PREFIX)

    def keep_fields(self) -> list[Field]:
        """Return the fields about what comes after the last exam, in the same order."""
        return self._of(KEEP_PREFIX)

    def minutes(self) -> dict[UUID, int]:
        """Return the minutes by offering, once the form is valid."""
        return {UUID(f.name.removeprefix(MINUTES_PREFIX)): f.data for f in self.minutes_fields()}

    def kept(self) -> dict[UUID, bool]:
        """Return, by offering, whether it is studied on after its last exam."""
        return {UUID(f.name.removeprefix(KEEP_PREFIX)): f.data for f in self.keep_fields()}

    def _of(self, prefix: str) -> list[Field]:
        return [field for name, field in self._fields.items() if name.startswith(prefix)]


def courses_form(
    running: Sequence[Enrolment],
    over: Sequence[Enrolment],
    kept: Collection[UUID],
    **arguments: Any,
) -> CoursesForm:
    """Return the form for courses that run and those that are *over*; *kept* are studied on."""
    minutes = {
        f"{MINUTES_PREFIX}{one.offering_id.hex}": IntegerField(
            one.offering.course.title,
            [InputRequired(MINUTES), NumberRange(LEAST_MINUTES, MOST_MINUTES, MINUTES)],
            default=one.minutes_cap,
            render_kw={"inputmode": "numeric"},
        )
        for one in running
    }
    keep = {
        f"{KEEP_PREFIX}{one.offering_id.hex}": BooleanField(
            one.offering.course.title, default=one.offering_id in kept
        )
        for one in (*running, *over)
        if one.role is Role.STUDENT
    }
    form: CoursesForm = type("CoursesFormOfSomebody", (CoursesForm,), minutes | keep)(**arguments)
    return form
