"""/quizzes/<slug>/staff: the quizzes of a class; one is made, changed, previewed, announced."""

from __future__ import annotations

from uuid import UUID

from flask import redirect
from werkzeug.wrappers import Response

from app.models import Offering, Quiz
from app.policy import Action
from app.services.attempts import generated
from app.services.attempts.pool import Asked, pool, pool_decks
from app.services.attempts.showing import shown
from app.services.classes.local_time import LocalTimeError
from app.services.quiz import drawing, setting, taking
from app.services.quiz.drawing import Source
from app.services.quiz.setting import QuizError
from app.web.access import allowed
from app.web.context import db, now, pause, present_actor
from app.web.languages import worded
from app.web.quizzes.pages import (
    Page,
    blueprint,
    renderer,
    set_quiz,
    staff_address,
    staff_page,
)
from app.web.quizzes.setting_forms import QuizForm, quiz_form


@blueprint.get("/quizzes/<slug>/staff")
@allowed(Action.VIEW_CLASS)
def staff(offering: Offering) -> Page:
    """List the quizzes of the class."""
    rows = [
        (quiz, drawing.count(db(), quiz), taking.taken(db(), quiz))
        for quiz in setting.of_offering(db(), offering)
    ]
    return staff_page("staff", offering, rows=rows)


@blueprint.get("/quizzes/<slug>/staff/new")
@allowed(Action.MANAGE_OFFERING)
def new_quiz(offering: Offering) -> Page:
    """Ask what the quiz is to be like."""
    return _form_page(offering, _form(offering), None)


@blueprint.post("/quizzes/<slug>/staff/new")
@allowed(Action.MANAGE_OFFERING)
def make_quiz(offering: Offering) -> Page | Response:
    """Make a quiz that students do not see yet, and show its preview."""
    return _saved(offering, None)


@blueprint.get("/quizzes/<slug>/staff/<uuid:quiz_id>")
@allowed(Action.MANAGE_OFFERING)
def quiz_page(offering: Offering, quiz_id: UUID) -> Page:
    """Show a quiz for changing it."""
    quiz = set_quiz(offering, quiz_id)
    return _form_page(offering, _form(offering, quiz), quiz)


@blueprint.post("/quizzes/<slug>/staff/<uuid:quiz_id>")
@allowed(Action.MANAGE_OFFERING)
def change_quiz(offering: Offering, quiz_id: UUID) -> Page | Response:
    """Change a quiz."""
    return _saved(offering, set_quiz(offering, quiz_id))


@blueprint.get("/quizzes/<slug>/staff/<uuid:quiz_id>/preview")
@allowed(Action.VIEW_CLASS)
def preview(offering: Offering, quiz_id: UUID) -> Page:
    """Show the questions as students get them; nothing is stored."""
    return _preview(offering, set_quiz(offering, quiz_id))


@blueprint.post("/quizzes/<slug>/staff/<uuid:quiz_id>/publish")
@allowed(Action.MANAGE_OFFERING)
def publish_quiz(offering: Offering, quiz_id: UUID) -> Page | Response:
    """Announce a quiz to the class."""
    quiz = set_quiz(offering, quiz_id)
    try:
        setting.publish(db(), present_actor(), offering, quiz, now())
    except QuizError as error:
        return _preview(offering, quiz, worded(error), 409)
    return redirect(staff_address(offering), 303)


@blueprint.post("/quizzes/<slug>/staff/<uuid:quiz_id>/delete")
@allowed(Action.MANAGE_OFFERING)
def delete_quiz(offering: Offering, quiz_id: UUID) -> Page | Response:
    """Delete a quiz that nobody has begun."""
    quiz = set_quiz(offering, quiz_id)
    try:
        setting.remove(db(), present_actor(), offering, quiz, now())
    except QuizError as error:
        return _preview(offering, quiz, worded(error), 409)
    return redirect(staff_address(offering), 303)


def _saved(offering: Offering, quiz: Quiz | None) -> Page | Response:
    """Store the form and draw the questions, unless somebody has begun."""
    form = _form(offering, quiz)
    if not form.validate():
        return _form_page(offering, form, quiz, 422)
    try:
        terms = form.terms(offering.zone)
        made = _made(offering, quiz, terms.source, terms.questions)
        stored = _stored(offering, quiz, terms, made)
    except LocalTimeError:  # the form says what is wrong
        return _form_page(offering, form, quiz, 422)
    except QuizError as error:
        form[error.field].errors = [worded(error)]
        return _form_page(offering, form, quiz, 422)
    return redirect(f"{staff_address(offering, stored)}/preview", 303)


def _stored(offering: Offering, quiz: Quiz | None, terms: setting.Terms, made: list[Asked]) -> Quiz:
    actor = present_actor()
    draws = True
    if quiz is None:
        stored = setting.create(db(), actor, offering, terms, now())
    else:
        stored = set_quiz(offering, quiz.id)  # of the transaction that began after a pause
        draws = setting.change(db(), actor, offering, stored, terms, now())
    if draws:
        drawing.draw(db(), stored, [*pool(db(), offering, None), *made])
    return stored


def _made(offering: Offering, quiz: Quiz | None, source: Source, count: int) -> list[Asked]:
    """Return questions made from the cards of what was chosen; takes up to a second."""
    if not source.made or (quiz is not None and setting.attempts(db(), quiz)):
        return []
    seed = quiz.seed if quiz else offering.id.hex
    known = pool_decks(db(), offering, None)
    decks = generated.sources([d for d in known if source.takes(d.id, d.chapter)], seed)
    cards = generated.cards_in(db(), decks)
    pause()  # nobody is to wait for it
    return generated.made(decks, cards, count, seed, [*source.types])


def _form(offering: Offering, quiz: Quiz | None = None) -> QuizForm:
    return quiz_form(pool_decks(db(), offering, None), offering.zone, quiz)


def _form_page(offering: Offering, form: QuizForm, quiz: Quiz | None, status: int = 200) -> Page:
    begun = setting.attempts(db(), quiz) if quiz else 0
    return staff_page("quiz_form", offering, status, form=form, quiz=quiz, begun=begun)


def _preview(offering: Offering, quiz: Quiz, trouble: str = "", status: int = 200) -> Page:
    asked = drawing.items(db(), quiz)
    return staff_page(
        "preview",
        offering,
        status,
        quiz=quiz,
        questions=shown(asked, {}, renderer()),
        begun=setting.attempts(db(), quiz),
        trouble=trouble,
    )
