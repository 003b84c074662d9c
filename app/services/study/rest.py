"""After the last exam study rests, until the student asks to keep remembering.

While it rests no card of the course is due; going through a deck works as before. Another
exam that is announced ends the rest by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Enrolment, Role, User
from app.services import study_preferences
from app.services.exams_ahead import Exam, exam_over


@dataclass(frozen=True, slots=True)
class Rest:
    """The exam that is over and how it was prepared for: of its *cards* so many were *met*, in
    so many *answers*. *expected*: the share that was to be recalled on the day by the memory
    model, None after few answers or where cards were answered since.
    """

    exam: Exam
    cards: int
    met: int
    answers: int
    expected: float | None


def rests_after(
    session: Session, student: User, enrolment: Enrolment, now: datetime
) -> Exam | None:
    """Return the exam after which *student* lets the course rest, None while it is studied."""
    if enrolment.role is not Role.STUDENT:
        return None
    if study_preferences.keeps_remembering(student.preferences, enrolment.offering_id):
        return None
    return exam_over(session, enrolment, now)


def rest_of(session: Session, student: User, enrolment: Enrolment, now: datetime) -> Rest | None:
    """Return the exam and what had been done for it, None while the course is studied."""
    exam = rests_after(session, student, enrolment, now)
    if exam is None:
        return None
    from app.services import exam_cards, readiness  # load numpy

    asked = exam_cards.exam_cards(session, enrolment.offering, student.id, exam, exam.at)
    since = bool((asked.cards.last_day > asked.exam_day).any())
    share = None if since else readiness.share(asked, readiness.recall_then(asked))
    return Rest(
        exam=exam,
        cards=len(asked.ids),
        met=int(asked.cards.seen.sum()),
        answers=asked.answered,
        expected=share.expected if share else None,
    )
