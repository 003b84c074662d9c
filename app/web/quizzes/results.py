"""/quizzes/<slug>/staff/<quiz>/results: marks, and how the questions measured, with n."""

from __future__ import annotations

from uuid import UUID

from flask import abort, make_response
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Offering
from app.policy import Action
from app.quiz.analysis import FEW
from app.services import insights
from app.services.attempts.showing import question_of
from app.services.quiz import figures, options, results_csv
from app.services.quiz.figures import FEWEST_SPREAD, FEWEST_STUDENTS
from app.web.access import allowed
from app.web.charts.marks import marks
from app.web.context import db
from app.web.quizzes.pages import Page, blueprint, renderer, set_quiz, staff_page


@blueprint.get("/quizzes/<slug>/staff/<uuid:quiz_id>/results")
@allowed(Action.VIEW_CLASS)
def results_page(offering: Offering, quiz_id: UUID) -> Page:
    """Show what the class came to; the marks of each student only where the quiz counts."""
    quiz = set_quiz(offering, quiz_id)
    found = figures.tried(db(), quiz)
    summary = figures.summary(db(), quiz, found)
    return staff_page(
        "results",
        offering,
        quiz=quiz,
        summary=summary,
        chart=marks(summary.tenths) if summary.tenths else None,
        rows=figures.rows(db(), quiz, found) if quiz.counts else None,
        fewest_students=FEWEST_STUDENTS,
        fewest_spread=FEWEST_SPREAD,
        few=FEW,
        simulated=insights.is_simulated(db(), offering),
    )


@blueprint.get("/quizzes/<slug>/staff/<uuid:quiz_id>/results.csv")
@allowed(Action.VIEW_CLASS)
def results_file(offering: Offering, quiz_id: UUID) -> Response:
    """Send the marks of a quiz that counts as a spreadsheet."""
    quiz = set_quiz(offering, quiz_id)
    if not quiz.counts:
        abort(403, _("This quiz does not count: marks of single students stay theirs."))
    rows = figures.rows(db(), quiz, figures.tried(db(), quiz))
    response = make_response(results_csv.write(rows, offering.zone))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    name = f"{offering.slug}-quiz-{quiz.id.hex[:8]}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/quizzes/<slug>/staff/<uuid:quiz_id>/items")
@allowed(Action.VIEW_CLASS)
def items_page(offering: Offering, quiz_id: UUID) -> Page:
    """Show how each question measured, and who chose which option."""
    quiz = set_quiz(offering, quiz_id)
    found = figures.tried(db(), quiz)
    first = figures.first_of(found)
    enough = quiz.counts or len(first) >= FEWEST_STUDENTS
    used = options.uses(db(), quiz, first) if enough else {}
    asked = {name: question_of(use.item) for name, use in used.items()}
    return staff_page(
        "items",
        offering,
        quiz=quiz,
        measured=figures.measured(found) if enough else None,
        used=used,
        asked=asked,
        sheet=renderer().sheet(asked.values()),
        n=len(first),
        fewest_students=FEWEST_STUDENTS,
        few=FEW,
        simulated=insights.is_simulated(db(), offering),
    )
