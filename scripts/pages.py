"""Every page of the site, for all that looks at every page: the gallery and the HTML check.

A new GET route is named here, in PAGES or in NO_PAGES, or `find` refuses it by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Map

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


class Who(Enum):
    """Whose eyes a page is seen with; the value is the address of an account in the demo."""

    VISITOR = ""
    NEWCOMER = "noor@example.org"
    STUDENT = "ben@example.org"
    INSTRUCTOR = "instructor@example.org"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as *who* sees it at *path*; *name* is unique and fit for a file."""

    name: str
    who: Who
    path: str


# Endpoint → the names of its pictures, and who looks.
PAGES: Mapping[str, Mapping[str, Who]] = {
    "accounts.invitation": {"invitation": Who.NEWCOMER},
    "accounts.join_page": {"join": Who.NEWCOMER},
    "accounts.log_in_page": {"login": Who.VISITOR},
    "accounts.sign_up_page": {"signup": Who.VISITOR},
    "author.card_kinds": {"author-card-kinds": Who.INSTRUCTOR},
    "author.card_page": {"author-card": Who.INSTRUCTOR},
    "author.conflict": {"conflict": Who.INSTRUCTOR},
    "author.decks": {"author-decks": Who.INSTRUCTOR},
    "author.draft_plan": {"author-plan": Who.INSTRUCTOR},
    "author.editor": {"author-editor": Who.INSTRUCTOR},
    "author.folder": {"author-folder": Who.INSTRUCTOR},
    "author.merge_page": {"merge": Who.INSTRUCTOR},
    "author.plan_page": {"plan": Who.INSTRUCTOR},
    "author.revisions": {"author-revisions": Who.INSTRUCTOR},
    "classes.copy_page": {"class-copy": Who.INSTRUCTOR},
    "classes.decks": {"class-decks": Who.INSTRUCTOR},
    "classes.details": {"class-details": Who.INSTRUCTOR},
    "classes.exam": {"class-exam": Who.INSTRUCTOR},
    "classes.exams": {"class-exams": Who.INSTRUCTOR},
    "classes.new": {"class-new": Who.INSTRUCTOR},
    "classes.new_exam": {"class-exam-new": Who.INSTRUCTOR},
    "classes.overview": {"class": Who.INSTRUCTOR},
    "classes.people": {"class-people": Who.INSTRUCTOR},
    "classes.person": {"class-person": Who.INSTRUCTOR},
    "courses.course": {"course": Who.STUDENT, "course-of-instructor": Who.INSTRUCTOR},
    "courses.dashboard": {
        "landing": Who.VISITOR,
        "dashboard": Who.STUDENT,
        "dashboard-empty": Who.NEWCOMER,
        "dashboard-of-instructor": Who.INSTRUCTOR,
    },
    "exams.add_page": {"exam-add": Who.INSTRUCTOR},
    "exams.choose_items": {"exam-items": Who.INSTRUCTOR},
    "exams.export_page": {"exam-export": Who.INSTRUCTOR},
    "exams.item": {"exam-item": Who.INSTRUCTOR},
    "exams.item_bank": {"exam-bank": Who.INSTRUCTOR},
    "exams.paper": {"exam-build": Who.INSTRUCTOR},
    "exams.papers": {"exam-papers": Who.INSTRUCTOR},
    "exams.past": {"exam-past": Who.STUDENT},
    "exams.past_exam": {"exam-past-one": Who.STUDENT},
    "exams.preview": {"exam-preview": Who.INSTRUCTOR},
    "exams.results_page": {"exam-results": Who.INSTRUCTOR},
    "imports.choose": {"import": Who.INSTRUCTOR},
    "insights.page": {"insights": Who.INSTRUCTOR},
    "offline.page": {"offline": Who.VISITOR},
    "my_cards.card": {"my-card": Who.STUDENT},
    "my_cards.cards": {"my-cards": Who.STUDENT},
    "my_cards.new_card": {"my-card-new": Who.STUDENT},
    "my_cards.own_note": {"my-note": Who.STUDENT},
    "my_cards.own_notes": {"my-notes": Who.STUDENT},
    "my_cards.text": {"my-cards-text": Who.STUDENT},
    "preferences.delete_page": {"settings-delete": Who.STUDENT},
    "preferences.deleted": {"settings-deleted": Who.VISITOR},
    "preferences.password_page": {"settings-password": Who.STUDENT},
    "preferences.settings": {"settings": Who.STUDENT},
    "quizzes.attempt_page": {"quiz": Who.STUDENT},
    "quizzes.choose": {"quizzes": Who.STUDENT},
    "quizzes.corrected_keys": {"quiz-corrections": Who.INSTRUCTOR},
    "quizzes.items_page": {"quiz-items": Who.INSTRUCTOR},
    "quizzes.new_quiz": {"quiz-new": Who.INSTRUCTOR},
    "quizzes.preview": {"quiz-preview": Who.INSTRUCTOR},
    "quizzes.quiz_page": {"quiz-change": Who.INSTRUCTOR},
    "quizzes.results_page": {"quiz-results": Who.INSTRUCTOR},
    "quizzes.review_page": {"quiz-review": Who.STUDENT},
    "quizzes.staff": {"quizzes-of-instructor": Who.INSTRUCTOR},
    "quizzes.start_page": {"quiz-start": Who.STUDENT},
    "progress.course": {"progress": Who.STUDENT},
    "progress.courses": {"progress-empty": Who.NEWCOMER},
    "reading.deck": {"notes": Who.STUDENT},
    "reading.paper": {"print": Who.STUDENT},
    "search.page": {"search": Who.STUDENT},
    "study.page": {"study": Who.STUDENT},
    "worklist.look": {"worklist-accept": Who.INSTRUCTOR},
    "worklist.mine_page": {"reports": Who.STUDENT},
    "worklist.page": {"worklist": Who.INSTRUCTOR},
    "worklist.suggest_page": {"suggest": Who.STUDENT},
}
NO_PAGES: Mapping[str, str] = {
    "api.card": "JSON",
    "api.courses": "JSON",
    "api.openapi": "JSON",
    "api.queue": "JSON",
    "api.readiness": "JSON",
    "api.session": "JSON",
    "author.folder_file": "a ZIP file",
    "classes.code_picture": "a picture, shown on the class page",
    "classes.people_file": "a CSV file",
    "exams.file": "a file to download",
    "exams.results_file": "a CSV file",
    "health.alive": "plain text",
    "health.metrics": "plain text",
    "health.ready": "plain text",
    "my_cards.export": "a file",
    "my_cards.export_notes": "a file",
    "media.picture": "a picture, shown in notes and on cards",
    "offline.manifest": "JSON",
    "offline.study_shell": "the study page of nobody, which the service worker keeps",
    "offline.worker": "a script",
    "preferences.my_data": "JSON",
    "quizzes.results_file": "a CSV file",
    "static": "files",
}
# What the student of the pictures answers: some of it right, most of it wrong.
SAID: Mapping[str, Any] = {
    "choice": ["1"],
    "true_false": True,
    "matching": {"1": "1", "2": "2"},
    "ordering": ["1", "2"],
    "list": ["customer loyalty", "price"],
}
# Pages that belong to no route.
SAT = 24  # students whose answers of an exam are shown

REFUSALS = (
    Page("error-404", Who.STUDENT, "/nothing"),
    Page("error-403", Who.STUDENT, f"/classes/{SLUG}"),
)


def find(routes: Map, arguments: Mapping[str, Any]) -> list[Page]:
    """Return every page of these routes, with *arguments* filled in by their names.

    Raises LookupError for a GET route that is neither in PAGES nor in NO_PAGES, for one that
    is there no more, and for an argument that *arguments* does not have.
    """
    rules = {r.endpoint: r for r in routes.iter_rules() if "GET" in (r.methods or ())}
    known = {*PAGES, *NO_PAGES}
    if unnamed := sorted({*rules} - known):
        raise LookupError(f"scripts/pages.py names no page for: {', '.join(unnamed)}")
    if gone := sorted(known - {*rules}):
        raise LookupError(f"scripts/pages.py names routes that are gone: {', '.join(gone)}")
    needed = {name for endpoint in PAGES for name in rules[endpoint].arguments}
    if unfilled := sorted(needed - {*arguments}):
        raise LookupError(f"nothing to fill these arguments with: {', '.join(unfilled)}")
    adapter = routes.bind("localhost")
    found = [
        Page(
            name, who, adapter.build(endpoint, {a: arguments[a] for a in rules[endpoint].arguments})
        )
        for endpoint, views in PAGES.items()
        for name, who in views.items()
    ]
    return [*found, *REFUSALS]


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
