"""/classes (a new course) and /classes/<slug> (what is going on in one)."""

from __future__ import annotations

from datetime import datetime, time

from flask import render_template
from werkzeug.wrappers import Response

from app.models import ExamDate, Offering, Role
from app.policy import Action
from app.services import offerings
from app.services.classes import audit, course_making, exam_dates, local_time, roster
from app.services.classes.course_making import NewCourse, TooManyError
from app.services.classes.local_time import LocalTimeError, Moment
from app.services.offerings import OfferingError
from app.web.access import allowed
from app.web.classes import said
from app.web.classes.forms import ConfirmForm, CourseForm
from app.web.classes.pages import Page, blueprint, page
from app.web.context import account, config, db, now
from app.web.languages import worded


@blueprint.get("/classes")
@allowed(Action.CREATE_COURSE)
def new() -> Page:
    """Ask for what a course needs."""
    form = CourseForm(zone=account().zone, language="en", exam_time=local_time.USUAL_TIME)
    return _course_form(form)


@blueprint.post("/classes")
@allowed(Action.CREATE_COURSE)
def create() -> Page | Response:
    """Make a course with its first offering."""
    form = CourseForm()
    if not form.validate():
        return _course_form(form, 422)
    try:
        exam = _first_exam(form)
        made = course_making.make(db(), account(), _new_course(form, exam), now())
    except LocalTimeError as error:
        form.exam_day.errors = [worded(error)]
        return _course_form(form, 422)
    except OfferingError as error:
        form.slug.errors = [worded(error)]
        return _course_form(form, 422)
    except TooManyError as error:
        form.title.errors = [worded(error)]
        return _course_form(form, 429)
    return said.go(f"/classes/{made.slug}", "made", *(said.about(exam, now()) if exam else ()))


@blueprint.get("/classes/<slug>")
@allowed(Action.VIEW_CLASS)
def overview(offering: Offering) -> Page:
    """Show people, decks, exams, the join code, and what was done lately."""
    members = [each for each in roster.members(db(), offering) if each.left_at is None]
    return page(
        "overview",
        offering,
        students=sum(each.role is Role.STUDENT for each in members),
        staff=[each for each in members if each.role is not Role.STUDENT],
        decks=offerings.decks(db(), offering, None),
        exam=_next_exam(offering),
        code=offerings.grouped_code(offering.join_code),
        base_url=config().base_url,
        log=audit.latest(db(), offering),
        form=ConfirmForm(),
    )


def _next_exam(offering: Offering) -> tuple[ExamDate, int] | None:
    """Return the next exam date and the days until then."""
    dates = exam_dates.in_order(db(), offering)
    coming = next((exam for exam in dates if exam.at >= now()), None)
    if coming is None:
        return None
    return coming, local_time.days_until(coming.at, now(), offering.zone)


def _course_form(form: CourseForm, status: int = 200) -> Page:
    return render_template("classes/new.html", form=form, zones=local_time.zones()), status


def _first_exam(form: CourseForm) -> Moment | None:
    if form.exam_day.data is None:
        return None
    clock: time = form.exam_time.data or local_time.USUAL_TIME
    return local_time.moment(form.exam_day.data, clock, form.zone.data or "UTC")


def _new_course(form: CourseForm, exam: Moment | None) -> NewCourse:
    at: datetime | None = exam.at if exam else None
    return NewCourse(
        title=form.title.data or "",
        slug=form.slug.data or "",
        term=form.term.data or "",
        zone=form.zone.data or "UTC",
        language=form.language.data or "en",
        exam_at=at,
    )
