"""The course crm with a filled bank and an exam that is drawn, for tests of the exam pages."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from app.clock import utc_now
from app.db import Database
from app.decks.model import Use
from app.models import Exam, Item, ItemStatus, Offering
from app.quiz.drawing import Cell
from app.services import accounts
from app.services.exams import bank, building, drawing
from app.services.exams.building import Details
from app.services.exams.reading import read_file
from app.services.exams.texts import render_items
from tests.rendering import kept_sandbox
from tests.services.exams.bank import FILE

DAY = date(2027, 6, 21)


@dataclass(frozen=True, slots=True)
class Built:
    """An exam, and the items of the bank by their ids."""

    exam: uuid.UUID
    items: dict[str, uuid.UUID]

    @property
    def url(self) -> str:
        return f"/exams/crm/{self.exam}"


def fill(stored: Database, offering: Offering, text: str = FILE, use: Use = Use.EXAM) -> list[Item]:
    """Put the items of *text* into the bank, approved."""
    reading = read_file(text, "items.md", use)
    assert not reading.errors, reading.errors
    html = render_items(reading.items, kept_sandbox())
    pairs = list(zip(reading.items, html, strict=True))
    with stored.transaction() as session:
        author = accounts.by_email(session, "ines@example.org")
        assert author is not None
        bank.take_in(session, offering.course_id, pairs, author, "", utc_now())
        items = bank.all_of(session, offering.course_id)
        bank.set_status(session, items, ItemStatus.APPROVED)
    return items


def build(stored: Database, offering: Offering, title: str = "Final", versions: int = 2) -> Built:
    """Draw an exam of everything that the bank has."""
    with stored.transaction() as session:
        exam = building.new(session, offering, title, DAY, utc_now())
        details = Details(title, DAY, 90, "", "seed", versions)
        building.change(session, exam, details, (Cell("", "", 10),))
        drawing.draw(session, offering, exam, utc_now())
        items = bank.all_of(session, offering.course_id)
        return Built(exam.id, {item.item: item.id for item in items})


def exam_of(stored: Database, built: Built) -> Exam:
    with stored.transaction() as session:
        return session.get_one(Exam, built.exam)
