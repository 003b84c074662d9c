"""The courses of an account, as a client that keeps their cards needs them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Enrolment, User
from app.services import enrolments
from app.services.exams_ahead import is_near, next_exam
from app.services.study_keys import keys_of
from app.services.study_preferences import types_answers
from app.web.api.schemas_courses import CourseOut, CoursesOut, StudySettingsOut


def courses_out(session: Session, student: User, now: datetime) -> CoursesOut:
    """Present the running courses of *student*, the newest first."""
    keys = keys_of(student.preferences, four_grades=student.four_grades)
    return CoursesOut(
        user=student.id,
        settings=StudySettingsOut(
            zone=student.zone,
            four_grades=student.four_grades,
            single_keys=student.single_keys,
            typing=types_answers(student.preferences),
            keys=keys.commands(),
            figures=keys.figures,
        ),
        courses=[_course(session, each, now) for each in enrolments.of_user(session, student.id)],
        server_time=now,
    )


def _course(session: Session, enrolment: Enrolment, now: datetime) -> CourseOut:
    exam = next_exam(session, enrolment, now)
    return CourseOut(
        slug=enrolment.offering.slug,
        title=enrolment.offering.course.title,
        role=enrolment.role.value,
        modes=["schedule", "exam"] if exam else ["schedule"],
        usual="exam" if exam and is_near(exam, now) else "schedule",
    )
