"""Everything that is stored about one person, in a form for that person to keep.

The parts that grow with use come in pages, so that a caller needs no long transaction: the
log only ever grows, and a page is asked for by the key that the last one ended with.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import (
    Attempt,
    AttemptItem,
    AuditEvent,
    Base,
    Card,
    CardRevision,
    CardState,
    CorrectionSeen,
    Course,
    Deck,
    DeckDraft,
    DeckRevision,
    Enrolment,
    Event,
    IdentityAnswer,
    LoginSession,
    Marking,
    Note,
    PictureUpload,
    PrivateNote,
    Response,
    StudentEffect,
    Suggestion,
    User,
)
from app.services.attempts import release

PAGE = 1000  # rows
# No use to the person, of use to a thief.
KEPT_BACK = {
    "password_hash",
    "email_key",
    "token_hash",
    "student_id",
    "user_id",
    "actor_id",
    "author_id",
}

Row = dict[str, Any]


def about(session: Session, user_id: uuid.UUID) -> dict[str, Any]:
    """Return account, enrolments, log-ins, what the person did to classes and cards, what they
    are writing for others and for themselves and have suggested, and what class models know
    of them.
    """
    account = session.get_one(User, user_id)
    enrolled = session.scalars(select(Enrolment).where(Enrolment.user_id == user_id))
    logins = session.scalars(select(LoginSession).where(LoginSession.user_id == user_id))
    said = session.scalars(select(IdentityAnswer).where(IdentityAnswer.author_id == user_id))
    actions = session.scalars(select(AuditEvent).where(AuditEvent.actor_id == user_id))
    suggested = session.scalars(select(Suggestion).where(Suggestion.student_id == user_id))
    seen = session.scalars(select(CorrectionSeen).where(CorrectionSeen.student_id == user_id))
    drafts = session.scalars(select(DeckDraft).where(DeckDraft.author_id == user_id))
    pictures = session.scalars(select(PictureUpload).where(PictureUpload.author_id == user_id))
    notes = session.scalars(select(PrivateNote).where(PrivateNote.student_id == user_id))
    effects = session.scalars(select(StudentEffect).where(StudentEffect.student_id == user_id))
    return {
        "account": _row(account),
        "enrolments": [
            _row(one) | {"course": one.offering.course.title, "term": one.offering.term}
            for one in enrolled
        ],
        "log_ins": [_row(one) for one in logins],
        "actions": [_row(one) for one in actions],
        "suggestions": [_row(one) for one in suggested],
        "corrections_seen": [_row(one) for one in seen],
        "drafts": [_row(one) for one in drafts],
        "uploaded_pictures": [_row(one) for one in pictures],
        "private_cards": _private_cards(session, user_id),
        "private_notes": [_row(one) for one in notes],
        "said_of_cards": [_row(one) for one in said],
        "class_model": [_row(one) for one in effects],
    }


def _private_cards(session: Session, user_id: uuid.UUID) -> list[Row]:
    """Return the person's own cards as they were written, course by course."""
    found = session.execute(
        select(Course.title, DeckRevision.markdown)
        .join(Deck, Deck.course_id == Course.id)
        .join(
            DeckRevision,
            (DeckRevision.deck_id == Deck.id) & (DeckRevision.number == Deck.head),
        )
        .where(Deck.owner_id == user_id)
        .order_by(Course.title, Deck.key)
    )
    return [{"course": title, "markdown": markdown} for title, markdown in found]


def states(session: Session, user_id: uuid.UUID, after: uuid.UUID | None) -> Sequence[Row]:
    """Return a page of card states by card, each with its deck and question."""
    query = (
        select(CardState, Deck.title, CardRevision.front)
        .join(Card, Card.id == CardState.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(
            CardRevision,
            (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
        )
        .where(CardState.student_id == user_id)
        .order_by(CardState.card_id)
        .limit(PAGE)
    )
    if after is not None:
        query = query.where(CardState.card_id > after)
    found = session.execute(query)
    return [_row(state) | {"deck": deck, "question": front} for state, deck, front in found]


def events(session: Session, user_id: uuid.UUID, after: uuid.UUID | None) -> Sequence[Row]:
    """Return a page of the log by the events' ids."""
    query = select(Event).where(Event.student_id == user_id).order_by(Event.id).limit(PAGE)
    if after is not None:
        query = query.where(Event.id > after)
    return [_row(event) for event in session.scalars(query)]


def attempts(
    session: Session, user_id: uuid.UUID, after: uuid.UUID | None, now: datetime
) -> Sequence[Row]:
    """Return a page of attempts at quizzes by their ids, with what was asked and answered.

    Markings are in it once they show to the person; the key itself is not the person's data.
    """
    query = select(Attempt).where(Attempt.student_id == user_id).order_by(Attempt.id).limit(PAGE)
    if after is not None:
        query = query.where(Attempt.id > after)
    return [_attempt(session, attempt, now) for attempt in session.scalars(query)]


def _attempt(session: Session, attempt: Attempt, now: datetime) -> Row:
    asked, given, marked = (
        list(session.scalars(_of_attempt(kind, attempt)))
        for kind in (AttemptItem, Response, Marking)
    )
    questions = [
        {"position": item.position, "item": item.item, "question": item.snapshot["stem"]}
        for item in asked
    ]
    return _row(attempt) | {
        "questions": questions,
        "answers": [_row(answer) for answer in given],
        "markings": _shown(marked, release.of(session, attempt, now)),
    }


def _shown(marked: Sequence[Marking], shows: release.Release) -> list[Row]:
    """Return the markings as far as they show; their parts say what would have been right."""
    kept_back = set() if shows.keys else {"parts"}
    rows = [_row(one) for one in marked] if shows.marks else []
    return [{name: row[name] for name in row.keys() - kept_back} for row in rows]


def _of_attempt(kind: type[Any], attempt: Attempt) -> Select[Any]:
    return select(kind).where(kind.student_id == attempt.student_id, kind.attempt_id == attempt.id)


def _row(record: Base) -> Row:
    names = {column.name for column in record.__table__.columns} - KEPT_BACK
    return {name: _plain(getattr(record, name)) for name in sorted(names)}


def _plain(value: Any) -> Any:
    """Return the value as JSON has it: ISO 8601 for instants and days, text for ids."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value
