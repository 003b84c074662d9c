"""/quizzes/<slug>: choose what to practise with, answer, hand in, look back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.models import Attempt, AttemptItem, Offering, Quiz, User
from app.policy import Action
from app.services.attempts import generated, release, results, saving
from app.services.attempts.marking import JudgementError, judge
from app.services.attempts.pool import Asked, PoolDeck, pool, pool_decks
from app.services.attempts.review import review
from app.services.attempts.saving import Saved, Sent
from app.services.attempts.showing import shown
from app.services.attempts.start import NothingToAskError, Wanted, covers, start, weak
from app.services.quiz import taking
from app.web.access import allowed
from app.web.context import account, db, now, pause, reads_first, seen, write
from app.web.languages import worded
from app.web.quizzes.fields import answer, answers
from app.web.quizzes.forms import start_form
from app.web.quizzes.pages import blueprint, renderer
from app.web.visibility import visible_at

MOST_DIGITS = 9
MOST_NUMBERS = 1_000_000  # answers saved in one attempt
CONFLICT = 409


@blueprint.get("/quizzes/<slug>")
@allowed(Action.STUDY)
def choose(offering: Offering) -> str:
    """Ask what to practise with; show the attempts so far."""
    return _chooser(offering)


@blueprint.post("/quizzes/<slug>")
@allowed(Action.STUDY)
def begin(offering: Offering) -> Response | tuple[str, int]:
    """Start an attempt."""
    student = account()
    saving.settle(db(), student, offering, now())
    found = pool(db(), offering, visible_at(offering))
    bare = _without_questions(offering, found)
    form = start_form(found, bare, len(weak(db(), student.id, found, now())))
    if not form.validate():
        return _chooser(offering, form=form), 422
    found += _made(offering, form.wanted(), found)
    student = db().get_one(User, student.id)  # of the transaction that begins after a pause
    try:
        attempt = start(db(), student, offering, form.wanted(), found, now())
    except NothingToAskError as error:
        return _chooser(offering, form=form, trouble=worded(error)), 422
    return redirect(_address(offering, attempt), 303)


@blueprint.get("/quizzes/<slug>/<uuid:attempt_id>")
@allowed(Action.STUDY)
def attempt_page(offering: Offering, attempt_id: UUID) -> str | Response:
    """Show the questions of a running attempt with what was saved; a marked one's review."""
    attempt = _own(offering, attempt_id)
    if attempt.submitted_at is not None:
        return redirect(f"{_address(offering, attempt)}/review", 303)
    saved = results.responses(db(), attempt)
    questions = shown(results.items(db(), attempt), results.answers(saved), renderer())
    left = (attempt.deadline - now()).total_seconds() if attempt.deadline else None
    return render_template(
        "quizzes/attempt.html",
        offering=offering,
        attempt=attempt,
        questions=questions,
        last=saving.last_number(db(), attempt),
        left=left,
        over=saving.is_over(attempt, now()),
        answered=sum(question.answer is not None for question in questions),
        asks="open" in request.args,
        zone=account().zone,
    )


@blueprint.post("/api/v1/courses/<slug>/attempts/<uuid:attempt_id>/answers")
@allowed(Action.STUDY)
@reads_first
def save_answer(offering: Offering, attempt_id: UUID) -> tuple[Response, int]:
    """Save the answer to one question, as the page's script does on every change."""
    attempt = _own(offering, attempt_id)
    item = db().get(
        AttemptItem, (attempt.student_id, attempt.id, _number(request.form.get("position", "")))
    )
    number = _number(request.form.get("number", ""))
    if item is None or not 0 < number <= MOST_NUMBERS:
        abort(400, _("An answer names its question and a number above 0."))
    said = answer(item, request.form)
    write()  # from here on other writers wait, so everything else came before
    seen()
    receipt = saving.save(db(), attempt, item.position, number, said, now())
    lost = receipt.fate in {Saved.TAKEN, Saved.OVER}
    return jsonify(fate=receipt.fate.value, last=receipt.last), CONFLICT if lost else 200


@blueprint.post("/quizzes/<slug>/<uuid:attempt_id>")
@allowed(Action.STUDY)
def hand_in(offering: Offering, attempt_id: UUID) -> Response:
    """Save the whole page; with the button *Hand in*, mark it.

    That button asks first where questions are open. What the page sends by itself when time is
    up names no button, and is never asked back.
    """
    attempt = _own(offering, attempt_id)
    posted = answers(results.items(db(), attempt), request.form)
    unsaved = request.form.get("unsaved")
    sent = Sent(
        posted,
        seen=max(0, _number(request.form.get("seen", ""))),
        unsaved=None if unsaved is None else {_number(one) for one in unsaved.split(",")},
    )
    if "seen" in request.form:
        saving.save_page(db(), attempt, sent, now())
    button = request.form.get("do")
    if button == "save" and not saving.is_over(attempt, now()):
        return redirect(f"{_address(offering, attempt)}?saved", 303)
    if button == "submit" and saving.has_time(attempt, now()) and saving.unanswered(db(), attempt):
        return redirect(f"{_address(offering, attempt)}?open#open", 303)
    saving.submit(db(), account(), offering, attempt, now())
    return redirect(f"{_address(offering, attempt)}/review", 303)


@blueprint.get("/quizzes/<slug>/<uuid:done_id>/review")
@allowed(Action.STUDY)
def review_page(offering: Offering, done_id: UUID) -> str | Response:
    """Show each answer beside the key; an attempt that runs is gone on with."""
    attempt = _own(offering, done_id)
    if attempt.submitted_at is None:
        return redirect(_address(offering, attempt), 303)
    shows = release.of(db(), attempt, now())
    reviewed = review(db(), attempt, renderer(), now())
    asked = results.items(db(), attempt)
    return render_template(
        "quizzes/review.html",
        offering=offering,
        attempt=attempt,
        reviewed=reviewed,
        shows=shows,
        quiz=db().get(Quiz, attempt.quiz_id) if attempt.quiz_id else None,
        score=results.score(asked, results.markings(db(), attempt)) if shows.marks else None,
        right=sum(one.credit == 1 for one in reviewed),
        zone=account().zone,
    )


@blueprint.post("/quizzes/<slug>/<uuid:done_id>/review/<int:position>")
@allowed(Action.STUDY)
def judge_answer(offering: Offering, done_id: UUID, position: int) -> Response:
    """Put the student's own judgement of an answer above the key's."""
    attempt = _own(offering, done_id)
    item = db().get(AttemptItem, (attempt.student_id, attempt.id, position))
    if item is None:
        abort(404, _("This quiz has no such question."))
    right = request.form.get("right") == "yes"
    try:
        judge(db(), account(), offering, item, right=right, now=now())
    except JudgementError as error:
        abort(409, worded(error))
    return redirect(f"{_address(offering, attempt)}/review#question-{position}", 303)


def _chooser(offering: Offering, form: Any = None, trouble: str = "") -> str:
    student = account()
    found = pool(db(), offering, visible_at(offering))
    bare = _without_questions(offering, found)
    weak_spots = len(weak(db(), student.id, found, now()))
    past = results.history(db(), student.id, offering, now())
    return render_template(
        "quizzes/choose.html",
        offering=offering,
        form=form or start_form(found, bare, weak_spots),
        questions=len(found) + len(bare),
        set_quizzes=[
            taking.look(db(), student.id, quiz, now()) for quiz in taking.announced(db(), offering)
        ],
        running=[one for one in past if one.running],
        past=[one for one in past if not one.running],
        trend=results.trend(past),
        trouble=trouble,
        zone=student.zone,
        now=now(),
        time_is_up=results.time_is_up,
    )


def _without_questions(offering: Offering, found: Sequence[Asked]) -> list[PoolDeck]:
    """Return the decks that have cards but no authored question: theirs are made from the cards."""
    asked = {one.deck.id for one in found}
    decks = pool_decks(db(), offering, visible_at(offering))
    return [one for one in decks if one.id not in asked and generated.has_material(one)]


def _made(offering: Offering, wanted: Wanted, found: Sequence[Asked]) -> list[Asked]:
    """Return questions made from cards, as far as what was chosen needs or asks for them."""
    authored = set() if wanted.made else {one.deck.id for one in found}
    decks = [
        deck
        for deck in pool_decks(db(), offering, visible_at(offering))
        if deck.id not in authored and covers(wanted, deck)
    ]
    chosen = generated.sources(decks, wanted.id.hex)
    if not chosen:
        return []
    cards = generated.cards_in(db(), chosen)
    pause()  # making them takes a while, and nobody is to wait for it
    return generated.made(chosen, cards, wanted.count, wanted.id.hex)


def _own(offering: Offering, attempt_id: UUID) -> Attempt:
    attempt = results.own(db(), account().id, offering, attempt_id)
    if attempt is None:
        abort(404, _("You have no such quiz in this course. Choose one on its quiz page."))
    return attempt


def _address(offering: Offering, attempt: Attempt) -> str:
    return f"/quizzes/{offering.slug}/{attempt.id}"


def _number(text: str) -> int:
    """Return a whole number as the page writes them, -1 for anything else."""
    known = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if known else -1
