"""The parts of the settings page: each a form of its own, and what saving it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.services import enrolments, looks, preferences, study_keys, study_preferences
from app.services.looks import Looks, Motion, TypeSize
from app.services.study_keys import Deed, KeysError
from app.services.study_preferences import StudyPreferenceError
from app.srs.balance import Ease
from app.web.context import account, db, now
from app.web.forms import Form
from app.web.languages import later as _
from app.web.languages import worded
from app.web.preferences import course_forms, day_forms, key_forms, own_forms

SAVED = _("Saved.")
PLANNED = _("Saved. Your due dates are planned by it within a few minutes.")


@dataclass(frozen=True, slots=True)
class Part:
    """One section. *make* reads the request (``formdata=None``: shows what is stored); *save*
    stores a valid form, and tells whether it could: a fault stands at its field then.
    """

    make: Callable[..., Any]
    save: Callable[[Any], bool]
    said: str = SAVED


def forms(given: Mapping[str, Form] | None = None) -> dict[str, Form]:
    """Return the form of every part, filled with what is stored; those *given* as they are."""
    return {
        name: (given or {}).get(name) or part.make(formdata=None) for name, part in PARTS.items()
    }


def _you(**arguments: Any) -> Form:
    user = account()
    return own_forms.YouForm(name=user.name, language=preferences.language_of(user), **arguments)


def _save_you(form: own_forms.YouForm) -> bool:
    preferences.set_person(db(), account(), form.name.data or "", form.language.data)
    return True


def _day(**arguments: Any) -> Form:
    user = account()
    return day_forms.day_form(user.zone, user.rollover_hour, **arguments)


def _save_day(form: day_forms.DayForm) -> bool:
    preferences.set_day(db(), account(), form.zone.data, form.rollover_hour.data)
    return True


def _week(**arguments: Any) -> Form:
    return day_forms.week_form(study_preferences.week_of(account()), **arguments)


def _save_week(form: day_forms.WeekForm) -> bool:
    days = [Ease[field.data] for field in form.days()]
    try:
        study_preferences.set_weekdays(db(), account(), days, now())
    except StudyPreferenceError as error:
        form.days()[-1].errors = [worded(error)]
        return False
    return True


def _save_break(form: day_forms.BreakForm) -> bool:
    try:
        study_preferences.add_break(db(), account(), form.pause(), now())
    except StudyPreferenceError as error:
        form.last.errors = [worded(error)]
        return False
    return True


def _courses(**arguments: Any) -> Form:
    user = account()
    running, over = enrolments.of_user(db(), user.id), enrolments.over_of_user(db(), user.id)
    kept = {
        each.offering_id
        for each in (*running, *over)
        if study_preferences.keeps_remembering(user.preferences, each.offering_id)
    }
    return course_forms.courses_form(running, over, kept, **arguments)


def _save_courses(form: course_forms.CoursesForm) -> bool:
    preferences.set_minutes(db(), account(), form.minutes())
    for offering_id, wanted in form.kept().items():
        study_preferences.set_remembering(db(), account(), offering_id, wanted=wanted, now=now())
    return True


def _studying(**arguments: Any) -> Form:
    user = account()
    return own_forms.StudyingForm(
        grades=own_forms.FOUR if user.four_grades else own_forms.TWO,
        type_answers=study_preferences.types_answers(user.preferences),
        **arguments,
    )


def _save_studying(form: own_forms.StudyingForm) -> bool:
    account().four_grades = form.grades.data == own_forms.FOUR
    study_preferences.set_typing(db(), account(), wanted=form.type_answers.data)
    return True


def _keys(**arguments: Any) -> Form:
    user = account()
    keys = study_keys.keys_of(user.preferences, four_grades=user.four_grades)
    return key_forms.keys_form(keys, single_keys=user.single_keys, **arguments)


def _save_keys(form: key_forms.KeysForm) -> bool:
    if form.defaults.data:
        study_keys.reset(db(), account())
        account().single_keys = True
        return True
    wanted = {Deed(deed): field.data or "" for deed, field in form.deeds().items()}
    try:
        study_keys.set_keys(db(), account(), wanted, figures=form.figures.data)
    except KeysError as error:
        for deed, fault in error.faults.items():
            form.deeds()[deed].errors = [worded(fault)]
        return False
    account().single_keys = form.single_keys.data
    return True


def _looks(**arguments: Any) -> Form:
    chosen = looks.looks_of(account().preferences)
    return own_forms.LooksForm(
        type_size=chosen.type_size.value, motion=chosen.motion.value, **arguments
    )


def _save_looks(form: own_forms.LooksForm) -> bool:
    wanted = Looks(TypeSize(form.type_size.data), Motion(form.motion.data))
    looks.set_looks(db(), account(), wanted)
    return True


def _privacy(**arguments: Any) -> Form:
    allowed = study_preferences.may_be_learnt_from(account().preferences)
    return own_forms.PrivacyForm(learn=allowed, **arguments)


def _save_privacy(form: own_forms.PrivacyForm) -> bool:
    study_preferences.set_learning(db(), account(), allowed=form.learn.data)
    return True


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "you": Part(_you, _save_you),
        "day": Part(_day, _save_day, _("Saved. Due dates have moved along with your day.")),
        "week": Part(_week, _save_week, PLANNED),
        "breaks": Part(day_forms.BreakForm, _save_break, PLANNED),
        "courses": Part(_courses, _save_courses),
        "studying": Part(_studying, _save_studying),
        "keys": Part(_keys, _save_keys),
        "looks": Part(_looks, _save_looks),
        "privacy": Part(_privacy, _save_privacy),
    }
)
