"""/quizzes/<slug>/set/<quiz>: the rules of a set quiz, and its beginning."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Offering, Quiz
from app.policy import Action
from app.services.attempts import saving
from app.services.attempts.start import NothingToAskError, extra_time
from app.services.quiz import taking
from app.services.quiz.taking import NotOpenError
from app.web.access import allowed
from app.web.context import account, db, now
from app.web.languages import worded
from app.web.quizzes.pages import Page, blueprint, set_quiz


@blueprint.get("/quizzes/<slug>/set/<uuid:quiz_id>")
@allowed(Action.STUDY)
def start_page(offering: Offering, quiz_id: UUID) -> Page:
    """Say what the quiz is like and whether it counts, before anything is asked."""
    return _page(offering, _announced(offering, quiz_id))


@blueprint.post("/quizzes/<slug>/set/<uuid:quiz_id>")
@allowed(Action.STUDY)
def begin_set(offering: Offering, quiz_id: UUID) -> Response | Page:
    """Begin an attempt at the quiz, or go on with the one that runs."""
    quiz = _announced(offering, quiz_id)
    try:
        wanted = UUID(request.form.get("start", ""))
    except ValueError:
        return _page(offering, quiz, _("Reload the page and try again."), 422)
    saving.settle(db(), account(), offering, now())
    try:
        attempt = taking.begin(db(), account(), offering, quiz, wanted, now())
    except (NotOpenError, NothingToAskError) as error:
        return _page(offering, quiz, worded(error), 409)
    return redirect(f"/quizzes/{offering.slug}/{attempt.id}", 303)


def _announced(offering: Offering, quiz_id: UUID) -> Quiz:
    quiz = set_quiz(offering, quiz_id)
    if quiz.published_at is None:
        abort(404, _("This course has no such quiz. It may have been deleted."))
    return quiz


def _page(offering: Offering, quiz: Quiz, trouble: str = "", status: int = 200) -> Page:
    student = account()
    stands = taking.look(db(), student.id, quiz, now())
    extra = extra_time(db(), student.id, offering.id, quiz.minutes or 0)
    page = render_template(
        "quizzes/start.html",
        offering=offering,
        quiz=quiz,
        stands=stands,
        extra=extra.total_seconds() / 60,
        start=uuid4(),
        trouble=trouble,
        now=now(),
        zone=student.zone,
    )
    return page, status
