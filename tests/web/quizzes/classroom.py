"""A quiz that ines sets for her class, and students who take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from app.clock import utc_now
from app.db import Access, Database
from app.models import Attempt, Offering, Quiz, Role
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.conftest import LogIn
from tests.web.quizzes.conftest import RIGHT, Quizzes, attempt_id

STAFF = "/quizzes/crm/staff"
# A set quiz has no essay: only its author could mark it.
ASKED = {name: answer for name, answer in RIGHT.items() if name != "essay"}
POINTS = 12  # ten questions, one of them worth three points
WRONG: dict[str, Any] = {
    "one": ["wrong option gamma"],
    "several": ["wrong option eta"],
    "judged": "true",
    "typed": "nobody",
    "number": "7",
    "pairs": {"1": "neither"},
    "order": ["assess third"],
    "three": "black",
    "gap": "more",
    "net": "none",
}
AT_ONCE, CLOSED, NEVER = "at once", "closed", "never"


@dataclass
class Classroom:
    """Ines with her browser, the database, and a browser for each student."""

    stored: Database
    offering: Offering
    ines: Browser
    logged_in: LogIn
    browsers: dict[str, Browser] = field(default_factory=dict)

    def student(self, name: str) -> Quizzes:
        """Return a student of the class; one that is new joins."""
        if name not in self.browsers:
            if name != "ann":
                add_person(self.stored, self.offering, name, Role.STUDENT)
            self.browsers[name] = self.logged_in(name)
        return Quizzes(self.stored, self.browsers[name])

    def form(self, **fields: Any) -> dict[str, Any]:
        """Return the fields of a quiz's form with every question of the deck."""
        usual = {"title": "Week one", "questions": "50", "attempts": "1"}
        shown = {"marks": AT_ONCE, "keys": AT_ONCE, "feedback": AT_ONCE}
        return usual | shown | fields

    def make(self, **fields: Any) -> str:
        """Make a quiz; return the address of its pages for staff."""
        reply = self.ines.post(f"{STAFF}/new", self.form(**fields))
        assert reply.status_code == 303, reply.text
        return reply.headers["Location"].removesuffix("/preview")

    def announce(self, **fields: Any) -> str:
        """Make a quiz and announce it; return the address of its pages for staff."""
        address = self.make(**fields)
        reply = self.ines.post(f"{address}/publish")
        assert reply.status_code == 303, reply.text
        return address

    def begin(self, name: str, address: str) -> str:
        """Let a student begin; return the attempt's address."""
        path = f"/quizzes/crm/set/{address.rpartition('/')[2]}"
        reply = self.student(name).browser.post(path, {"start": str(uuid4())})
        assert reply.status_code == 303, reply.text
        return reply.headers["Location"]

    def hand_in(self, name: str, attempt: str, said: dict[str, Any]) -> None:
        quizzes = self.student(name)
        fields = quizzes.fields(attempt, said) | {"do": "anyway"}
        assert quizzes.browser.post(attempt, fields).status_code == 303

    def take(self, name: str, address: str, said: dict[str, Any]) -> str:
        """Let a student begin and hand in; return the attempt's address."""
        attempt = self.begin(name, address)
        self.hand_in(name, attempt, said)
        return attempt

    def quiz(self, address: str) -> Quiz:
        with self.stored.transaction(Access.READ) as session:
            wanted = UUID(address.rpartition("/")[2])
            return session.scalars(select(Quiz).where(Quiz.id == wanted)).one()

    def close(self, address: str) -> datetime:
        """Let the quiz have closed an hour ago, and its attempts have ended then."""
        ended = utc_now() - timedelta(hours=1)
        quiz = UUID(address.rpartition("/")[2])
        with self.stored.transaction() as session:
            session.execute(update(Quiz).where(Quiz.id == quiz).values(closes_at=ended))
            session.execute(update(Attempt).where(Attempt.quiz_id == quiz).values(deadline=ended))
        return ended

    def review(self, name: str, attempt: str) -> str:
        """Return what the review shows to a student."""
        text = self.student(name).browser.get(f"{attempt}/review").text
        return text.partition("<main")[2]


def in_days(days: int, zone: str = "Europe/Berlin") -> dict[str, str]:
    """Return the fields of a closing date so many days from now."""
    local = (utc_now() + timedelta(days=days)).astimezone(ZoneInfo(zone))
    return {"closes_day": local.date().isoformat(), "closes_clock": f"{local:%H:%M}"}


__all__ = ["ASKED", "POINTS", "STAFF", "WRONG", "Classroom", "attempt_id", "in_days"]
