"""The study page. Everything that changes on it is the work of static/js/study.js."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.models import Enrolment, Offering
from app.policy import Action
from app.services import reading
from app.services.exams_ahead import is_near, next_exam
from app.services.study.rest import rest_of
from app.services.study_keys import keys_of
from app.services.study_preferences import set_remembering, types_answers
from app.web.access import allowed
from app.web.context import account, db, now
from app.web.visibility import visible_at

blueprint = Blueprint("study", __name__)

SCHEDULE = "schedule"
EXAM = "exam"
DECK = "deck:"


@blueprint.get("/study/<slug>")
@allowed(Action.STUDY)
def page(offering: Offering) -> str:
    """Show the shell: what is best for the next exam while one is near, else what is due.

    ``?mode=schedule`` and ``?mode=exam`` ask for one of them, ``?mode=deck:<id>`` for one deck.
    After the last exam study rests: then a page says so, except for decks.
    """
    enrolment = db().get_one(Enrolment, (account().id, offering.id))
    exam = next_exam(db(), enrolment, now())
    if not request.args.get("mode", "").startswith(DECK):
        rest = rest_of(db(), account(), enrolment, now())
        if rest is not None:
            return render_template("study/rest.html", offering=offering, rest=rest)
    usual = EXAM if exam is not None and is_near(exam, now()) else SCHEDULE
    mode = request.args.get("mode", usual)
    if mode == EXAM and exam is None:  # none is announced, or it is over
        mode = SCHEDULE
    return render_template(
        "study/page.html",
        offering=offering,
        student=account(),
        mode=mode,
        exam=exam,
        deck=_deck(offering, mode),
        typing=types_answers(account().preferences),
        keys=keys_of(account().preferences, four_grades=account().four_grades),
    )


@blueprint.post("/study/<slug>/remembering")
@allowed(Action.STUDY)
def remember(offering: Offering) -> AnyResponse:
    """Study the course on after its last exam; the settings take it back."""
    set_remembering(db(), account(), offering.id, wanted=True, now=now())
    return redirect(f"/study/{offering.slug}", 303)


def _deck(offering: Offering, mode: str) -> reading.DeckPlace | None:
    """Return the deck that *mode* names, None for schedule and exam; 404 if there is none."""
    if mode in {SCHEDULE, EXAM}:
        return None
    try:
        deck_id = UUID(mode.removeprefix(DECK))
        found = reading.find_deck(db(), offering, deck_id, visible_at(offering))
    except ValueError:
        found = None
    if found is None or not mode.startswith(DECK):
        abort(404, _("This course has no such deck. Choose one on the course's page."))
    return found
