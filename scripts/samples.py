"""What pages are about in the pictures and the checks of every page: the demo, and what it lacks.

An argument of a route that is new is filled in by `arguments`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.decks.model import Kind, Use
from app.exports.paper import printed
from app.exports.paper.options import Paper
from app.models import (
    Attempt,
    AttemptItem,
    CardRevision,
    CardState,
    Deck,
    Enrolment,
    EventType,
    ItemStatus,
    Offering,
    Quiz,
    QuizMode,
    Role,
    Sort,
    Suggestion,
    User,
)
from app.policy import Actor
from app.quiz.drawing import Cell
from app.sandbox import Sandbox
from app.services import accounts, enrolments, login_sessions, offerings
from app.services.accounts import NewAccount
from app.services.attempts import pool, results, saving
from app.services.attempts.start import Scope, Wanted, start
from app.services.classes import exam_dates
from app.services.decks.apply import apply
from app.services.decks.drafts import render_draft
from app.services.demo.history import SLUG
from app.services.events.record import record
from app.services.events.types import NewEvent
from app.services.exams import bank, building, generation, releasing
from app.services.exams import drawing as exam_drawing
from app.services.exams import results as exam_results
from app.services.exams.building import Details
from app.services.exams.sheets import Whole, whole
from app.services.exams.texts import render_items
from app.services.private import cards, listing, notes
from app.services.quiz import drawing, setting
from app.services.quiz.drawing import Source
from app.services.quiz.taking import begin
from app.services.rendering import TARGET
from app.services.tables import written
from app.services.worklist.suggesting import Wish, editable, suggest
from scripts.pages import Who

# What the student of the pictures answers: some of it right, most of it wrong.
SAID: Mapping[str, Any] = {
    "choice": ["1"],
    "true_false": True,
    "matching": {"1": "1", "2": "2"},
    "ordering": ["1", "2"],
    "list": ["customer loyalty", "price"],
}
SAT = 24  # students whose answers of an exam are shown


def arguments(session: Session) -> dict[str, Any]:
    """Return what the demo has for the arguments of the routes."""
    offering = offerings.by_slug(session, SLUG)
    student = accounts.by_email(session, Who.STUDENT.value)
    if offering is None or student is None:
        raise LookupError("this database holds no demo")
    suggested = _suggested(session, offering, student)
    return {
        "slug": SLUG,
        "attempt_id": _attempt(session, offering, student).id,
        "done_id": _handed_in(session, offering, student).id,
        "code": offering.join_code,
        "card_id": suggested.card_id,
        "sort": Sort.SUGGESTION.value,
        "subject": suggested.id,
        "deck_id": session.scalars(select(Deck.id).order_by(Deck.position)).first(),
        "quiz_id": _set_quiz(session, offering).id,
        "exam_id": exam_dates.in_order(session, offering)[0].id,
        **_exam(session, offering),
        "user_id": student.id,
        "kind": "choice",
        "own_kind": "cloze",
        "note_id": _own(session, offering, student, suggested.card_id),
    }


def _exam(session: Session, offering: Offering) -> dict[str, Any]:
    """Return a released exam with results and one of its items, which the demo lacks."""
    author = accounts.by_email(session, Who.INSTRUCTOR.value)
    assert author is not None
    found = generation.sources(session, offering)
    made = generation.generated(found, 12, (), "gallery", Use.EXAM)
    with Sandbox(TARGET) as sandbox:
        pairs = list(zip(made, render_items(made, sandbox), strict=True))
    bank.take_in(session, offering.course_id, pairs, author, "Generated", utc_now())
    items = bank.all_of(session, offering.course_id)
    bank.set_status(session, items[:10], ItemStatus.APPROVED)
    exam = building.new(session, offering, "Midterm", date(2027, 3, 1), utc_now())
    details = Details("Midterm", date(2027, 3, 1), 60, "", "gallery", 2)
    building.change(session, exam, details, (Cell("", "choice", 3), Cell("", "", 5)))
    exam_drawing.draw(session, offering, exam, utc_now())
    actor = Actor(author.id)
    answers = _sat(whole(session, offering, exam, Paper()))
    table = exam_results.marked(session, offering, exam, answers)
    exam_results.store(session, actor, offering, exam, table, utc_now())
    releasing.release(session, actor, offering, exam, utc_now(), shown=True)
    return {"paper_id": exam.id, "item_id": items[0].id}


def _sat(exam: Whole) -> bytes:
    """Return a table of answers: the higher a student's number, the more of them are right."""
    ids = [question.id for question in exam.sheet.questions]
    rows = [["student", "version", *ids]]
    for number in range(1, SAT + 1):
        sheet = exam.versions[number % 2]
        keys = {one.id: printed.key(sheet, one).split(" | ")[0] for one in sheet.questions}
        known = [(number * 7 + place * 11) % SAT < number for place in range(len(ids))]
        given = [keys[item] if right else "" for item, right in zip(ids, known, strict=True)]
        rows.append([str(number), "AB"[number % 2], *given])
    return written(rows)


def _own(session: Session, offering: Offering, student: User, card: UUID) -> UUID:
    """Let the student write cards, and a note on *card*, for nobody else; return a card's note."""
    text = "Churn\n:   The share of customers who leave.\n\nQ: What is a lead?\nA: A chance.\n"
    here = cards.mine(session, offering.course_id, student.id)
    found = cards.prepared(here, text, student.id)
    with Sandbox(TARGET) as sandbox:
        html = [render_draft(draft, sandbox) for draft in found.drafts]
    apply(session, found, html, utc_now())
    notes.write(session, student.id, offering, card, "Butter: it melts away.", utc_now(), None)
    return listing.page(session, offering.course_id, student.id, 0)[0].id


def _attempt(session: Session, offering: Offering, student: User) -> Attempt:
    """Return a new attempt at a quiz, which the demo lacks."""
    wanted = Wanted(uuid4(), QuizMode.MOCK, Scope.ALL, "", count=20, minutes=30)
    found = pool.pool(session, offering, None)
    return start(session, student, offering, wanted, found, utc_now())


def _handed_in(session: Session, offering: Offering, student: User) -> Attempt:
    attempt = _attempt(session, offering, student)
    said = {
        item.position: SAID.get(item.type, "loyalty") for item in results.items(session, attempt)
    }
    saving.save_page(session, attempt, saving.Sent(said, seen=0), utc_now())
    saving.submit(session, student, offering, attempt, utc_now())
    return attempt


def _suggested(session: Session, offering: Offering, student: User) -> Suggestion:
    """Let the student report a card and suggest another text for it, which the demo lacks."""
    card = session.scalars(
        select(CardState.card_id)
        .join(CardRevision, CardRevision.card_id == CardState.card_id)
        .where(CardState.student_id == student.id, CardRevision.kind == Kind.TERM)
        .order_by(CardState.card_id)
    ).first()
    found = editable(session, student, offering, card, visible_at=None) if card else None
    if card is None or found is None:
        raise LookupError("the student of the demo has studied nothing")
    text = {"text": "The lecture says it otherwise: see the last slide."}
    report = NewEvent(
        uuid4(), uuid4(), 1, EventType.REPORT, utc_now(), student.zone, card, detail=text
    )
    record(session, student, [report], utc_now())
    wish = Wish(found.base, f"{found.source} (as in the lecture)", "The last slide has it so.")
    return suggest(session, student, offering, found, wish, utc_now())


def _set_quiz(session: Session, offering: Offering) -> Quiz:
    """Return a new quiz that counts, with what the class answered."""
    owner = _account(session, Who.INSTRUCTOR)
    actor = enrolments.actor_of(session, owner)
    terms = setting.Terms("Quiz of the first week", Source(), 12, minutes=20, counts=True)
    quiz = setting.create(session, actor, offering, terms, utc_now())
    drawing.draw(session, quiz, pool.pool(session, offering, None))
    setting.publish(session, actor, offering, quiz, utc_now())
    people = select(User).join(Enrolment, Enrolment.user_id == User.id)
    enrolled = people.where(Enrolment.offering_id == offering.id, Enrolment.role == Role.STUDENT)
    taking = [one for one in session.scalars(enrolled) if one.email != Who.STUDENT.value]
    for place, student in enumerate(taking):
        attempt = begin(session, student, offering, quiz, uuid4(), utc_now())
        asked = results.items(session, attempt)
        said = {item.position: _said(item) for item in asked if item.position % 3 <= place % 4}
        saving.save_page(session, attempt, saving.Sent(said, seen=0), utc_now())
        saving.submit(session, student, offering, attempt, utc_now())
    return quiz


def _said(item: AttemptItem) -> Any:
    """Return a right answer to a choice or a statement, some answer to anything else."""
    body = item.snapshot["body"]
    if item.type == "choice":
        right = [option["id"] for option in body["options"] if option["right"]]
        return [str(item.snapshot["order"].index(one) + 1) for one in right]
    return body["truth"] if item.type == "true_false" else SAID.get(item.type, "loyalty")


def log_in_all(session: Session, now: datetime) -> dict[Who, str]:
    """Return a log-in's token for everybody; the newcomer, whom the demo lacks, is made."""
    if accounts.by_email(session, Who.NEWCOMER.value) is None:
        new = NewAccount(Who.NEWCOMER.value, "Noor Newcomer", "!", "Europe/Vienna")
        accounts.create(session, new, now)
    return {
        who: login_sessions.begin(session, _account(session, who), now)
        for who in Who
        if who is not Who.VISITOR
    }


def _account(session: Session, who: Who) -> User:
    user = accounts.by_email(session, who.value)
    if user is None:
        raise LookupError(f"the demo has no {who.value}")
    return user
