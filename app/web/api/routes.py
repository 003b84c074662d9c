"""The endpoints. Each parses, calls one service and presents; nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from app.models import Enrolment, Offering
from app.policy import Action
from app.services.attempts.pool import course
from app.services.events.record import record
from app.services.study.card_info import card_info
from app.services.study.coming import MOST_DAYS, ComingDay, coming_days
from app.services.study.queue import MOST_CARDS, StudyQueue, deck_queue, schedule_queue
from app.services.worklist.corrections import untold
from app.web.access import allowed, public, signed_in
from app.web.api.openapi import document
from app.web.api.present import info_out, queue_out
from app.web.api.present_courses import courses_out
from app.web.api.problems import Problem
from app.web.api.read import read_batch
from app.web.api.schemas import EventsOut, ResultOut, SessionOut, UserOut
from app.web.context import account, db, now
from app.web.csrf import csrf_token
from app.web.visibility import visible_at

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

MOST_MORE = 100


@blueprint.get("/session")
@signed_in
def session() -> Response:
    """Say who is logged in, with the token that writes need."""
    user = account()
    body = UserOut(id=user.id, name=user.name, email=user.email)
    return _json(SessionOut(user=body, csrf=csrf_token()))


@blueprint.get("/courses")
@signed_in
def courses() -> Response:
    """Return one's running courses, with what the study page needs to know of its reader."""
    return _json(courses_out(db(), account(), now()))


@blueprint.get("/courses/<slug>/queue")
@allowed(Action.STUDY)
def queue(offering: Offering) -> Response:
    """Return the next cards to study, with the outcomes of each answer."""
    mode = request.args.get("mode", "schedule")
    found = _queue(offering, mode, limit=_number("limit", MOST_CARDS, MOST_CARDS))
    later = _later(offering, mode, [card.card for card in found.cards])
    cards = [*found.cards, *(card for day in later for card in day.cards)]
    typed = any(card.gesture.wordings for card in cards)
    confusable = course(db(), offering) if typed else None
    told = untold(db(), account().id, offering, [card.card for card in cards])
    corrected = {one.card: one.before for one in told}
    return _json(queue_out(found, mode, offering.slug, now(), confusable, corrected, later))


@blueprint.get("/courses/<slug>/cards/<uuid:card_id>")
@allowed(Action.STUDY)
def card(offering: Offering, card_id: UUID) -> Response:
    """Return one card's history and forecast, as the student who asks has met it."""
    seen_at = visible_at(offering)
    found = card_info(db(), account(), offering, card_id, now(), visible_at=seen_at)
    if found is None:
        raise Problem(404, "No such card", "This course has no such card, or not yet.")
    return _json(info_out(found, now()))


@blueprint.get("/courses/<slug>/readiness")
@allowed(Action.STUDY)
def readiness(offering: Offering) -> Response:
    """Return the expected share recalled at each exam ahead, with the curve of minutes."""
    from app.services.readiness import of_student  # loads numpy
    from app.web.api.present_readiness import readiness_out

    enrolment = db().get_one(Enrolment, (account().id, offering.id))
    found = of_student(db(), enrolment, now())
    return _json(readiness_out(found, now(), simulated=account().is_demo))


@blueprint.post("/events")
@signed_in
def events() -> Response:
    """Store a batch of events; tells the fate of each, in order."""
    batch = read_batch(request)
    stored = iter(record(db(), account(), batch.events, now()))
    results = [
        refusal or ResultOut.model_validate(next(stored), from_attributes=True)
        for refusal in batch.refusals
    ]
    return _json(EventsOut(results=results, server_time=now()))


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """Describe this API (OpenAPI 3.1)."""
    return jsonify(document())


def _queue(offering: Offering, mode: str, limit: int) -> StudyQueue:
    student = account()
    enrolment = db().get_one(Enrolment, (student.id, offering.id))
    if mode == "schedule":
        more = _number("more", 0, MOST_MORE)
        return schedule_queue(db(), student, enrolment, now(), limit=limit, more_new=more)
    if mode.startswith("deck:"):
        return deck_queue(db(), student, enrolment, _deck(mode), now(), limit=limit)
    if mode == "exam":
        from app.services.study.exam_queue import exam_queue  # loads numpy

        minutes = _number("minutes", 0, MOST_MORE)
        found = exam_queue(db(), student, enrolment, now(), limit=limit, more_minutes=minutes)
        if found is None:
            words = f"{offering.slug} has no exam date ahead to study for; use mode=schedule."
            raise Problem(409, "No exam date", words)
        return found
    raise Problem(422, "Unknown mode", "mode is schedule, exam or deck:<id of a deck>.")


def _later(offering: Offering, mode: str, shown: Sequence[UUID]) -> Sequence[ComingDay]:
    """Return the days after today that were asked for; a single deck has no days."""
    count = _number("days", 0, MOST_DAYS)
    if not count or mode not in {"schedule", "exam"}:
        return ()
    enrolment = db().get_one(Enrolment, (account().id, offering.id))
    if mode == "schedule":
        return coming_days(db(), account(), enrolment, now(), count, shown)
    from app.services.study.exam_queue import exam_coming_days  # loads numpy

    return exam_coming_days(db(), account(), enrolment, now(), count, shown)


def _deck(mode: str) -> UUID:
    try:
        return UUID(mode.removeprefix("deck:"))
    except ValueError as error:
        raise Problem(422, "Unknown deck", "deck: is followed by the id of a deck.") from error


def _number(name: str, default: int, most: int) -> int:
    text = request.args.get(name, str(default))
    if not re.fullmatch("[0-9]{1,6}", text) or int(text) > most:
        raise Problem(422, f"Wrong {name}", f"{name} is a whole number from 0 to {most}.")
    return int(text)


def _json(body: Any) -> Response:
    return Response(body.model_dump_json(), mimetype="application/json")
