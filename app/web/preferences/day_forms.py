"""The forms of the calendar: the study day, the week, a break."""

from __future__ import annotations

from typing import Any

from wtforms import (  # type: ignore[attr-defined] # - SelectChoice is newer than the types
    DateField,
    Field,
    SelectChoice,
    SelectField,
)

from app.services import preferences
from app.services.classes import local_time
from app.srs.balance import Break, Ease, Week
from app.web.forms import Form
from app.web.languages import later as _
from app.web.preferences.forms import REQUIRED

EASES = (
    (Ease.NORMAL, _("As every day")),
    (Ease.EASY, _("Easy: about half")),
    (Ease.FREE, _("Free")),
)


class DayForm(Form):
    """Zone, and hour at which a study day begins."""

    zone = SelectField(
        _("Time zone"),
        description=_("By region, then by city: type the first letters of yours."),
    )
    rollover_hour = SelectField(
        _("A new study day begins at"),
        coerce=int,
        choices={str(hour): f"{hour}:00" for hour in range(preferences.LATEST_ROLLOVER + 1)},
        description=_("Choose an hour at which you are asleep."),
    )


def day_form(zone: str, rollover_hour: int, **arguments: Any) -> DayForm:
    """Return the form with what is set now."""
    form = DayForm(zone=zone, rollover_hour=rollover_hour, **arguments)
    form.zone.choices = zone_choices(zone)
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


def _weekday(label: str) -> SelectField:
    return SelectField(label, choices=[SelectChoice(ease.name, words) for ease, words in EASES])


class WeekForm(Form):
    """How much is studied on each weekday."""

    weekday_1 = _weekday(_("Monday"))
    weekday_2 = _weekday(_("Tuesday"))
    weekday_3 = _weekday(_("Wednesday"))
    weekday_4 = _weekday(_("Thursday"))
    weekday_5 = _weekday(_("Friday"))
    weekday_6 = _weekday(_("Saturday"))
    weekday_7 = _weekday(_("Sunday"))

    def days(self) -> list[Field]:
        """Return the fields, Monday first."""
        return [field for name, field in self._fields.items() if name.startswith("weekday_")]


def week_form(week: Week, **arguments: Any) -> WeekForm:
    """Return the form with what is set now."""
    set_now = {f"weekday_{day}": ease.name for day, ease in enumerate(week.weekdays, 1)}
    return WeekForm(**set_now, **arguments)


class BreakForm(Form):
    """A break to add, both days included."""

    first = DateField(_("First day"), [REQUIRED])
    last = DateField(
        _("Last day"), [REQUIRED], description=_("The same day for a break of one day.")
    )

    def pause(self) -> Break:
        """Return the break, once the form is valid."""
        assert self.first.data is not None
        assert self.last.data is not None
        return Break(self.first.data, self.last.data)
