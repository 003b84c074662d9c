"""The tables, one file per aggregate; importing this package maps them all."""

from app.models.attempt import (
    AskedColumns,
    Attempt,
    AttemptItem,
    MarkedBy,
    Marking,
    QuizMode,
    Response,
)
from app.models.audit import AuditEvent
from app.models.base import Base
from app.models.course import Course, Enrolment, Offering, Role
from app.models.deck import Deck, DeckRendering, DeckRevision
from app.models.draft import DeckDraft, PictureUpload
from app.models.event import CardState, Event, EventType, Mode, ServerEventType
from app.models.exam import Exam, ExamItem, ExamVersion, Item, ItemRevision, ItemStatus, Sitting
from app.models.exam_date import ExamDate, ExamDateDeck, OfferingDeck
from app.models.identity import IdentityAnswer
from app.models.job import Job
from app.models.media import DeckMedia, Media
from app.models.note import Card, CardRevision, Note, NoteRevision, Rendering
from app.models.parameter_set import ParameterSet, SetKind, StudentEffect
from app.models.private_note import PrivateNote
from app.models.quiz import Quiz, QuizItem, Shown
from app.models.search_index import SearchIndex
from app.models.throttle import Throttle
from app.models.user import LoginSession, User
from app.models.worklist import Correction, CorrectionSeen, Outcome, Settlement, Sort, Suggestion

__all__ = [
    "AskedColumns",
    "Attempt",
    "AttemptItem",
    "AuditEvent",
    "Base",
    "Card",
    "CardRevision",
    "CardState",
    "Correction",
    "CorrectionSeen",
    "Course",
    "Deck",
    "DeckDraft",
    "DeckMedia",
    "DeckRendering",
    "DeckRevision",
    "Enrolment",
    "Event",
    "EventType",
    "Exam",
    "ExamDate",
    "ExamDateDeck",
    "ExamItem",
    "ExamVersion",
    "IdentityAnswer",
    "Item",
    "ItemRevision",
    "ItemStatus",
    "Job",
    "LoginSession",
    "MarkedBy",
    "Marking",
    "Media",
    "Mode",
    "Note",
    "NoteRevision",
    "Offering",
    "OfferingDeck",
    "Outcome",
    "ParameterSet",
    "PictureUpload",
    "PrivateNote",
    "Quiz",
    "QuizItem",
    "QuizMode",
    "Rendering",
    "Response",
    "Role",
    "SearchIndex",
    "ServerEventType",
    "SetKind",
    "Settlement",
    "Shown",
    "Sitting",
    "Sort",
    "StudentEffect",
    "Suggestion",
    "Throttle",
    "User",
]
